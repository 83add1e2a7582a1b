"""The rule of visibility is SQL made for speed; here it is told again in plain Python and compared on random trees."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db.models import Case, Value, When
from wagtail.models import Locale, Page, PageViewRestriction

from pages.models import SectionPage
from pages.visibility import audience_groups, blocked_q, hidden_pages, visible_to
from search.models import FacetSet, IndexEntry
from tests import factories as make

PAGES = 45


def tree(rng: random.Random, home: Page) -> None:
    """Sections, aliases and translations with restrictions of every kind on some of each."""
    english = Locale.objects.get_or_create(language_code="en")[0]
    parents: list[Any] = [home]
    for number in range(PAGES):
        parent = rng.choice([each for each in parents if each.depth < 8])
        draw = rng.random()
        if draw < 0.15 and number > 5:
            source = rng.choice(parents[1:])
            page = source.create_alias(parent=parent, update_slug=f"alias-{number}")
        else:
            page = SectionPage(title=f"s{number}", slug=f"s{number}", locale=english if draw > 0.7 else home.locale)
            if draw > 0.7:
                taken = set(Page.objects.filter(locale=english).values_list("translation_key", flat=True))
                swedish = (each for each in parents[1:] if each.locale_id == home.locale_id)
                free = [each.translation_key for each in swedish if each.translation_key not in taken]
                page.translation_key = rng.choice(free) if free else page.translation_key
            parent.add_child(instance=page)
        parents.append(page.specific)
    groups = list(Group.objects.filter(audience__isnull=False))
    for page in rng.sample(parents[1:], 9):
        kind = rng.choice(["groups", "groups", "groups", "login", "password"])
        restriction = PageViewRestriction.objects.create(page_id=page.pk, restriction_type=kind, password="x" * 20)
        if kind == "groups":
            restriction.groups.set(rng.sample(groups, rng.randint(0, 2)))
    Page.objects.filter(pk=rng.choice(parents[1:]).pk).update(live=False)


def visible_by_hand(user: Any, source_locale: int) -> set[int]:
    pages = {page.pk: page for page in Page.objects.all()}
    mine = set() if not user.pk else set(audience_groups(user).values_list("pk", flat=True))
    closed = [
        pages[each.page_id].path
        for each in PageViewRestriction.objects.prefetch_related("groups")
        if each.restriction_type == "password"
        or (each.restriction_type == "groups" and not mine & {group.pk for group in each.groups.all()})
    ]

    def closed_at(page: Page) -> bool:
        same_key = (each for each in pages.values() if each.translation_key == page.translation_key)
        stands_for = [page, *(each for each in same_key if each.locale_id == source_locale)]
        return any(each.path.startswith(path) for each in stands_for for path in closed)

    def hidden(page: Page) -> bool:
        return closed_at(page) or bool(page.alias_of_id and closed_at(pages[page.alias_of_id]))

    return {pk for pk, page in pages.items() if page.live and not hidden(page)}


def index_all() -> None:
    """An entry in the index for every page."""
    FacetSet.objects.get_or_create(id=1, defaults={"codes": {}})
    for page in Page.objects.filter(depth__gt=1):
        entry = {
            "page": page,
            "language": "sv",
            "facet_set_id": 1,
            "lexicon": 1,
            "title": page.title,
            "source": page.pk,
        }
        IndexEntry.objects.update_or_create(key=f"page:{page.pk}", defaults=entry)


@pytest.mark.parametrize("seed", range(6))
def test_sql_and_plain_python_agree(home: Page, seed: int) -> None:
    rng = random.Random(seed)
    centres = [make.CentreFactory() for _ in range(3)]
    readers: list[Any] = [
        make.make_person("ett", centre=centres[0], professions=["BM"]),
        make.make_person("två", centre=centres[1]),
        make.make_person("ingen"),
    ]
    for centre in centres:
        make.audience_for(centre)
    tree(rng, home)
    index_all()
    hidden = 0
    for reader in readers:
        expected = visible_by_hand(reader, home.locale_id)
        hidden += Page.objects.filter(live=True).count() - len(expected)
        forms: list[Callable[..., Any]] = [
            lambda reader=reader, **how: {page.pk for page in visible_to(Page.objects.all(), reader, **how)},
            lambda reader=reader, **how: {
                page.pk
                for page in Page.objects.filter(live=True).annotate(
                    hidden=Case(When(blocked_q(reader, **how), then=Value(1)), default=Value(0))
                )
                if not page.hidden
            },
        ]
        for form in forms:
            assert form() == form(few=True) == expected
        assert {page.pk for page in Page.objects.all()} - hidden_pages(reader) == expected
        entries = visible_to(IndexEntry.objects.all(), reader, page="page")
        assert set(entries.values_list("page_id", flat=True)) == expected - {1}
        either = IndexEntry.objects.filter(page__isnull=True) | entries
        assert either.count() == len(expected - {1})
    assert hidden
