"""Who is asking and what codes are called, in one query.

The reader's own professions and centres lift what concerns them; names are in the language of the answer, the Swedish row
where there is none in it (decision B).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.utils import timezone

from pages.directory.models import Assignment, StaffProfile
from pages.models import CentrePage, Profession, Topic
from pages.registries import Reader
from pages.visibility import visible_to
from search.prepared import Prepared

MINE = "mine"


@dataclass(frozen=True, slots=True)
class Asked:
    """The reader's codes as "facet:code", and the names of codes by facet."""

    codes: frozenset[str]
    names: dict[str, dict[str, str]]


def _names_and_own(reader: int, day: date) -> QuerySet[Any, Any]:
    """Names of professions and topics, and the codes that are the reader's own on a day."""

    def row(*values: str | F) -> list[Value | F]:
        return [Value(each, output_field=CharField()) if isinstance(each, str) else each for each in values]

    def named(model: type[Profession | Topic], facet: str) -> QuerySet[Any, Any]:
        return model.objects.order_by().values_list(*row(facet, F("code"), F("name"), F("locale__language_code")))

    professions = StaffProfile.objects.order_by().filter(user_id=reader, professions__isnull=False)
    centres = Assignment.objects.current(day).filter(profile__user_id=reader, centre__isnull=False)
    return named(Profession, "profession").union(
        named(Topic, "topic"),
        professions.values_list(*row(MINE, "profession", F("professions__code"), MINE)),
        centres.order_by().values_list(*row(MINE, "centre", F("centre__code"), MINE)),
    )


_asked = Prepared(_names_and_own, reader=-9_876_543_210, day=date(1901, 2, 3))


def read_asked(user: Reader, language: str) -> Asked:
    """One query."""
    codes: set[str] = set()
    names: dict[str, dict[str, str]] = {"profession": {}, "topic": {}}
    for facet, code, name, written in _asked.rows(reader=user.pk or 0, day=timezone.localdate()):
        if facet == MINE:
            codes.add(f"{code}:{name}")
        elif written == language or code not in names[facet]:
            names[facet][code] = name
    return Asked(frozenset(codes), names)


def centre_names(codes: Collection[str], user: Reader) -> dict[str, str]:
    """What centres are called, of those that the reader may see."""
    return dict(visible_to(CentrePage.objects.filter(code__in=codes), user, few=True).values_list("code", "title"))
