"""The kinds of the knowledge room: routine, guidance, policy, the Convention and its articles."""

from collections.abc import Callable
from typing import Any

from knowledge.enums import ChangeKind, Level, Retention, Scope, Strength
from knowledge.importing import schema
from knowledge.importing.grounds import fill_grounds
from knowledge.importing.kinds import PAGE_KEYS, PAGE_REQUIRED, Kind, kinds
from knowledge.importing.library import Library, stable_id
from knowledge.importing.page_kinds import fill_plain, stream
from knowledge.importing.reader import ContentFile
from knowledge.importing.richtext import render
from knowledge.importing.routine_kind import ROUTINE_HEADINGS, fill_routine, inspect_routine, pages_of_steps
from knowledge.models import (
    ArticlePage,
    CarriedRoutine,
    ConventionPage,
    GuidancePage,
    PageVersion,
    PolicyPage,
    RoutinePage,
)
from knowledge.stewardship import adopt_review, adopt_version
from pages.models import CentrePage

GUIDANCE_FIELDS = {
    "Syfte": "purpose",
    "Målgrupp": "for_whom",
    "Innehåll": "body",
    "Barnets perspektiv": "childs_perspective",
    "Delaktighet": "participation",
    "Jämställdhetsanalys": "gender_equality",
    "Likabehandling": "equal_treatment",
}
ARTICLE_FIELDS = {
    "För dig som arbetar här": "explanation",
    "Att se upp med": "watch_out",
    "För barn": "for_children",
    "In English": "in_english",
}
EXAMPLES = "Exempel"
KNOWLEDGE_KEYS: dict[str, schema.Check] = {
    **PAGE_KEYS,
    "owner": schema.code_of("parties"),
    "decided_by": schema.text,
    "decided_on": schema.day,
    "diary": schema.texts,
    "retention": schema.one_of(*Retention.values),
    "professions": schema.codes_of("professions", "ALLA"),
    "topics": schema.codes_of("topics"),
    "goals": schema.codes_of("goals"),
    "target_groups": schema.codes_of("target_groups"),
    "centres": schema.texts,
    "articles": schema.article_lines,
    "law": schema.rows(
        {
            "act": schema.code_of("acts"),
            "chapter": schema.scalar,
            "section": schema.scalar,
            "valid_from": schema.day,
            "valid_to": schema.day,
            "verify": schema.flag,
            "note": schema.text,
        },
        ("act",),
    ),
    "sources": schema.rows(
        {
            "title": schema.text,
            "publisher": schema.text,
            "year": schema.number(schema.EARLIEST, schema.LATEST),
            "url": schema.text,
            "strength": schema.one_of(*Strength.values),
        },
        ("title",),
    ),
    "related": schema.texts,
    "review": schema.mapping(
        {
            "responsible": schema.code_of("professions"),
            "substitute": schema.code_of("professions"),
            "months": schema.number(1, 120),
            "timeless": schema.flag,
            "reviewed": schema.day,
        },
        ("responsible",),
    ),
    "version": schema.version,
    "change": schema.text,
    "valid_from": schema.day,
}
KNOWLEDGE_REQUIRED = (*PAGE_REQUIRED, "lead", "owner", "professions", "review", "version", "valid_from")
ROUTINE_KEYS: dict[str, schema.Check] = {
    "number": schema.text,
    "acute": schema.flag,
    "acute_first": schema.text,
    "scope": schema.one_of(*Scope.values),
}
GUIDANCE_KEYS: dict[str, schema.Check] = {
    "issuers": schema.codes_of("parties"),
    "level": schema.one_of(*Level.values),
    "carries": schema.texts,
    "policy": schema.text,
}
POLICY_KEYS: dict[str, schema.Check] = {
    "issuer": schema.code_of("parties"),
    "timeline": schema.rows({"date": schema.day, "text": schema.text}, ("date", "text")),
}
ARTICLE_FORM = schema.Schema(
    {**PAGE_KEYS, "number": schema.code_of("articles")},
    (*PAGE_REQUIRED, "number"),
    (*ARTICLE_FIELDS, EXAMPLES),
    free_body=False,
)


def fill_knowledge(page: Any, file: ContentFile, library: Library) -> None:
    """What all knowledge pages share."""
    meta = file.meta
    page.owning_party = library.get("parties", meta["owner"])
    page.decided_by, page.decided_on = meta.get("decided_by") or "", meta.get("decided_on")
    page.diary_numbers = "\n".join(meta.get("diary") or [])
    page.retention = meta.get("retention") or Retention.KEEP
    codes = meta.get("professions") or []
    page.for_all_professions = "ALLA" in codes
    page.professions = library.all("professions", [code for code in codes if code != "ALLA"])
    for name in ("topics", "goals", "target_groups"):
        setattr(page, name, library.all(name, meta.get(name)))
    page.centres = list(CentrePage.objects.filter(pk__in=library.all_pages(meta.get("centres"))))
    page.change_sentence = meta.get("change") or ""
    page.change_kind = _change_kind(page, str(meta["version"]))
    fill_grounds(page, file, library)


def _change_kind(page: Any, version: str) -> ChangeKind:
    latest = PageVersion.objects.filter(page_id=page.pk).first()
    raised = latest is None or int(version.split(".", maxsplit=1)[0]) > latest.major
    return ChangeKind.SIGNIFICANT if raised else ChangeKind.SMALL


