"""Each trap of visibility by its name ("Who may see what"), through the site's own addresses."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from pages.addresses import url_of
from pages.directory.audiences import audience_for
from pages.directory.models import Assignment
from pages.hidden import DEEPEST
from pages.models import SectionPage
from pages.visibility import can_see, visible_to
from tests import factories as make

ClientOf = Callable[..., Client]


@pytest.fixture
def house(home: Page) -> SimpleNamespace:
    """A centre with a private section and a routine in it; one person inside, one outside."""
    centre = make.CentreFactory(title="Lyktan")
    private = make.SectionFactory(title="Internt", slug="internt")
    make.restrict(private, centre)
    return SimpleNamespace(
        centre=centre,
        private=private,
        page=make.RoutineFactory(parent=private, title="Nycklar", slug="nycklar"),
        open=make.SectionFactory(title="Öppet", slug="oppet"),
        inside=make.make_person("inne", centre=centre),
        outside=make.make_person("ute", centre=make.CentreFactory()),
    )


def seen(house: SimpleNamespace, page: Page) -> tuple[bool, bool]:
    """Whether the person inside and the person outside may see a page."""
    return can_see(house.inside, page), can_see(house.outside, page)


def answers(house: SimpleNamespace, client_of: ClientOf, page: Page) -> tuple[int, int]:
    """What each of them gets at the page's address."""
    page.refresh_from_db()
    address = url_of(page.url_path)
    return client_of(house.inside).get(address).status_code, client_of(house.outside).get(address).status_code


def english(page: Page) -> Page:
    """A published translation, without its parents."""
    locale = Locale.objects.get(language_code="en")
    root = Page.objects.get(translation_key=make.start_page().translation_key, locale=locale)
    copy = page.specific.copy_for_translation(locale, copy_parents=True)
    assert copy.path.startswith(root.path)
    copy.save_revision().publish()
    return Page.objects.get(pk=copy.pk)


# --- where a restriction stands


def test_restriction_on_an_ancestor(house: SimpleNamespace, client_of: ClientOf) -> None:
    assert answers(house, client_of, house.page) == (200, 403)


def test_restriction_set_later(house: SimpleNamespace, client_of: ClientOf) -> None:
    page = make.RoutineFactory(parent=house.open)
    assert answers(house, client_of, page) == (200, 200)
    make.restrict(house.open, house.centre)
    assert answers(house, client_of, page) == (200, 403)


def test_restrictions_of_several_ancestors_must_all_open(house: SimpleNamespace) -> None:
    inner = make.SectionFactory(parent=house.private)
    make.restrict(inner, make.CentreFactory())
    page = make.StandardFactory(parent=inner)
    assert seen(house, page) == (False, False)
    make.assign(house.inside, centre=inner.view_restrictions.get().groups.get().audience.centre)
    assert seen(house, page) == (True, False)


def test_restriction_naming_several_groups_opens_for_each(house: SimpleNamespace) -> None:
    other = make.CentreFactory()
    section = make.SectionFactory(only_for=[house.centre, other])
    assert seen(house, section) == (True, False)
    make.assign(house.outside, centre=other)
    assert seen(house, section) == (True, True)


def test_restriction_without_groups_opens_for_nobody(house: SimpleNamespace) -> None:
    make.restrict(house.open)
    assert seen(house, house.open) == (False, False)


def test_restriction_by_a_shared_password_is_closed(house: SimpleNamespace) -> None:
    PageViewRestriction.objects.create(page=house.open, restriction_type="password", password="sesam")
    assert seen(house, house.open) == (False, False)


def test_restriction_to_signed_in_people_asks_no_more_than_the_wall(
    house: SimpleNamespace, client_of: ClientOf
) -> None:
    """With one LOGIN restriction on the root, Wagtail's `.public()` returns nothing."""
    PageViewRestriction.objects.create(page=Page.objects.get(depth=1), restriction_type="login")
    assert answers(house, client_of, house.open) == (200, 200)
    assert answers(house, client_of, house.page) == (200, 403)


# --- aliases and translations


def test_alias_of_a_restricted_page(house: SimpleNamespace, client_of: ClientOf) -> None:
    alias = house.page.create_alias(parent=house.open, update_slug="genvag")
    assert answers(house, client_of, alias) == (200, 403)


def test_alias_of_a_page_restricted_later(house: SimpleNamespace, client_of: ClientOf) -> None:
    source = make.RoutineFactory(parent=make.SectionFactory(title="Annat"))
    alias = source.create_alias(parent=house.open, update_slug="genvag")
    assert answers(house, client_of, alias) == (200, 200)
    make.restrict(source, house.centre)
    assert answers(house, client_of, alias) == (200, 403)


