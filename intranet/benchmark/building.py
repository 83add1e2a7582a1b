"""Fills a scratch database: sections, some of them closed, and routines below them, with all that publishing writes.

Rows are inserted in bulk, past the verbs: twenty thousand pages in minutes. Never for a site's own data.
"""

import itertools
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Revision

from intranet.benchmark.texts import Recombined, Routine
from knowledge.enums import ChangeKind
from knowledge.models import KnowledgePage, PageArticle, PageLaw, PageVersion, RelatedPage, RoutinePage, Stewardship
from pages.directory.models import Audience
from pages.findables import page_document, plain
from pages.models import Profession, SectionPage
from search.indexing import index_documents

PAGES_PER_SECTION = 50
EVERY_CLOSED = 5  # one section in five is meant for one audience
BATCH = 250
ROWS_PER_INSERT = 25
SLUG = "provsamling"
Progress = Callable[[int], None]


def build(pages: int, progress: Progress) -> None:
    """Add routines until the scratch site has `pages` of them; calls `progress` with how many were added."""
    built = Page.objects.filter(slug__startswith=f"{SLUG}-rutin-").count()
    texts = Recombined()
    parent = _top()
    closed = itertools.cycle(Audience.objects.order_by("pk").values_list("group_id", flat=True))
    for section in range(-(-built // PAGES_PER_SECTION), -(-pages // PAGES_PER_SECTION)):
        with transaction.atomic():
            page = _section(parent, f"{SLUG}-{section}", f"Samling {section}")
            if section % EVERY_CLOSED == 0:
                restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
                restriction.groups.add(next(closed))
            first = section * PAGES_PER_SECTION
            numbers = range(first, min(first + PAGES_PER_SECTION, pages))
            _routines(page, [texts.routine(number) for number in numbers], first)
        progress(len(numbers))


def _top() -> Page:
    """The section above all others of the benchmark, beside the shipped ones."""
    existing = Page.objects.filter(slug=SLUG).first()
    rules = SectionPage.objects.filter(live=True, depth=3).order_by("path").first()
    return existing or _section(rules.get_parent(), SLUG, "Provsamlingar")


def _section(parent: Page, slug: str, title: str) -> Page:
    page = Page.objects.get(pk=parent.pk).add_child(instance=SectionPage(title=title, slug=slug, locale=parent.locale))
    return Page.objects.get(pk=page.pk)


def _routines(parent: Page, routines: Sequence[Routine], first: int) -> None:
    """The rows of routines below a section, with what publishing would have written beside them."""
    pages = _pages(parent, routines, first)
    children = [
        RoutinePage(
            page_ptr_id=page.pk, knowledgepage_ptr_id=page.pk, lead=routine.lead, number=f"P-{first + place}",
            change_kind=ChangeKind.SIGNIFICANT, change_sentence=f"Stegen är nya i {routine.place}.",
            steps=routine.steps, **routine.texts,
        )
        for place, (page, routine) in enumerate(zip(pages, routines, strict=True))
    ]  # fmt: skip
    _insert(KnowledgePage, children)
    _insert(RoutinePage, children)
    _links(pages, routines)
    _beside(pages, routines)
    documents = [
        (f"page:{page.pk}", _document(page, routine, child))
        for page, routine, child in zip(pages, routines, children, strict=True)
    ]
    index_documents(documents)


def _pages(parent: Page, routines: Sequence[Routine], first: int) -> list[Page]:
    now = timezone.now()
    kind = ContentType.objects.get_for_model(RoutinePage)
    pages = [
        Page(
            path=Page._get_path(parent.path, parent.depth + 1, place + 1), depth=parent.depth + 1, numchild=0,  # noqa: SLF001
            title=routine.title, draft_title=routine.title, slug=f"{SLUG}-rutin-{first + place}",
            url_path=f"{parent.url_path}{SLUG}-rutin-{first + place}/", content_type=kind, locale_id=parent.locale_id,
            translation_key=uuid.uuid4(), live=True, first_published_at=now, last_published_at=now,
        )
        for place, routine in enumerate(routines)
    ]  # fmt: skip
    Page.objects.bulk_create(pages, BATCH)
    Page.objects.filter(pk=parent.pk).update(numchild=len(pages))
    base = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                content_type=kind,
                base_content_type=base,
                object_id=str(page.pk),
                object_str=page.title,
                content={},
                created_at=now,
            )
            for page in pages
        ],
        BATCH,
    )
    for page, revision in zip(pages, revisions, strict=True):
        page.live_revision = page.latest_revision = revision
    Page.objects.bulk_update(pages, ["live_revision", "latest_revision"], BATCH)
    return pages


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Into one table of several: Django's bulk_create refuses models with a parent."""
    for some in _batches(rows, ROWS_PER_INSERT):
        model._base_manager._insert(some, fields=model._meta.local_concrete_fields, using="default")  # type: ignore[attr-defined]  # noqa: SLF001


