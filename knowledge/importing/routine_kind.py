"""A routine file becomes a RoutinePage: its steps and its fixed headings."""

from typing import Any

from knowledge.enums import Scope
from knowledge.importing.errors import ContentError
from knowledge.importing.library import Library, stable_id
from knowledge.importing.page_kinds import stream
from knowledge.importing.reader import ContentFile
from knowledge.importing.richtext import check, render
from knowledge.importing.steps import Next, Step, read_steps
from knowledge.models import RoutinePage

STEPS = "Gör så här"
FIELDS = {
    "Syfte": "purpose",
    "Gäller för": "applies_to",
    "Begränsningar": "limits",
    "Barnets perspektiv": "childs_perspective",
    "Delaktighet": "participation",
    "Nästa kontakt": "next_contact",
}
ROUTINE_HEADINGS = (STEPS, *FIELDS)


def steps_of(file: ContentFile) -> list[Step]:
    """The steps of a file; reading them takes their labels out of the tokens, so it is done once."""
    section = file.sections[STEPS]
    if section.steps is None:
        section.steps = read_steps(section)
    return section.steps  # type: ignore[no-any-return]  # the reader knows no steps


def inspect_routine(file: ContentFile) -> None:
    """Raise ContentError for faulty steps, and for an acute routine that does not say what to do first."""
    for step in steps_of(file):
        check(step.tokens)
    if file.meta.get("acute") and not file.meta.get("acute_first"):
        raise ContentError("rutinen är akut: skriv vad man gör först i acute_first", file.line_of("acute"))


def pages_of_steps(file: ContentFile) -> list[tuple[str, int]]:
    """The pages that the steps lead to, each with its line."""
    return [(leads.target, step.line) for step in steps_of(file) for leads in step.next if leads.kind == "page"]


def fill_routine(page: RoutinePage, file: ContentFile, library: Library) -> None:
    """Number, acute mark, scope, steps and the fixed headings."""
    meta = file.meta
    page.number = str(meta["number"])
    page.is_acute, page.acute_first = bool(meta.get("acute")), meta.get("acute_first") or ""
    page.scope = meta.get("scope") or Scope.ALL
    values = [_step_value(file, number, step, library) for number, step in enumerate(steps_of(file))]
    page.steps = stream(file, "steps", "step", values)
    for heading, name in FIELDS.items():
        setattr(page, name, render(file.sections[heading].tokens, library.targets))


def _step_value(file: ContentFile, number: int, step: Step, library: Library) -> dict[str, Any]:
    try:
        who = [code if code == "ALLA" else library.get("professions", code).code for code in step.who]
        call = [library.get("contacts", code).code for code in step.call]
        forms = [library.get("documents", code).pk for code in step.forms]
    except ContentError as error:
        raise ContentError(error.reason, step.line) from error
    return {
        "heading": step.heading,
        "text": render(step.tokens, library.targets) if step.tokens else "",
        "who": who,
        "when": step.when,
        "time_limit": step.time_limit,
        "call": call,
        "warning": step.warning,
        "forms": _items(file, f"steps/{number}/forms", forms),
        "next": _items(file, f"steps/{number}/next", [_next_value(leads, library) for leads in step.next]),
    }


def _items(file: ContentFile, place: str, values: list[Any]) -> list[dict[str, Any]]:
    return [
        {"type": "item", "id": stable_id(file.id, f"{place}/{number}"), "value": value}
        for number, value in enumerate(values)
    ]


def _next_value(leads: Next, library: Library) -> dict[str, Any]:
    page = library.page(leads.target) if leads.kind == "page" else None
    kind = "done" if leads.kind == "page" and page is None else leads.kind
    return {
        "kind": kind,
        "step": int(leads.target) if kind == "step" else None,
        "page": page,
        "words": leads.words,
    }