def test_alias_of_an_alias(house: SimpleNamespace, client_of: ClientOf) -> None:
    alias = house.page.create_alias(parent=house.open, update_slug="genvag")
    second = alias.specific.create_alias(parent=house.open, update_slug="genvagens-genvag")
    assert second.alias_of_id == house.page.pk
    assert answers(house, client_of, second) == (200, 403)


def test_translation_of_a_restricted_source(house: SimpleNamespace, client_of: ClientOf) -> None:
    translated = english(house.page)
    PageViewRestriction.objects.filter(page__locale=translated.locale).delete()
    assert url_of(translated.url_path).startswith("/en/")
    assert answers(house, client_of, translated) == (200, 403)


def test_translation_of_a_source_restricted_later(house: SimpleNamespace, client_of: ClientOf) -> None:
    source = make.RoutineFactory(parent=house.open)
    translated = english(source)
    assert answers(house, client_of, translated) == (200, 200)
    make.restrict(house.open, house.centre)
    assert answers(house, client_of, translated) == (200, 403)


def test_restriction_only_on_the_translation(house: SimpleNamespace, client_of: ClientOf) -> None:
    source = make.RoutineFactory(parent=house.open)
    translated = english(source)
    make.restrict(translated, house.centre)
    assert answers(house, client_of, translated) == (200, 403)
    assert answers(house, client_of, source) == (200, 200)


def test_alias_of_a_translation_of_a_restricted_source(house: SimpleNamespace) -> None:
    translated = english(house.page)
    PageViewRestriction.objects.filter(page__locale=translated.locale).delete()
    root = translated.get_ancestors().get(depth=2)
    alias = translated.specific.create_alias(parent=root, update_slug="shortcut")
    assert seen(house, alias) == (True, False)


def test_an_untranslated_page_is_404_and_offers_the_source_to_who_may_see_it(
    house: SimpleNamespace, client_of: ClientOf
) -> None:
    address = "/en" + url_of(house.page.url_path)
    told = {who.username: client_of(who).get(address) for who in (house.inside, house.outside)}
    assert {answer.status_code for answer in told.values()} == {404}
    link = f'href="{url_of(house.page.url_path)}"'
    assert link in told["inne"].content.decode()
    assert link not in told["ute"].content.decode()


# --- what happens to a page


def test_moved_out_of_a_private_section_it_is_open(house: SimpleNamespace, client_of: ClientOf) -> None:
    Page.objects.get(pk=house.page.pk).move(Page.objects.get(pk=house.open.pk), pos="last-child")
    assert answers(house, client_of, Page.objects.get(pk=house.page.pk)) == (200, 200)


def test_moved_into_a_private_section_it_is_closed(house: SimpleNamespace, client_of: ClientOf) -> None:
    page = make.RoutineFactory(parent=house.open)
    Page.objects.get(pk=page.pk).move(Page.objects.get(pk=house.private.pk), pos="last-child")
    assert answers(house, client_of, Page.objects.get(pk=page.pk)) == (200, 403)


def test_unpublished_it_is_404_for_everybody(house: SimpleNamespace, client_of: ClientOf) -> None:
    house.page.unpublish()
    assert answers(house, client_of, house.page) == (404, 404)
    assert client_of("editor").get(url_of(house.page.url_path)).status_code == 404


def test_a_draft_is_404_and_unnamed(house: SimpleNamespace, client_of: ClientOf) -> None:
    draft = make.RoutineFactory(parent=house.open, title="Halvfärdig", live=False)
    assert answers(house, client_of, draft) == (404, 404)
    assert "Halvfärdig" not in client_of("editor").get("/oppet/").content.decode()


def test_a_published_page_with_a_draft_shows_what_is_published(house: SimpleNamespace, client_of: ClientOf) -> None:
    house.open.title = "Nytt namn på väg"
    house.open.save_revision()
    assert "Nytt namn på väg" not in client_of(house.outside).get("/oppet/").content.decode()


# --- who somebody is


@pytest.mark.parametrize(
    ("starts", "ends", "opens"),
    [(-400, -1, False), (1, None, False), (0, None, True), (-400, 0, True), (-400, None, True), (-5, 5, True)],
)
def test_assignment_by_its_days(house: SimpleNamespace, starts: int, ends: int | None, *, opens: bool) -> None:
    """Ended yesterday it opens nothing today; starting tomorrow, nothing yet; both days count."""
    today = timezone.localdate()
    end = None if ends is None else today + timedelta(days=ends)
    person = make.make_person("anna", centre=house.centre, starts=today + timedelta(days=starts), ends=end)
    assert can_see(person, house.page) is opens


def test_assignment_on_another_day(house: SimpleNamespace) -> None:
    today = timezone.localdate()
    person = make.make_person(
        "anna", centre=house.centre, starts=today - timedelta(days=9), ends=today - timedelta(days=2)
    )
    assert can_see(person, house.page, on=today - timedelta(days=2))
    assert not can_see(person, house.page, on=today - timedelta(days=1))


