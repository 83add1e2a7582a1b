"""What the content lacks: counted and named, so that nobody has to read everything to know."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from knowledge.importing.texts_checked import text_gaps
from knowledge.models import (
    ArticlePage,
    GuidancePage,
    KnowledgePage,
    LegalReference,
    PolicyPage,
    RoutinePage,
    Stewardship,
)
from pages.findables import plain
from pages.locales import source_locale
from pages.models import Article, CentrePage, NewsPage, Term

ROUTINE_FIELDS = ("purpose", "applies_to", "limits", "childs_perspective", "participation", "next_contact")
GUIDANCE_FIELDS = (
    "purpose", "for_whom", "body", "childs_perspective", "participation", "gender_equality", "equal_treatment",
)  # fmt: skip
ARTICLE_FIELDS = ("explanation", "watch_out", "for_children", "in_english")
COUNTED = {
    "rutiner": RoutinePage,
    "vägledningar": GuidancePage,
    "styrdokument": PolicyPage,
    "artikelsidor": ArticlePage,
    "centraler": CentrePage,
    "nyheter": NewsPage,
}


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing on a page."""

    page: str
    what: str

    def __str__(self) -> str:
        return f"{self.page}: {self.what}"


def counts() -> dict[str, int]:
    """How many live pages of each kind there are in Swedish, and rows of the registers."""
    locale = source_locale()
    numbers = {
        name: model.objects.filter(live=True, locale=locale, alias_of__isnull=True).count()
        for name, model in COUNTED.items()
    }
    numbers["artiklar"] = Article.objects.count()
    numbers["ord i ordlistan"] = Term.objects.filter(locale=locale).count()
    return numbers


def gaps() -> Iterator[Gap]:
    """Every gap of the live Swedish pages."""
    locale = source_locale()
    for routine in RoutinePage.objects.filter(live=True, locale=locale):
        yield from _routine_gaps(routine)
    for guidance in GuidancePage.objects.filter(live=True, locale=locale):
        yield from _empty_fields(guidance, GUIDANCE_FIELDS)
        yield from _shared_gaps(guidance)
    for policy in PolicyPage.objects.filter(live=True, locale=locale):
        yield from _shared_gaps(policy)
    for article in ArticlePage.objects.filter(live=True, locale=locale):
        yield from _empty_fields(article, ARTICLE_FIELDS)
        if len(article.examples) < 4:
            yield Gap(article.title, "färre än fyra exempel")
    numbers = set(Article.objects.values_list("number", flat=True))
    for number in sorted(set(range(1, 55)) - numbers):
        yield Gap("Barnkonventionen", f"artikel {number} saknar rad")
    yield from (Gap(page, what) for page, what in text_gaps())


def _routine_gaps(routine: RoutinePage) -> Iterator[Gap]:
    if not len(routine.steps):
        yield Gap(routine.title, "inga steg")
    for number, raw in enumerate(routine.steps.raw_data, start=1):
        value = raw["value"]
        if not value.get("who"):
            yield Gap(routine.title, f"steg {number} säger inte vem")
        if not value.get("next"):
            yield Gap(routine.title, f"steg {number} säger inte vart det leder")
        if _same(value["heading"], " ".join(plain(value.get("text") or "")[1])):
            yield Gap(routine.title, f"steg {number} upprepar sin rubrik som text")
    if not routine.number:
        yield Gap(routine.title, "inget dokumentnummer")
    yield from _empty_fields(routine, ROUTINE_FIELDS)
    yield from _shared_gaps(routine)


def _shared_gaps(page: KnowledgePage) -> Iterator[Gap]:
    if not page.lead or _same(page.title, page.lead):
        yield Gap(page.title, "ingressen saknas eller upprepar titeln")
    if not (page.for_all_professions or page.professions.exists()):
        yield Gap(page.title, "ingen målgrupp")
    if not page.article_links.exists():
        yield Gap(page.title, "ingen artikel i barnkonventionen")
    if not page.sources.exists():
        yield Gap(page.title, "inga källor")
    stewardship = Stewardship.objects.filter(page_id=page.pk).first()
    if stewardship is None or not stewardship.responsible:
        yield Gap(page.title, "ingen ansvarig")


def _empty_fields(page: Any, names: tuple[str, ...]) -> Iterator[Gap]:
    for name in names:
        label = page._meta.get_field(name).verbose_name
        text = " ".join(plain(getattr(page, name))[1])
        if not text:
            yield Gap(page.title, f"fältet {label} är tomt")
        elif _same(page.title, text):
            yield Gap(page.title, f"fältet {label} upprepar titeln")


def _same(title: str, text: str) -> bool:
    """Whether a text says no more than its title."""
    return bool(text) and _words(title) == _words(text)


def _words(text: str) -> Counter[str]:
    return Counter(word.strip(".,:;!?–-”\"'").casefold() for word in text.split())


def uncertain() -> list[LegalReference]:
    """Legal references that a person must check, with the note that says what."""
    return list(LegalReference.objects.filter(verify=True).select_related("act"))
