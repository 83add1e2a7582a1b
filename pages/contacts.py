"""The telephone register: each number lives once, with its hours; texts refer to it by code.

A change of a number shows in every routine at the next request, and outside its hours the fallback shows by the clock.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.core.cache import cache as shared
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Locale

from pages.locales import source_locale
from pages.models.contacts import Contact
from pages.models.organisations import Area
from pages.opening_hours import is_open
from pages.prepared import Prepared

CODES_AT_ONCE = 8
PHONES_IN_DIGITS = str.maketrans("", "", " -–()")


@dataclass(frozen=True, slots=True)
class Line:
    """One number as a reader sees it now: `open_now` by the clock, `instead` the lines of the fallback when closed.

    `place` names the area where the reader sees the numbers of several.
    """

    code: str
    name: str
    number: str
    area: str
    note: str
    open_now: bool
    hours: tuple[dict[str, Any], ...]
    instead: tuple["Line", ...] = ()
    place: str = ""

    @property
    def dial(self) -> str:
        """The number for a tel: link."""
        return "tel:" + self.number.translate(PHONES_IN_DIGITS)


@dataclass(frozen=True, slots=True)
class _Entry:
    """What the register says of a contact, and of whom to call instead."""

    code: str
    name: str
    numbers: Sequence[dict[str, Any]]
    fallback: "_Entry | None" = None

    def all_numbers(self) -> Sequence[dict[str, Any]]:
        return [*self.numbers, *(self.fallback.numbers if self.fallback else ())]


def _number_rows(contact: _Entry, areas: Sequence[str]) -> list[dict[str, Any]]:
    """The contact's numbers: of the reader's areas when there is one, else all; those without an area always."""
    own = [row for row in contact.numbers if row.get("area") in areas]
    return [row for row in contact.numbers if not row.get("area") or not own or row in own]


def _hours(row: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    items = [item.get("value", item) for item in row.get("hours") or []]
    return tuple({"days": item["days"], "from": item["opens"], "to": item["closes"]} for item in items)


def _lines_of(
    contact: _Entry,
    *,
    at: datetime,
    areas: Sequence[str] = (),
    places: Mapping[str, str] | None = None,
    depth: int = 1,
) -> list[Line]:
    """The contact's lines at a moment; `areas` are the reader's area codes, narrowest first, `places` names of areas."""
    lines = []
    rows = _number_rows(contact, areas)
    for row in rows:
        hours = _hours(row)
        opened = is_open(hours, at)
        instead: tuple[Line, ...] = ()
        if not opened and depth and contact.fallback:
            near = _areas_behind(contact.fallback, row, areas)
            instead = tuple(_lines_of(contact.fallback, at=at, areas=near, places=places, depth=depth - 1))
        lines.append(
            Line(
                code=contact.code,
                name=contact.name,
                number=row["number"],
                area=row.get("area") or "",
                place=(places or {}).get(row.get("area") or "", "") if len(rows) > 1 else "",
                note=row.get("note") or "",
                open_now=opened,
                hours=hours,
                instead=instead,
            )
        )
    return lines


def _areas_behind(fallback: _Entry, row: Mapping[str, Any], areas: Sequence[str]) -> Sequence[str]:
    """Where to look for the number behind a closed one: in its own area when there is one, else in the reader's."""
    area = row.get("area")
    return [area] if area and any(each.get("area") == area for each in fallback.numbers) else areas


def _places(contacts: Iterable[_Entry], areas: Sequence[str], state: int | None) -> Mapping[str, str]:
    """Names of the areas between which the reader has to choose; asks only when there is a choice."""
    both = [each for contact in contacts for each in (contact, contact.fallback) if each]
    choices = [rows for rows in (_number_rows(each, areas) for each in both) if len(rows) > 1]
    return _area_names(state) if any(row.get("area") for rows in choices for row in rows) else {}


def _area_names(state: int | None) -> Mapping[str, str]:
    """Names of all areas by code, kept for a state of the vocabulary."""
    key = f"areas:{state}"
    names: dict[str, str] | None = shared.get(key) if state is not None else None
    if names is None:
        names = dict(Area.objects.values_list("code", "name"))
        if state is not None:
            shared.set(key, names)
    return names


def _rows(source: int, locale: int, **codes: str) -> QuerySet[Any, tuple[Any, ...]]:
    rows = Contact.objects.filter(code__in=list(codes.values())).filter(Q(locale_id=source) | Q(locale_id=locale))
    return rows.annotate(
        own_text=Cast("numbers", TextField()), other_text=Cast("fallback__numbers", TextField())
    ).values_list("code", "locale_id", "name", "own_text", "fallback__code", "fallback__name", "other_text")


@cache
def _asking(most: int) -> Prepared:
    return Prepared(_rows, source=int, locale=int, **{f"code{place}": str for place in range(most)})


@lru_cache(maxsize=2000)
def _numbers(text: str) -> Sequence[dict[str, Any]]:
    """The numbers of a stored register row: the same text says the same, whenever it is read."""
    return [block["value"] for block in json.loads(text or "[]")]


def _register(codes: Collection[str], locale: int) -> list[_Entry]:
    """The register's rows as they stand now: a translated row gives the name, the source row the numbers."""
    source = source_locale().pk
    size = -(-len(codes) // CODES_AT_ONCE) * CODES_AT_ONCE
    padded = [*codes, *[""] * (size - len(codes))]
    rows = _asking(size)(source=source, locale=locale, **{f"code{place}": code for place, code in enumerate(padded)})
    names = {code: name for code, spoken, name, *_ in rows if spoken != source}
    return [
        _Entry(
            code,
            names.get(code, name),
            _numbers(numbers),
            _Entry(other, other_name, _numbers(other_numbers)) if other else None,
        )
        for code, spoken, name, numbers, other, other_name, other_numbers in rows
        if spoken == source
    ]


def phone_book(
    codes: Iterable[str],
    *,
    at: datetime | None = None,
    areas: Callable[[], Sequence[str]] = tuple,
    locale: Locale | None = None,
    state: int | None = None,
) -> dict[str, list[Line]]:
    """The lines behind `codes`, in one query: in `locale` where the register is translated, else in Swedish.

    `areas` gives the reader's areas, narrowest first; it is asked only when a number differs between areas.
    `state` is the number of pages.vocabulary_state where it is known: the names of areas are kept for it.
    """
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    contacts = _register(wanted, (locale or source_locale()).pk)
    moment = at or timezone.now()
    local = any(row.get("area") for contact in contacts for row in contact.all_numbers())
    own_areas = areas() if local else ()
    places = _places(contacts, own_areas, state) if local else {}
    return {contact.code: _lines_of(contact, at=moment, areas=own_areas, places=places) for contact in contacts}
