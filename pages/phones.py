"""Telephone lines as HTML: the blocks of a step, and the link in running text."""

from collections.abc import Iterable, Sequence

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from pages.contacts import Line
from pages.opening_hours import describe

# The HTML of a line, which depends on the line and the language alone.
MOST_BLOCKS = 1000
_blocks: dict[tuple[str, str], str] = {}
# A span of hours or days is not broken at the end of a line.
UNBROKEN = str.maketrans({"–": "\u2060–\u2060"})


def phone_context(line: Line) -> dict[str, object]:
    """What components/phone.html shows of a line."""
    hours = ", ".join(f"{days} {span}" for days, span in describe(list(line.hours))) if line.hours else ""
    other = line.instead[0] if line.instead else None
    return {
        "label": _label(line),
        "number": line.number,
        "tel": line.dial.removeprefix("tel:"),
        "is_open": line.open_now if line.hours else None,
        "hours": hours.translate(UNBROKEN),
        "note": line.note,
        "alternative": {"label": _label(other), "number": other.number, "tel": other.dial.removeprefix("tel:")}
        if other
        else None,
    }


def _label(line: Line) -> str:
    return f"{line.name}, {line.place}" if line.place else line.name


def phone_block(line: Line) -> str:
    """A number to press, with its hours and, outside them, whom to call instead."""
    key = (repr(line), get_language() or "")
    block = _blocks.get(key)
    if block is None:
        if len(_blocks) >= MOST_BLOCKS:
            _blocks.clear()
        block = _blocks[key] = render_to_string("components/phone.html", {"phone": phone_context(line)}).strip()
    return block


def phone_blocks(lines: Iterable[Line]) -> str:
    """Numbers to press, each once: one that already answers for another outside its hours does not come again."""
    shown: set[str] = set()
    blocks = []
    for line in lines:
        first = line.instead[0] if line.instead else line
        if line.number not in shown:
            blocks.append(phone_block(line))
        shown.add(first.number)
    return "".join(blocks)


def phone_link(lines: Sequence[Line]) -> str:
    """A number in running text; outside its hours with the one to call instead behind it."""
    return _(" or ").join(_closed(line) if line.instead else _link(line) for line in lines)


def _link(line: Line) -> str:
    return format_html(
        '<a class="call-inline" href="{}">{} <span dir="ltr">{}</span></a>', line.dial, _label(line), line.number
    )


def _closed(line: Line) -> str:
    now = _("closed now, call %(instead)s") % {"instead": _link(line.instead[0])}
    return f"{_link(line)} ({now})"
