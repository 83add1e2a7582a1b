"""Opening hours in the words of a page: open or closed now, until when, the week, and the days that differ."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from pages.opening_hours import STOCKHOLM, describe, next_closing, next_opening

Rows = Sequence[Mapping[str, Any]]
SOON = 7  # days within which a weekday says enough


def opening(hours: Rows, exceptions: Rows = (), at: datetime | None = None) -> dict[str, Any]:
    """What components/opening_hours.html shows: `is_open`, `status`, `rows` of the week, `exceptions` from today on."""
    now = (at or timezone.now()).astimezone(STOCKHOLM)
    is_open, status = open_now(hours, exceptions, now)
    return {
        "is_open": is_open,
        "status": status,
        "rows": week(hours, now.date()),
        "exceptions": coming(exceptions, now.date()),
    }


def open_now(hours: Rows, exceptions: Rows, at: datetime) -> tuple[bool, str]:
    """Open or closed at a moment, and what comes next: “until 16:30”, “opens tomorrow at 08:00”."""
    opens = next_opening(hours, at, exceptions)
    if opens is None:
        return False, ""
    now = at.astimezone(STOCKHOLM)
    if opens > now:
        return False, _opens(opens, now.date())
    closes = next_closing(hours, at, exceptions)
    return True, _("until %(time)s") % {"time": f"{closes:%H:%M}"} if closes else ""


def _opens(opens: datetime, today: date) -> str:
    values = {"time": f"{opens:%H:%M}", "day": str(WEEKDAYS[opens.weekday()]), "date": date_format(opens, "j F")}
    ahead = opens.date() - today
    if not ahead:
        return _("opens at %(time)s") % values
    if ahead == timedelta(days=1):
        return _("opens tomorrow at %(time)s") % values
    if ahead < timedelta(days=SOON):
        return _("opens on %(day)s at %(time)s") % values
    return _("opens on %(date)s at %(time)s") % values


def week(hours: Rows, today: date) -> list[dict[str, Any]]:
    """Monday to Sunday, days in a row with the same hours together; no hours = closed."""
    times = []
    for day in range(1, 8):
        own = [{**row, "days": [day]} for row in hours if day in row["days"]]
        times.append((day, describe(own)[0][1] if own else ""))
    rows = []
    for span, run in groupby(times, key=lambda pair: pair[1]):
        days = [day for day, _span in run]
        names = [str(WEEKDAYS[day - 1]) for day in (days[0], days[-1])]
        shown = "–".join(dict.fromkeys(names))
        rows.append({"days": shown[:1].upper() + shown[1:], "hours": span, "today": today.isoweekday() in days})
    return rows


def coming(exceptions: Rows, today: date) -> list[dict[str, Any]]:
    """The days from today on whose hours differ, in order."""
    rows = []
    for row in sorted(exceptions, key=lambda each: str(each["date"])):
        day = row["date"] if isinstance(row["date"], date) else date.fromisoformat(row["date"])
        if day < today:
            continue
        hours = "" if row.get("closed") or not row.get("from") else f"{row['from']}–{row['to']}"
        ordinary = not row.get("closed") and not hours
        rows.append(
            {
                "date": day,
                "label": row.get("note") or str(WEEKDAYS[day.weekday()]).capitalize(),
                "hours": _("as usual") if ordinary else hours,
                "today": day == today,
            }
        )
    return rows
