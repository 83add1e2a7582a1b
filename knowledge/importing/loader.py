"""Loads a folder of content files: checks all first, then writes page by page; a faulty file is left out whole.

Pages are made as drafts, so that they can name each other; then each is restricted, filled and published in one transaction:
no private page is public for a moment. A second run changes nothing: a file whose checksum is known is passed by.
"""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from wagtail.models import Page, PageViewRestriction, ReferenceIndex, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from knowledge.importing.errors import ContentError, Problem, attempt
from knowledge.importing.kinds import Kind, kinds
from knowledge.importing.library import Library
from knowledge.importing.models import ContentSource
from knowledge.importing.reader import ContentFile, read_page
from knowledge.importing.richtext import links
from knowledge.importing.schema import Codes
from knowledge.importing.vocabulary import ORDER, load_vocabularies
from pages.directory.audiences import audience_for
from pages.models import CentrePage

# Raised when the loader makes other pages of the same files.
FORMAT = "1"
# Instead of a checksum: written, but with links to what was taken away.
STALE = "stale"
SLUG_LETTERS = str.maketrans("åäöéÅÄÖÉ", "aaoeAAOE")
Report = Callable[[str], None]


@dataclass(slots=True)
class Outcome:
    """What a run did."""

    problems: list[Problem] = field(default_factory=list)
    rows: int = 0
    made: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Draft:
    """A file on its way to a page."""

    file: ContentFile
    kind: Kind
    parent: str | None
    mentions: list[tuple[str, int]]
    made: bool = False


def load(folder: Path, *, total: Callable[[int], None], step: Report) -> Outcome:
    """Load every file of `folder`. `total` is told how many steps there are, `step` the name of each as it is done."""
    with disable_reference_index_auto_update():
        return _load(folder, total, step)


def _load(folder: Path, total: Callable[[int], None], step: Report) -> Outcome:
    """As `load`; the reference index is brought in step once for each page instead of at each of its saves."""
    outcome = Outcome()
    paths = sorted(path for path in folder.rglob("*.md") if path.name.lower() != "readme.md")
    total(len(paths) * 2 + len(ORDER))
    outcome.problems, outcome.rows = load_vocabularies(folder / "data", lambda name, _rows: step(name))
    library = Library()
    drafts = _check_all(paths, library, outcome, step)
    ordered = _in_tree_order(drafts)
    try:
        with transaction.atomic():
            ordered = _each(ordered, library, outcome, partial(_make_shell, library=library))
        known = dict(ContentSource.objects.values_list("content_id", "checksum"))
        changed = [draft for draft in ordered if known[draft.file.id] != _digest(draft, library)]
        written = _each(changed, library, outcome, partial(_write, library=library), step)
    finally:
        _remove_unfilled(drafts.values())
    outcome.unchanged = len(ordered) - len(changed)
    outcome.made = sum(draft.made for draft in written)
    outcome.changed = len(written) - outcome.made
    return outcome


def _check_all(paths: list[Path], library: Library, outcome: Outcome, step: Report) -> dict[str, Draft]:
    drafts: dict[str, Draft] = {}
    codes = library.codes()

    def check(path: Path) -> None:
        draft = _check_file(read_page(path), library, codes)
        if draft.file.id in drafts:
            other = drafts[draft.file.id].file.path.name
            raise ContentError(f"id {draft.file.id} finns också i {other}", draft.file.line_of("id"))
        drafts[draft.file.id] = draft

    for path in paths:
        attempt(partial(check, path), path, outcome.problems)
        step(path.name)
    _drop_orphans(drafts, library, outcome)
    return drafts


