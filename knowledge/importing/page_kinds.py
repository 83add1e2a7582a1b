"""The kinds of the lower room: section, standard page, news item, centre."""

from typing import Any

from markdown_it.token import Token

from knowledge.importing import schema
from knowledge.importing.kinds import PAGE_KEYS, PAGE_REQUIRED, Kind, kinds
from knowledge.importing.library import Library, stable_id
from knowledge.importing.reader import ContentFile
from knowledge.importing.richtext import render
from pages.centre_types import CentreLabel
from pages.models import CentrePage, CentreService, NewsPage, SectionPage, StandardPage

SPAN = {"days": lambda *_args: None, "from": schema.text, "to": schema.text}


def body_blocks(file: ContentFile, library: Library) -> list[dict[str, Any]]:
    """The whole body as one stream: a quotation becomes a notice, everything between is text."""
    blocks: list[dict[str, Any]] = []
    for part in _parts(_with_headings(file)):
        notice = part[0].type == "blockquote_open"
        html = render(part[1:-1] if notice else part, library.targets)
        value = {"kind": "info", "text": html} if notice else html
        identity = stable_id(file.id, f"body/{len(blocks)}")
        blocks.append({"type": "notice" if notice else "text", "id": identity, "value": value})
    return blocks


def _with_headings(file: ContentFile) -> list[Token]:
    tokens: list[Token] = []
    for heading, section in file.sections.items():
        if heading:
            tokens += [
                Token("heading_open", "h2", 1, block=True),
                Token("inline", "", 0, content=heading, children=[Token("text", "", 0, content=heading)], block=True),
                Token("heading_close", "h2", -1, block=True),
            ]
        tokens += section.tokens
    return tokens


def _parts(tokens: list[Token]) -> list[list[Token]]:
    parts: list[list[Token]] = []
    inside = False
    for token in tokens:
        opens = token.type == "blockquote_open" and token.level == 0
        if opens or not parts or (not inside and parts[-1][0].type == "blockquote_open"):
            parts.append([])
        inside = opens or (inside and not (token.type == "blockquote_close" and token.level == 0))
        parts[-1].append(token)
    return [part for part in parts if part]