def _links(pages: Sequence[Page], routines: Sequence[Routine]) -> None:
    """Professions, topics, articles, law and related pages as the shipped routine has them."""
    for name in ("professions", "topics", "goals", "target_groups"):
        through = getattr(RoutinePage, name).through
        target = through._meta.get_fields()[-1].attname
        known = {
            model.pk: list(getattr(model, name).values_list("pk", flat=True))
            for model in {each.model for each in routines}
        }
        rows = [
            through(knowledgepage_id=page.pk, **{target: pk})
            for page, routine in zip(pages, routines, strict=True)
            for pk in known[routine.model.pk]
        ]
        through.objects.bulk_create(rows, BATCH)
    articles, laws, related = [], [], []
    for place, (page, routine) in enumerate(zip(pages, routines, strict=True)):
        new = {"page_id": page.pk, "locale_id": page.locale_id}
        articles += [
            PageArticle(**new, article_id=link.article_id, meaning=link.meaning)
            for link in routine.model.article_links.all()
        ]
        laws += [
            PageLaw(**new, reference_id=link.reference_id, note=link.note) for link in routine.model.law_links.all()
        ]
        related += [RelatedPage(page_id=page.pk, target_id=pages[place - step].pk) for step in (1, 2, 3)]
    for model, rows in ((PageArticle, articles), (PageLaw, laws), (RelatedPage, related)):
        model.objects.bulk_create(rows, BATCH)


def _beside(pages: Sequence[Page], routines: Sequence[Routine]) -> None:
    """Who answers for the page, and its versions."""
    today = timezone.localdate()
    answering = list(Profession.objects.filter(locale_id=pages[0].locale_id).order_by("pk"))
    stewards = [
        Stewardship(
            page_id=page.pk, profession=answering[page.pk % len(answering)],
            substitute_profession=answering[(page.pk + 1) % len(answering)],
            reviewed_on=today - timedelta(days=page.pk % 500), due_on=today + timedelta(days=365 - page.pk % 500),
        )
        for page in pages
    ]  # fmt: skip
    versions = [
        PageVersion(
            page_id=page.pk, revision_id=page.live_revision_id, major=major, minor=0, kind=ChangeKind.SIGNIFICANT,
            sentence=f"Stegen är nya i {routine.place}.", valid_from=today - timedelta(days=page.pk % 500 + 100 * (2 - major)),
        )
        for page, routine in zip(pages, routines, strict=True)
        for major in (1, 2)
    ]  # fmt: skip
    Stewardship.objects.bulk_create(stewards, BATCH)
    PageVersion.objects.bulk_create(versions, BATCH)


def _document(page: Page, routine: Routine, child: RoutinePage) -> Any:
    """The search document of a routine, as knowledge.findables makes it, without a query."""
    steps = [step["value"] for step in routine.steps]
    paragraphs = [
        text
        for step in steps
        for text in (*plain(step["text"])[1], step["when"], step["time_limit"], step["warning"])
        if text
    ]
    paragraphs += [text for html in routine.texts.values() for text in plain(html)[1]]
    child.title, child.live, child.locale, child.pk = page.title, True, routine.model.locale, page.pk
    facets = {"profession": sorted({code for step in steps for code in step["who"]})}
    return page_document(
        child, "routine", headings=[step["heading"] for step in steps], paragraphs=paragraphs, facets=facets
    )


def _batches(rows: Iterable[Any], size: int) -> Iterator[list[Any]]:
    iterator = iter(rows)
    while batch := list(itertools.islice(iterator, size)):
        yield batch