def _check_file(file: ContentFile, library: Library, codes: Codes) -> Draft:
    name = str(file.meta.get("kind", ""))
    if name not in kinds:
        raise ContentError(f"kind {name!r} är okänt", file.line_of("kind"))
    kind = kinds[name]
    kind.schema.check(file, codes)
    model = library.models.get(file.id, kind.model)
    if model is not kind.model:
        name = model._meta.verbose_name if model else "något som inte finns längre"
        raise ContentError(f"id {file.id} är redan en sida av annat slag: {name}", file.line_of("id"))
    kind.inspect(file)
    mentions = list(kind.mentions(file))
    for section in file.sections.values():
        for link in links(section.tokens):
            if link.scheme == "page":
                mentions.append((link.target, link.line))
            elif link.scheme in {"phone", "document", "article"}:
                vocabulary = {"phone": "contacts", "document": "documents", "article": "articles"}[link.scheme]
                try:
                    codes.require(vocabulary, link.target)
                except ValueError as error:
                    raise ContentError(str(error), link.line) from error
    parent = file.meta.get("parent")
    return Draft(file, kind, str(parent) if parent else None, mentions)


def _drop_orphans(drafts: dict[str, Draft], library: Library, outcome: Outcome) -> None:
    """Leave out files whose parent is not there, until no more fall; name the links that lead nowhere.

    A page with such a link is loaded without the link, and again at the next run, when its target may have come.
    """
    for content_id in library.unfilled - drafts.keys():
        library.lose(content_id)
    fell = True
    while fell:
        fell = False
        for content_id, draft in list(drafts.items()):
            if draft.parent and draft.parent not in drafts and draft.parent not in library.pages:
                line = draft.file.line_of("parent")
                outcome.problems.append(Problem(draft.file.path, line, f"föräldern {draft.parent!r} finns inte"))
                del drafts[content_id]
                library.lose(content_id)
                fell = True
    for draft in drafts.values():
        for target, line in draft.mentions:
            if target not in drafts and target not in library.pages:
                reason = f"sidan {target!r} finns inte; länken till den utelämnas"
                outcome.problems.append(Problem(draft.file.path, line, reason))


def _in_tree_order(drafts: dict[str, Draft]) -> list[Draft]:
    """Parents before children, then by `order` and title; sections first among siblings with the same order."""

    def depth(draft: Draft) -> int:
        seen: set[str] = set()
        while (parent := drafts.get(draft.parent or "")) and draft.file.id not in seen:
            seen.add(draft.file.id)
            draft = parent
        return len(seen)

    return sorted(
        drafts.values(),
        key=lambda draft: (depth(draft), draft.file.meta.get("order") or 1000, str(draft.file.meta["title"])),
    )


def _each(
    drafts: list[Draft],
    library: Library,
    outcome: Outcome,
    act: Callable[[Draft], None],
    step: Report = lambda _name: None,
) -> list[Draft]:
    """Do something with each draft, parents first; what it fails for is named and left out with all that lies below."""
    kept: list[Draft] = []
    lost: set[str | None] = set()

    @transaction.atomic
    def below_its_parent(draft: Draft) -> None:
        if draft.parent in lost or (draft.parent and draft.parent not in library.pages):
            raise ContentError(f"föräldern {draft.parent!r} lästes inte in", draft.file.line_of("parent"))
        act(draft)

    for draft in drafts:
        if attempt(partial(below_its_parent, draft), draft.file.path, outcome.problems, draft.file.lines):
            kept.append(draft)
        else:
            lost.add(draft.file.id)
            library.lose(draft.file.id)
        step(draft.file.path.name)
    return kept


def slug_of(file: ContentFile) -> str:
    """The address part: the stated one, else made of the title with å ä ö as a a o."""
    return str(file.meta.get("slug") or slugify(str(file.meta["title"]).translate(SLUG_LETTERS))[:80].strip("-"))


