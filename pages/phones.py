"""Telephone lines as HTML: the block of a step, and the link in running text."""

from collections.abc import Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from pages.contacts import Line
from pages.opening_hours import describe


def phone_context(line: Line) -> dict[str, object]:
    """What components/phone.html shows of a line."""
    hours = ", ".join(f"{days} {span}" for days, span in describe(list(line.hours))) if line.hours else ""
    other = line.instead[0] if line.instead else None
    return {
        "label": line.name,
        "number": line.number,
        "tel": line.dial.removeprefix("tel:"),
        "is_open": line.open_now if line.hours else None,
        "hours": hours,
        "note": line.note,
        "alternative": {"label": other.name, "number": other.number, "tel": other.dial.removeprefix("tel:")}
        if other
        else None,
    }


def phone_block(line: Line) -> str:
    """A number to press, with its hours and, outside them, whom to call instead."""
    return render_to_string("components/phone.html", {"phone": phone_context(line)}).strip()


def phone_link(lines: Sequence[Line]) -> str:
    """A number in running text, by the clock: outside its hours the other one."""
    parts = []
    for line in lines:
        now = line.instead[0] if line.instead and not line.open_now else line
        parts.append(
            format_html(
                '<a class="call-inline" href="{}">{} <span dir="ltr">{}</span></a>', now.dial, now.name, now.number
            )
        )
    return _(" or ").join(parts)
