"""What the bodies of knowledge pages show, as plain values for the templates: depends on revision, vocabulary and day alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from knowledge.models import LAW_STATE_READ, ArticlePage, ConventionPage, KnowledgePage, LegalReference
from pages.labels import labels
from pages.models import Contact, Profession
from pages.texts import rich, stream

__all__ = ["articles", "common", "concerns", "first_calls", "law", "rich", "sections", "sources", "steps", "stream"]

EVERYBODY = "ALLA"
EMERGENCY = "112"


@dataclass(frozen=True, slots=True)
class Step:
    """A step as the template shows it; `calls` and `files` are placeholders."""

    number: int
    title: str
    text: SafeString
    who: list[str]
    when: str
    time_limit: str
    warning: str
    calls: list[str]
    files: list[int]
    next: list[dict[str, Any]]


def steps(page: Any) -> list[Step]:
    """The steps of a routine, numbered."""
    names = {**labels(Profession), EVERYBODY: _("everybody")}
    shown = []
    for number, raw in enumerate(page.steps.raw_data, start=1):
        value = raw["value"]
        shown.append(
            Step(
                number=number,
                title=value["heading"].removesuffix("."),
                text=rich(value.get("text") or ""),
                who=[names.get(code, code) for code in value.get("who") or []],
                when=value.get("when") or "",
                time_limit=value.get("time_limit") or "",
                warning=value.get("warning") or "",
                calls=list(value.get("call") or []),
                files=[item["value"] if isinstance(item, dict) else item for item in value.get("forms") or []],
                next=[_next(item.get("value", item), number) for item in value.get("next") or []],
            )
        )
    return shown


def first_calls(page: Any) -> list[str]:
    """The contacts of the steps that an acute routine names in what to do first; one that only answers for another
    outside its hours is left out, for the other's number shows it then.
    """
    words = page.acute_first.casefold()
    codes = dict.fromkeys(code for raw in page.steps.raw_data for code in raw["value"].get("call") or [])
    named = [code for code in codes if code in words]
    behind = set(Contact.objects.filter(code__in=named).values_list("fallback__code", flat=True)) if named else set()
    return [code for code in named if code == EMERGENCY or code not in behind]


def _next(value: dict[str, Any], number: int) -> dict[str, Any]:
    """Where a step leads; the very next step without words goes without saying."""
    kind, words = value.get("kind"), value.get("words") or ""
    plain = kind == "step" and value.get("step") == number + 1 and not words
    return {"kind": kind, "step": value.get("step"), "page": value.get("page"), "words": words, "plain": plain}


def law(page: KnowledgePage, on: date | None = None) -> list[dict[str, Any]]:
    """The legal grounds: what holds today first, what has ceased marked."""
    links = page.law_links.select_related("reference__act")
    day = on or timezone.localdate()
    return sorted((_law_row(link.reference, link.note, day) for link in links), key=lambda row: not row["in_force"])


def _law_row(reference: LegalReference, note: str, day: date) -> dict[str, Any]:
    act = reference.act
    return {
        "act": act.name,
        "short": act.short,
        "number": act.code,
        "paragraph": reference.paragraph,
        "valid_from": reference.valid_from or act.valid_from,
        "valid_to": reference.valid_to or act.valid_to,
        "url": act.url,
        "to_check": reference.verify,
        "meaning": note or reference.note,
        "in_force": reference.in_force(day),
    }


def articles(page: KnowledgePage) -> list[dict[str, Any]]:
    """The articles of the Convention on the page, each with the page that explains it."""
    links = list(page.article_links.select_related("article"))
    pages = article_pages([link.article_id for link in links], page.locale_id)
    return [
        {
            "number": link.article.number,
            "subject": link.article.subject,
            "meaning": link.meaning,
            "page": pages.get(link.article_id),
        }
        for link in links
    ]


def article_pages(article_ids: Iterable[int], locale_id: int) -> dict[int, int]:
    """The page for each article: its own in the language, else the entrance of the Convention."""
    own = ArticlePage.objects.filter(article_id__in=article_ids, live=True, locale_id=locale_id)
    found = dict(own.values_list("article_id", "pk"))
    entrance = ConventionPage.objects.filter(live=True, locale_id=locale_id).values_list("pk", flat=True).first()
    return {each: found.get(each) or entrance for each in article_ids if found.get(each) or entrance}


def sources(page: KnowledgePage) -> list[dict[str, Any]]:
    """What the page rests on, with its strength."""
    return [
        {
            "title": row.title,
            "publisher": row.publisher,
            "year": row.year,
            "url": row.url,
            "strength": row.get_strength_display(),
        }
        for row in page.sources.all()
    ]


def concerns(page: KnowledgePage) -> list[str]:
    """Whom the page concerns, in the plural: midwives, preschool teachers …"""
    if page.for_all_professions:
        return [_("Everybody at the centre")]
    return [(each.plural or each.name).capitalize() for each in page.professions.all()]


def record(page: KnowledgePage) -> list[tuple[str, str]]:
    """Owner, decision and archive, as labelled rows."""
    rows = [
        (_("Owning organisation"), str(page.owning_party.name) if page.owning_party else ""),
        (_("Decided by"), page.decided_by),
        (_("Decided on"), date_format(page.decided_on) if page.decided_on else ""),
        (_("Diary numbers"), ", ".join(page.diary_numbers.split("\n"))),
        (_("Archive"), str(page.get_retention_display())),
    ]
    return [(label, value) for label, value in rows if value]


def common(page: KnowledgePage) -> dict[str, Any]:
    """What the bodies of all knowledge pages show."""
    return {
        "page": page,
        "concerns": concerns(page),
        "topics": [topic.name for topic in page.topics.all()],
        "goals": [f"{goal.code} {goal.name}" for goal in page.goals.all()],
        "target_groups": [group.name for group in page.target_groups.all()],
        "centres": list(page.centres.values_list("pk", flat=True)),
        "laws": law(page),
        "articles": articles(page),
        "sources": sources(page),
        "record": record(page),
        "law_state": LAW_STATE_READ,
    }


def sections(page: Any, fields: Iterable[str]) -> list[dict[str, Any]]:
    """Rich-text fields with their headings, empty ones left out."""
    shown = []
    for name in fields:
        html = getattr(page, name)
        if html:
            title = str(page._meta.get_field(name).verbose_name)
            shown.append({"id": name.replace("_", "-"), "title": title[:1].upper() + title[1:], "html": rich(html)})
    return shown
