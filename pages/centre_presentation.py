"""What the page of a centre shows: facts, what it may be called and why, services, rooms, contacts; and its hours now."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pages.centre_types import CentreLabel, CentreType, Verdict
from pages.contacts import PHONES_IN_DIGITS
from pages.labels import labels
from pages.models.organisations import Service, Variant
from pages.opening_hours import describe
from pages.opening_words import opening
from pages.texts import stream

if TYPE_CHECKING:
    from pages.models.centres import CentrePage


def body(page: "CentrePage") -> dict[str, Any]:
    """The context of templates/pages/centre_body.html; depends on revision, vocabulary and day alone."""
    verdict = page.verdict
    names = labels(Service)
    return {
        "page": page,
        "kind": kind(page),
        "plan": plan(page, verdict),
        "mismatch": mismatch(page, verdict, names),
        "facts": facts(page),
        "services": services(page, names),
        "drop_in": drop_in(page),
        "rooms": [raw["value"] for raw in page.rooms.raw_data],
        "contacts": contacts(page),
        "blocks": stream(page.body),
    }


def kind(page: "CentrePage") -> str:
    """What it calls itself, with its status unless it is in operation."""
    words = _("Centre") if page.label == CentreLabel.OTHER else page.label.capitalize()
    return words if page.status == page.Status.RUNNING else f"{words}, {page.get_status_display()}"


def facts(page: "CentrePage") -> list[tuple[str, str]]:
    """Where, whose and since when, as labelled rows; what is not known is left out."""
    area = ", ".join(each.name for each in page.area.lineage()) if page.area else ""
    rows = [
        (_("Address"), page.address),
        (_("Area"), area),
        (_("Ages"), page.ages),
        (_("Principals"), ", ".join(party.short for party in page.parties.all())),
        (_("Opened"), date_format(page.opened) if page.opened else ""),
        (_("Planned opening"), date_format(page.planned_opening) if page.planned_opening else ""),
        (_("Definition that applies"), definition(page)),
    ]
    return [(label, value) for label, value in rows if value]


def definition(page: "CentrePage") -> str:
    """Which definition of a family centre applies here, and by whose word."""
    source = page.variant_source if page.own_variant else (page.region.variant_source if page.region else "")
    name = _first_upper(str(Variant(page.variant).label))
    return f"{name} ({source})" if source and source.casefold() != name.casefold() else name


def plan(page: "CentrePage", verdict: Verdict) -> dict[str, str] | None:
    """For a centre in the making: when it is to open and what it aims to be."""
    if verdict.type != CentreType.PLAN:
        return None
    return {
        "opens": date_format(page.planned_opening) if page.planned_opening else "",
        "aim": str(verdict.permitted or ""),
    }


def mismatch(page: "CentrePage", verdict: Verdict, names: Mapping[str, str]) -> dict[str, Any] | None:
    """Why a centre may not be called what it calls itself; None when it may."""
    if not verdict.mismatch(page.label):
        return None
    missing = [
        _("%(service)s is not part of the centre.") % {"service": _name(names, code)} for code in verdict.missing
    ]
    elsewhere = [
        _("%(service)s has only a part of its ordinary operation in the house.") % {"service": _name(names, code)}
        for code in verdict.elsewhere
    ]
    return {
        "label": page.label,
        "permitted": str(verdict.permitted),
        "reasons": [*missing, *elsewhere],
        "source": definition(page),
    }


def _name(names: Mapping[str, str], code: str) -> str:
    return _first_upper(names.get(code, code))


def _first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def services(page: "CentrePage", names: Mapping[str, str]) -> list[dict[str, Any]]:
    """The services in the house, who runs each, and whether all of it is here."""
    return [
        {
            "name": _name(names, row.service.code),
            "party": row.party.short if row.party else "",
            "whole": row.whole_at_site,
            "note": row.note,
        }
        for row in page.services.select_related("service", "party")
    ]


def drop_in(page: "CentrePage") -> list[dict[str, str]]:
    """When one may come without a booking, in words."""
    shown = []
    for raw in page.drop_in.raw_data:
        value = raw["value"]
        days, hours = describe([{"days": value["days"], "from": value["opens"], "to": value["closes"]}])[0]
        shown.append({"what": value["what"], "days": days, "hours": hours})
    return shown


def contacts(page: "CentrePage") -> list[dict[str, str]]:
    """The functions that answer, each with a number to dial."""
    values = [raw["value"] for raw in page.contacts.raw_data]
    return [
        {
            "name": value["name"],
            "phone": value.get("phone") or "",
            "tel": (value.get("phone") or "").translate(PHONES_IN_DIGITS),
            "email": value.get("email") or "",
        }
        for value in values
    ]


def hours_now(page: "CentrePage", at: datetime | None = None) -> dict[str, Any] | None:
    """The hours of a centre in operation at this moment; None where there are none to tell."""
    rows = page.hours_rows()
    if not rows or page.status != page.Status.RUNNING:
        return None
    return opening(rows, page.exception_rows(), at)
