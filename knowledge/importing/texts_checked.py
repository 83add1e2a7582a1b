"""What is wrong with the texts of the loaded pages taken together: the same paragraph twice, heavy reading, links to nothing."""

from collections import defaultdict
from collections.abc import Iterator

from wagtail.documents import get_document_model
from wagtail.models import Page

from knowledge.importing.models import ContentSource
from knowledge.importing.prose import all_paragraphs, key_of, links, paragraphs
from knowledge.models import ArticlePage, RoutinePage
from knowledge.readability import lix
from pages.locales import source_locale
from pages.models import Contact

# A paragraph with more words than these belongs in one place, to be linked to.
SHORT_PARAGRAPH = 12
HEAVIEST_ROUTINE = 45
HEAVIEST_FOR_FAMILIES = 40

Found = tuple[str, str]  # name of the page, what is wrong


def text_gaps() -> Iterator[Found]:
    """Every fault of the live pages in Swedish."""
    pages = [page.specific for page in Page.objects.filter(live=True, locale=source_locale(), alias_of__isnull=True)]
    yield from _shared(pages)
    for page in pages:
        yield from _heavy(page)
    yield from _links_to_nothing(pages)


def _shared(pages: list[Page]) -> Iterator[Found]:
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for page in pages:
        for paragraph in all_paragraphs(page):
            key = key_of(paragraph)
            if len(key) > SHORT_PARAGRAPH:
                places[key].append(page.title)
    for key, (first, *others) in places.items():
        if others:
            begin = " ".join(key[:8])
            yield first, f"stycket ”{begin} …” står också i {', '.join(others)}"


def _heavy(page: Page) -> Iterator[Found]:
    if isinstance(page, RoutinePage):
        name, value, most = "texten", lix(all_paragraphs(page)), HEAVIEST_ROUTINE
    elif isinstance(page, ArticlePage):
        name, value, most = "texten för barn", lix(paragraphs(page.for_children)), HEAVIEST_FOR_FAMILIES
    else:
        return
    if value > most:
        yield page.title, f"{name} har LIX {value:.0f}, högst {most}"


def _links_to_nothing(pages: list[Page]) -> Iterator[Found]:
    there = {
        "page": {str(pk) for pk in Page.objects.filter(live=True).values_list("pk", flat=True)},
        "document": {str(pk) for pk in get_document_model().objects.values_list("pk", flat=True)},
        "tel": set(Contact.objects.values_list("code", flat=True)),
    }
    for page in pages:
        for kind, target in links(page):
            if target not in there[kind]:
                yield page.title, f"länken {kind}:{target} leder ingenstans"
    for source in ContentSource.objects.exclude(missing=[]).select_related("page"):
        for target in source.missing:
            yield source.page.title, f"länken till {target!r} leder ingenstans"
