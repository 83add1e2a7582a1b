"""The numbers of a contact in data/contacts.yaml as the stream that the register holds."""

from typing import Any

from django.core.exceptions import ValidationError

from knowledge.importing import schema
from knowledge.importing.library import stable_id
from pages.opening_hours import validate_hours

SPAN = {"days": lambda *_args: None, "from": schema.text, "to": schema.text}
NUMBERS = schema.rows(
    {
        "number": schema.text,
        "area": schema.text,
        "note": schema.text,
        "hours": schema.rows(SPAN, ("days", "from", "to")),
    },
    ("number",),
)


def number_blocks(code: str, numbers: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stream, with ids that stay the same; ValueError for what makes no sense."""
    NUMBERS(numbers, schema.Codes({}))
    return [
        {"type": "number", "id": stable_id(f"contact-{code}", str(index)), "value": _number(code, index, number)}
        for index, number in enumerate(numbers)
    ]


def _number(code: str, index: int, number: dict[str, Any]) -> dict[str, Any]:
    spans = number.get("hours") or []
    try:
        validate_hours(spans)
    except ValidationError as error:
        raise ValueError("; ".join(error.messages)) from error
    hours = [
        {
            "type": "item",
            "id": stable_id(f"contact-{code}", f"{index}/hours/{each}"),
            "value": {"days": span["days"], "opens": span["from"], "closes": span["to"]},
        }
        for each, span in enumerate(spans)
    ]
    return {
        "area": number.get("area") or "",
        "number": number["number"],
        "hours": hours,
        "note": number.get("note") or "",
    }