def test_ending_an_assignment_holds_at_the_next_request(house: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(house.inside)
    address = url_of(house.page.url_path)
    assert client.get(address).status_code == 200
    Assignment.objects.filter(profile__user=house.inside).update(ends=timezone.localdate() - timedelta(days=1))
    assert client.get(address).status_code == 403


def test_profession_without_assignment(home: Page) -> None:
    profession = make.ProfessionFactory(code="FL")
    section = make.SectionFactory(only_for=[profession])
    assert not can_see(make.make_person("utan", professions=[profession]), section)
    assert can_see(make.make_person("med", professions=[profession], employer=make.PartyFactory()), section)


def test_principal_by_employer_and_not_by_centre(home: Page) -> None:
    party = make.PartyFactory()
    centre = make.CentreFactory(parties=[party])
    section = make.SectionFactory(only_for=[party])
    assert can_see(make.make_person("anställd", employer=party, centre=centre), section)
    assert not can_see(make.make_person("granne", employer=make.PartyFactory(), centre=centre), section)


def test_stored_membership_of_an_audience_group_opens_nothing(house: SimpleNamespace, client_of: ClientOf) -> None:
    """Wagtail's own check is not in our chain: it would let them in, and send others to the sign-in."""
    house.outside.groups.add(audience_for(house.centre))
    assert answers(house, client_of, house.page) == (200, 403)


def test_an_editors_role_opens_nothing_to_read(house: SimpleNamespace, client_of: ClientOf) -> None:
    address = url_of(house.page.url_path)
    assert client_of("editor").get(address).status_code == 403
    assert client_of("administrator").get(address).status_code == 403
    assert client_of(make.make_person("rot", superuser=True)).get(address).status_code == 200


def test_two_audiences_of_one_name_do_not_share_a_group(home: Page) -> None:
    """Two centres may bear the same name: each has its own group, or the staff of one would read what is the other's."""
    first, second = make.CentreFactory(title="Tallen"), make.CentreFactory(title="Tallen")
    section = make.SectionFactory(only_for=[first])
    make.restrict(make.SectionFactory(), second)
    assert audience_for(first) != audience_for(second)
    assert can_see(make.make_person("ett", centre=first), section)
    assert not can_see(make.make_person("två", centre=second), section)


def test_before_sign_in_nothing_restricted_is_visible(house: SimpleNamespace) -> None:
    assert not can_see(AnonymousUser(), house.page)
    assert not can_see(AnonymousUser(), house.private)


# --- many of them


def many_sections(number: int, group: Group) -> None:
    """That many restricted sections below the start page."""
    home = make.start_page()
    first = make.SectionFactory(title="Först")
    pages = [
        Page(title=f"S{n}", draft_title=f"S{n}", slug=f"s{n}", path=f"{home.path}{Page._int2str(5000 + n).rjust(4, '0')}",
             depth=3, url_path=f"{home.url_path}s{n}/", content_type=first.content_type, locale_id=home.locale_id)
        for n in range(number)
    ]  # fmt: skip
    made = Page.objects.bulk_create(pages)
    restrictions = [PageViewRestriction(page=page, restriction_type="groups") for page in made]
    PageViewRestriction.objects.bulk_create(restrictions)
    through: Any = PageViewRestriction.groups.through
    through.objects.bulk_create(
        [
            through(pageviewrestriction_id=each.pk, group_id=group.pk)
            for each in PageViewRestriction.objects.filter(page__in=made)
        ]
    )


def test_two_thousand_restricted_sections(house: SimpleNamespace, client_of: ClientOf) -> None:
    """One condition per restriction would be too deep for SQLite; ours is one set look-up per depth."""
    many_sections(2000, audience_for(make.CentreFactory()))
    with CaptureQueriesContext(connection) as queries:
        titles = set(visible_to(Page.objects.filter(depth=3), house.outside).values_list("title", flat=True))
    assert {"Öppet", "Först"} <= titles
    assert not [title for title in titles if title.startswith("S1")]
    assert len(queries) <= 2
    client = client_of(house.outside)
    assert client.get("/").status_code == 200
    assert client.get("/sok/?q=nycklar").status_code == 200
    assert client.get("/oppet/").status_code == 200


def test_a_page_deeper_than_visibility_looks_is_refused(home: Page) -> None:
    from django.core.exceptions import ValidationError

    parent: Page = home
    while parent.depth < DEEPEST:
        parent = make.SectionFactory(parent=parent)
    with pytest.raises(ValidationError):
        make.SectionFactory(parent=parent).full_clean()
    assert SectionPage.objects.filter(depth=DEEPEST).exists()