def _make_shell(draft: Draft, library: Library) -> None:
    """The page as a draft, so that others can point to it; nothing for one that is there already."""
    if draft.file.id in library.pages:
        return
    parent_id = library.pages.get(draft.parent or "")
    parent = Page.objects.get(pk=parent_id) if parent_id else Site.objects.get(is_default_site=True).root_page
    file = draft.file
    known = {"title": file.meta["title"], "slug": slug_of(file), **draft.kind.fields_of_draft(file, library)}
    page = draft.kind.model(
        live=False, locale=library.locale, show_in_menus=bool(file.meta.get("menu", parent_id is None)), **known
    )
    # Wagtail checks little of a draft. What is not known yet is checked when the page is filled.
    unknown = {field.name for field in page._meta.get_fields()} - known.keys()
    page.clean_fields(exclude=unknown)
    page.validate_unique(exclude=unknown)
    parent.add_child(instance=page)
    ContentSource.objects.create(content_id=file.id, page_id=page.pk, checksum="")
    library.add(file, page.pk)


def _restrict(draft: Draft, library: Library) -> bool:
    """The view restriction that the file states, before anything is published; whether it states one.

    A file that no longer states one opens the page, but only where the file had closed it: an editor's own restriction stays.
    """
    audience = draft.file.meta.get("audience") or {}
    page_id = library.pages[draft.file.id]
    restrictions = PageViewRestriction.objects.filter(page_id=page_id, restriction_type=PageViewRestriction.GROUPS)
    if audience:
        groups = [audience_for(subject) for subject in _subjects(audience, draft.file, library)]
        restriction = restrictions.first() or PageViewRestriction.objects.create(
            page_id=page_id, restriction_type=PageViewRestriction.GROUPS
        )
        restriction.groups.set(groups)
    elif ContentSource.objects.filter(page_id=page_id, restricted=True).exists():
        restrictions.delete()
    return bool(audience)


def _subjects(audience: dict[str, str], file: ContentFile, library: Library) -> list[Any]:
    subjects: list[Any] = []
    if "centre" in audience:
        centre = CentrePage.objects.filter(code=audience["centre"], locale=library.locale).first()
        if centre is None:
            raise ContentError(f"audience: centralen {audience['centre']!r} finns inte", file.line_of("audience"))
        subjects.append(centre)
    if "profession" in audience:
        subjects.append(library.get("professions", audience["profession"]))
    if "party" in audience:
        subjects.append(library.get("parties", audience["party"]))
    return subjects


def _digest(draft: Draft, library: Library) -> str:
    """What the page is made of: the file, and which of the pages that it names are not there."""
    return hashlib.sha256(" ".join([FORMAT, draft.file.checksum, *_missing(draft, library)]).encode()).hexdigest()


def _missing(draft: Draft, library: Library) -> list[str]:
    return sorted({target for target, _line in draft.mentions if target not in library.pages})


def _write(draft: Draft, library: Library) -> None:
    """Fill and publish one page."""
    file = draft.file
    page = draft.kind.model.objects.get(pk=library.pages[file.id])
    draft.made = page.live_revision_id is None
    restricted = _restrict(draft, library)
    page.title = file.meta["title"]
    page.lead = " ".join(str(file.meta.get("lead") or "").split())
    page.search_terms = "\n".join(file.meta.get("search_terms") or [])
    draft.kind.fill(page, file, library)
    page.full_clean()
    page.save_revision(log_action=False).publish(log_action=True)
    draft.kind.settle(page, file, library)
    ReferenceIndex.create_or_update_for_object(page)
    ContentSource.objects.filter(content_id=file.id).update(
        checksum=_digest(draft, library), restricted=restricted, missing=_missing(draft, library)
    )


def _remove_unfilled(drafts: Iterable[Draft]) -> None:
    """Take away the drafts that no file has filled, of this run or of one that was ended: nothing of them stays.

    A draft that somebody has worked on stays. The pages that were linked to one are written again at the next run.
    """
    removed: set[str] = set()
    for source in ContentSource.objects.filter(checksum="").order_by("-page__depth"):
        page = Page.objects.get(pk=source.page_id)
        if page.numchild == 0 and page.latest_revision_id is None:
            page.delete()
            removed.add(source.content_id)
    linked = [draft.file.id for draft in drafts if any(target in removed for target, _line in draft.mentions)]
    ContentSource.objects.filter(content_id__in=linked).exclude(checksum="").update(checksum=STALE)