def fill_fields(fields: dict[str, str]) -> Callable[[Any, ContentFile, Library], None]:
    """Fill rich-text fields from the headings that stand for them."""

    def fill(page: Any, file: ContentFile, library: Library) -> None:
        for heading, name in fields.items():
            section = file.sections.get(heading)
            setattr(page, name, render(section.tokens, library.targets) if section else "")

    return fill


def fill_guidance(page: GuidancePage, file: ContentFile, library: Library) -> None:
    """A guidance page and the routines it carries."""
    fill_knowledge(page, file, library)
    fill_fields(GUIDANCE_FIELDS)(page, file, library)
    page.issuers = library.all("parties", file.meta.get("issuers"))
    page.level = file.meta.get("level") or Level.GENERAL
    policy = file.meta.get("policy")
    page.policy = PolicyPage.objects.filter(pk=library.page(policy)).first() if policy else None
    page.carried = [
        CarriedRoutine(routine_id=routine, sort_order=order)
        for order, routine in enumerate(library.all_pages(file.meta.get("carries")))
    ]


def fill_policy(page: PolicyPage, file: ContentFile, library: Library) -> None:
    """A policy and its decisions."""
    fill_knowledge(page, file, library)
    fill_fields({"Syfte": "purpose"})(page, file, library)
    page.issuer = library.get("parties", file.meta["issuer"])
    content = render(file.sections["Innehåll"].tokens, library.targets)
    page.body = [{"type": "text", "id": stable_id(file.id, "body/0"), "value": content}]
    decisions = [{"date": row["date"].isoformat(), "text": row["text"]} for row in file.meta.get("timeline") or []]
    page.timeline = stream(file, "timeline", "decision", decisions)


def fill_article(page: ArticlePage, file: ContentFile, library: Library) -> None:
    """An article page with an example for each base service."""
    fill_fields(ARTICLE_FIELDS)(page, file, library)
    page.article = library.get("articles", file.meta["number"])
    values: list[dict[str, Any]] = []
    tokens = file.sections[EXAMPLES].tokens
    starts = [n for n, token in enumerate(tokens) if token.type == "heading_open" and token.tag == "h3"]
    for start, end in zip(starts, [*starts[1:], len(tokens)], strict=True):
        text = render(tokens[start + 3 : end], library.targets)
        values.append({"service": tokens[start + 1].content, "text": text})
    page.examples = stream(file, "examples", "example", values)


def settle_knowledge(page: Any, file: ContentFile, _library: Library) -> None:
    """Version and review as the file states them, once the page is published."""
    major, minor = (int(part) for part in str(file.meta["version"]).split("."))
    adopt_version(page, major=major, minor=minor, valid_from=file.meta["valid_from"])
    review = file.meta["review"]
    adopt_review(
        page,
        responsible=review["responsible"],
        substitute=review.get("substitute"),
        months=review.get("months") or 12,
        reviewed_on=review.get("reviewed"),
        timeless=bool(review.get("timeless")),
    )


def knowledge_mentions(file: ContentFile) -> list[tuple[str, int]]:
    """Content ids that the front matter names, each with its line."""
    found = []
    for key in ("related", "carries", "centres"):
        found += [(str(target), file.line_of(key)) for target in file.meta.get(key) or []]
    if file.meta.get("policy"):
        found.append((str(file.meta["policy"]), file.line_of("policy")))
    return found + (pages_of_steps(file) if file.meta.get("kind") == "routine" else [])


def _knowledge_kind(
    name: str,
    model: Any,
    keys: dict[str, schema.Check],
    required: tuple[str, ...],
    headings: tuple[str, ...],
    fill: Any,
) -> Kind:
    form = schema.Schema({**KNOWLEDGE_KEYS, **keys}, (*KNOWLEDGE_REQUIRED, *required), headings, free_body=False)
    inspect = inspect_routine if name == "routine" else (lambda _file: None)
    return Kind(name, model, form, fill, inspect=inspect, mentions=knowledge_mentions, settle=settle_knowledge)


def _fill_routine(page: RoutinePage, file: ContentFile, library: Library) -> None:
    fill_knowledge(page, file, library)
    fill_routine(page, file, library)


def register() -> None:
    """Add these kinds to the registry."""
    for kind in (
        _knowledge_kind("routine", RoutinePage, ROUTINE_KEYS, ("number",), ROUTINE_HEADINGS, _fill_routine),
        _knowledge_kind("guidance", GuidancePage, GUIDANCE_KEYS, ("issuers",), tuple(GUIDANCE_FIELDS), fill_guidance),
        _knowledge_kind("policy", PolicyPage, POLICY_KEYS, ("issuer",), ("Syfte", "Innehåll"), fill_policy),
        Kind("convention", ConventionPage, schema.Schema(PAGE_KEYS, PAGE_REQUIRED), fill_plain),
        Kind(
            "article",
            ArticlePage,
            ARTICLE_FORM,
            fill_article,
            fields_of_draft=lambda file, library: {"article": library.get("articles", file.meta["number"])},
        ),
    ):
        kinds.register(kind.name, kind)
