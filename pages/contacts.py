"""The telephone register: each number lives once, with its hours; texts refer to it by code.

A change of a number shows in every routine at the next request, and outside its hours the fallback shows by the clock.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from wagtail.models import Locale

from pages.locales import source_locale
from pages.models.contacts import Contact
from pages.models.organisations import Area
from pages.opening_hours import is_open

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


def _number_rows(contact: Contact, areas: Sequence[str]) -> list[dict[str, Any]]:
    """The contact's numbers: of the reader's areas when there is one, else all; those without an area always."""
    rows = [block["value"] for block in contact.numbers.raw_data]
    own = [row for row in rows if row.get("area") in areas]
    return [row for row in rows if not row.get("area") or not own or row in own]


def _hours(row: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    items = [item.get("value", item) for item in row.get("hours") or []]
    return tuple({"days": item["days"], "from": item["opens"], "to": item["closes"]} for item in items)


def lines_of(
    contact: Contact,
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
        if not opened and depth and contact.fallback_id and contact.fallback:
            near = _areas_behind(contact.fallback, row, areas)
            instead = tuple(lines_of(contact.fallback, at=at, areas=near, places=places, depth=depth - 1))
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


def _areas_behind(fallback: Contact, row: Mapping[str, Any], areas: Sequence[str]) -> Sequence[str]:
    """Where to look for the number behind a closed one: in its own area when there is one, else in the reader's."""
    area = row.get("area")
    return [area] if area and any(block["value"].get("area") == area for block in fallback.numbers.raw_data) else areas


def _places(contacts: Iterable[Contact], areas: Sequence[str], state: int | None) -> Mapping[str, str]:
    """Names of the areas between which the reader has to choose; asks only when there is a choice."""
    both = [each for contact in contacts for each in (contact, contact.fallback) if each]
    choices = [rows for rows in (_number_rows(each, areas) for each in both) if len(rows) > 1]
    return _area_names(state) if any(row.get("area") for rows in choices for row in rows) else {}


def _area_names(state: int | None) -> Mapping[str, str]:
    """Names of all areas by code, kept for a state of the vocabulary."""
    key = f"areas:{state}"
    names: dict[str, str] | None = cache.get(key) if state is not None else None
    if names is None:
        names = dict(Area.objects.values_list("code", "name"))
        if state is not None:
            cache.set(key, names)
    return names


def _all_numbers(contact: Contact) -> list[dict[str, Any]]:
    fallback = list(contact.fallback.numbers.raw_data) if contact.fallback else []
    return [*contact.numbers.raw_data, *fallback]


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
    wanted = set(codes)
    if not wanted:
        return {}
    source = source_locale()
    contacts = Contact.objects.filter(code__in=wanted, locale__in={source, locale or source}).select_related("fallback")
    moment = at or timezone.now()
    local = any(block["value"].get("area") for contact in contacts for block in _all_numbers(contact))
    own_areas = areas() if local else ()
    places = _places(contacts, own_areas, state) if local else {}
    # A translated row gives the name, the source row the numbers: a number lives once.
    names = {contact.code: contact.name for contact in contacts if contact.locale_id != source.pk}
    book = {}
    for contact in contacts:
        if contact.locale_id == source.pk:
            contact.name = names.get(contact.code, contact.name)
            book[contact.code] = lines_of(contact, at=moment, areas=own_areas, places=places)
    return book