def stream(file: ContentFile, place: str, kind: str, values: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Stream blocks with ids that stay the same."""
    return [
        {"type": kind, "id": stable_id(file.id, f"{place}/{number}"), "value": value}
        for number, value in enumerate(values)
    ]


def fill_plain(page: Any, file: ContentFile, library: Library) -> None:
    """Section, standard page, the Convention's entrance: the body."""
    page.body = body_blocks(file, library)


def fill_news(page: NewsPage, file: ContentFile, library: Library) -> None:
    """A news item."""
    fill_plain(page, file, library)
    page.date = file.meta["date"]
    page.topics = library.all("topics", file.meta.get("topics"))
    page.professions = library.all("professions", [c for c in file.meta.get("professions") or [] if c != "ALLA"])
    page.articles = library.all("articles", file.meta.get("articles"))


def fill_centre(page: CentrePage, file: ContentFile, library: Library) -> None:
    """A centre with all its facts."""
    meta = file.meta
    fill_plain(page, file, library)
    page.code, page.label, page.status = meta["code"], meta["label"], meta["status"]
    page.aims_at, page.opened = meta.get("aims_at") or "", meta.get("opened")
    page.planned_opening = meta.get("planned_opening")
    page.own_variant, page.variant_source = meta.get("variant") or "", meta.get("variant_source") or ""
    page.area = library.get("areas", meta["area"])
    page.parties = library.all("parties", meta.get("parties"))
    page.address, page.ages = meta.get("address") or "", meta.get("ages") or "0–6 år"
    page.hours = stream(file, "hours", "hours", [_span(row) for row in meta.get("hours") or []])
    page.exceptions = stream(file, "exceptions", "exception", [_exception(row) for row in meta.get("exceptions") or []])
    drop_in = [{"what": row["what"], **_span(row)} for row in meta.get("drop_in") or []]
    page.drop_in = stream(file, "drop_in", "drop_in", drop_in)
    page.rooms = stream(file, "rooms", "room", [_room(row) for row in meta.get("rooms") or []])
    contacts = [
        {"name": row["name"], "phone": row.get("phone") or "", "email": row.get("email") or ""}
        for row in meta.get("contacts") or []
    ]
    page.contacts = stream(file, "contacts", "contact", contacts)
    page.services = [
        CentreService(
            sort_order=number,
            service=library.get("services", row["service"]),
            party=library.get("parties", row["party"]) if row.get("party") else None,
            whole_at_site=bool(row.get("whole")),
            note=row.get("note") or "",
        )
        for number, row in enumerate(meta.get("services") or [])
    ]


def _span(row: dict[str, Any]) -> dict[str, Any]:
    return {"days": row["days"], "opens": row["from"], "closes": row["to"]}


def _exception(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "date": row["date"].isoformat(),
        "closed": bool(row.get("closed")),
        "opens": row.get("from") or "",
        "closes": row.get("to") or "",
        "note": row.get("note") or "",
    }


def _room(row: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": row["name"],
        "use": row.get("use") or "",
        "places": row.get("places"),
        "accessible": bool(row.get("accessible")),
    }


CENTRE_KEYS: dict[str, schema.Check] = {
    "code": schema.text,
    "label": schema.one_of(*(label.value for label in CentreLabel)),
    "status": schema.one_of(*CentrePage.Status.values),
    "aims_at": schema.one_of("FC", "FCL", "FCA"),
    "opened": schema.day,
    "planned_opening": schema.day,
    "variant": schema.one_of("national", "stockholm"),
    "variant_source": schema.text,
    "area": schema.code_of("areas"),
    "parties": schema.codes_of("parties"),
    "services": schema.rows(
        {
            "service": schema.code_of("services"),
            "party": schema.code_of("parties"),
            "whole": schema.flag,
            "note": schema.text,
        },
        ("service",),
    ),
    "hours": schema.rows(SPAN, ("days", "from", "to")),
    "exceptions": schema.rows(
        {"date": schema.day, "closed": schema.flag, "from": schema.text, "to": schema.text, "note": schema.text},
        ("date",),
    ),
    "drop_in": schema.rows({"what": schema.text, **SPAN}, ("what", "days", "from", "to")),
    "rooms": schema.rows(
        {"name": schema.text, "use": schema.text, "places": schema.number(0, 10_000), "accessible": schema.flag},
        ("name",),
    ),
    "contacts": schema.rows({"name": schema.text, "phone": schema.text, "email": schema.text}, ("name",)),
    "address": schema.text,
    "ages": schema.text,
}


def register() -> None:
    """Add these kinds to the registry."""
    plain = schema.Schema(PAGE_KEYS, PAGE_REQUIRED)
    kinds.register("section", Kind("section", SectionPage, plain, fill_plain))
    kinds.register("standard", Kind("standard", StandardPage, plain, fill_plain))
    news_keys = {
        "date": schema.day,
        "topics": schema.codes_of("topics"),
        "professions": schema.codes_of("professions", "ALLA"),
        "articles": schema.codes_of("articles"),
    }
    kinds.register(
        "news",
        Kind(
            "news",
            NewsPage,
            schema.Schema({**PAGE_KEYS, **news_keys}, (*PAGE_REQUIRED, "date")),
            fill_news,
            fields_of_draft=lambda file, _library: {"date": file.meta["date"]},
        ),
    )
    kinds.register(
        "centre",
        Kind(
            "centre",
            CentrePage,
            schema.Schema({**PAGE_KEYS, **CENTRE_KEYS}, (*PAGE_REQUIRED, "code", "label", "status", "area")),
            fill_centre,
            fields_of_draft=lambda file, _library: {"code": file.meta["code"]},
        ),
    )
