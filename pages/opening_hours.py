"""Opening hours by Swedish time: open now, next opening, the week in words, and what is wrong with hours.

Hours are rows `{"days": [1..7], "from": "08:00", "to": "16:30"}`, 1 being Monday; no rows = always open. What does
not end after its start ends on the next day, and belongs to the day on which it begins. An exception
`{"date", "closed", "from", "to", "note"}` replaces the hours of its date; with neither closed nor times it says
that the ordinary hours hold although the day is a holiday. Bad data raises ValidationError, in every function.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _

Rows = Iterable[Mapping[str, Any]]
STOCKHOLM = ZoneInfo("Europe/Stockholm")
DAY = 24 * 60
CLOCK = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00")
HORIZON = 400  # days that next_opening looks ahead: over every season


class Interval(NamedTuple):
    """Minutes from the midnight before; the end may lie on the next day."""

    start: int
    end: int


def _minutes(text: object, name: str) -> int:
    """The minutes since midnight of a text such as 08:00."""
    if not isinstance(text, str) or not CLOCK.fullmatch(text):
        message = _("%(row)s: “%(value)s” is not a time such as 08:00.")
        raise ValidationError(message, "time", {"row": name, "value": text or ""})
    return int(text[:2]) * 60 + int(text[3:])


def _interval(row: Mapping[str, Any], name: str) -> Interval:
    """The interval of a row of hours or of an exception."""
    start, end = _minutes(row.get("from"), name), _minutes(row.get("to"), name)
    if start in {end, DAY}:
        message = _("%(row)s: the hours are empty. A whole day is 00:00 to 24:00.")
        raise ValidationError(message, "empty", {"row": name})
    return Interval(start, end if end > start else end + DAY)


def _weekdays(row: Mapping[str, Any], name: str) -> list[int]:
    """The weekdays of a row of hours."""
    days = row.get("days")
    days = days if isinstance(days, list | tuple) else []
    if not days or not all(type(day) is int and 1 <= day <= 7 for day in days):
        raise ValidationError(_("%(row)s: choose weekdays, from 1 to 7."), "days", {"row": name})
    return sorted(set(days))


def _date(row: Mapping[str, Any], name: str) -> date:
    """The date of an exception, given as a date or as text."""
    value = row.get("date")
    try:
        day = value if isinstance(value, date) else date.fromisoformat(str(value))
    except ValueError as error:
        message = _("%(row)s: “%(value)s” is not a date such as 2026-12-24.")
        raise ValidationError(message, "date", {"row": name, "value": value or ""}) from error
    return day.date() if isinstance(day, datetime) else day


def _named(rows: object, word: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Each row with its name for messages, such as Row 2."""
    if not isinstance(rows, Iterable) or isinstance(rows, str | Mapping):
        raise ValidationError(_("This is not a list of hours."), "list")
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            raise ValidationError(_("%(row)s: these are no hours."), "row", {"row": f"{word} {number}"})
        yield f"{word} {number}", row


def _week(hours: Rows) -> dict[int, list[Interval]]:
    """The intervals of each weekday, in order."""
    week: dict[int, list[Interval]] = {}
    for name, row in _named(hours, _("Row")):
        for day in _weekdays(row, name):
            week[day] = sorted([*week.get(day, []), _interval(row, name)])
    return week


def _special_days(exceptions: Rows) -> dict[date, list[Interval] | None]:
    """What holds on the dates of exceptions: intervals, or None for the ordinary hours. Closed beats open."""
    days: dict[date, list[Interval] | None] = {}
    closed = set()
    for name, row in _named(exceptions, _("Exception")):
        day = _date(row, name)
        if row.get("closed"):
            closed.add(day)
        elif row.get("from") or row.get("to"):
            days[day] = sorted([*(days.get(day) or []), _interval(row, name)])
        else:
            days.setdefault(day, None)
    return days | {day: [] for day in closed}


@lru_cache(maxsize=32)
def public_holidays(year: int) -> frozenset[date]:
    """The holidays of Sweden, with midsommarafton, julafton and nyårsafton; Sundays are not among them."""
    from holidays import country_holidays

    return frozenset(country_holidays("SE", years=year, categories=("public", "de_facto")))


class _Calendar:
    """Hours, exceptions and holidays together: which instants are open on which day."""

    def __init__(self, hours: Rows, exceptions: Rows, *, holidays_closed: bool) -> None:
        self.week = _week(hours)
        self.special = _special_days(exceptions)
        self.holidays_closed = holidays_closed

    def intervals(self, day: date) -> list[Interval]:
        """The intervals that begin on `day`."""
        special = self.special.get(day)
        if special is not None:
            return special
        if not self.week:
            return [Interval(0, DAY)]
        if self.holidays_closed and day not in self.special and day in public_holidays(day.year):
            return []
        return self.week.get(day.isoweekday(), [])

    def spans(self, day: date) -> list[tuple[datetime, datetime]]:
        """The intervals that begin on `day` as instants; one that spring's lost hour swallows is left out."""
        instants = [(_instant(day, start), _instant(day, end)) for start, end in self.intervals(day)]
        return [(start, end) for start, end in instants if start < end]

    def is_open(self, at: datetime) -> bool:
        """Whether the instant `at` lies in an interval that begins on its day or the day before."""
        today = at.astimezone(STOCKHOLM).date()
        days = (today - timedelta(days=1), today)
        return any(start <= at < end for day in days for start, end in self.spans(day))


def _instant(day: date, minutes: int) -> datetime:
    """The instant of a wall-clock time: the first in autumn's double hour, the next in spring's lost one."""
    wall = datetime.combine(day, time(), STOCKHOLM) + timedelta(minutes=minutes)
    while wall.astimezone(UTC).astimezone(STOCKHOLM).replace(tzinfo=None) != wall.replace(tzinfo=None):
        wall += timedelta(minutes=1)
    return wall.astimezone(UTC)


def is_open(hours: Rows, at: datetime, exceptions: Rows = (), *, holidays_closed: bool = True) -> bool:
    """Whether it is open at `at`, an aware moment; on a holiday only by an exception, or if always open."""
    return _Calendar(hours, exceptions, holidays_closed=holidays_closed).is_open(_instant_of(at))


def next_opening(
    hours: Rows,
    at: datetime,
    exceptions: Rows = (),
    *,
    holidays_closed: bool = True,
) -> datetime | None:
    """The first moment from `at` on when it is open, in Swedish time; None if there is none in a year."""
    calendar = _Calendar(hours, exceptions, holidays_closed=holidays_closed)
    now = _instant_of(at)
    local = now.astimezone(STOCKHOLM)
    if calendar.is_open(now):
        return local
    for ahead in range(HORIZON):
        spans = calendar.spans(local.date() + timedelta(days=ahead))
        if starts := [start for start, _end in spans if start > now]:
            return min(starts).astimezone(STOCKHOLM)
    return None


def next_closing(
    hours: Rows,
    at: datetime,
    exceptions: Rows = (),
    *,
    holidays_closed: bool = True,
) -> datetime | None:
    """When it closes, in Swedish time; None when it is closed at `at`, and when it stays open for days."""
    calendar = _Calendar(hours, exceptions, holidays_closed=holidays_closed)
    now = end = _instant_of(at)
    yesterday = now.astimezone(STOCKHOLM).date() - timedelta(days=1)
    spans = [span for ahead in range(4) for span in calendar.spans(yesterday + timedelta(days=ahead))]
    for start, stop in sorted(spans):
        if start <= end < stop:
            end = stop
    return end.astimezone(STOCKHOLM) if now < end < now + timedelta(days=2) else None


def _instant_of(at: datetime) -> datetime:
    """The moment in UTC, where comparing is safe; a naive one is a programming error."""
    if at.tzinfo is None:
        raise ValueError("opening hours need an aware datetime")
    return at.astimezone(UTC)


def describe(hours: Rows) -> list[tuple[str, str]]:
    """The week for readers: (mån–fre, 08:00–16:30), the same hours together, closed days left out."""
    week = _week(hours)
    if not week:
        return [(_("every day"), _("around the clock"))]
    same: dict[str, list[int]] = {}
    for day in sorted(week):
        same.setdefault(", ".join(_in_words(interval) for interval in week[day]), []).append(day)
    return [(_day_names(days), times) for times, days in same.items()]


def _in_words(interval: Interval) -> str:
    """An interval for readers: 08:00–16:30."""
    if interval == (0, DAY):
        return _("around the clock")
    end = interval.end - DAY if interval.end > DAY else interval.end
    return "–".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in (interval.start, end))


def _day_names(days: list[int]) -> str:
    """Weekdays for readers: mån–tors, lör."""
    if len(days) == 7:
        return _("every day")
    runs: list[list[int]] = []
    for day in days:
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    ends = [sorted({run[0], run[-1]}) for run in runs]
    return ", ".join("–".join(str(WEEKDAYS_ABBR[day - 1]) for day in pair) for pair in ends)


def validate_hours(hours: Any) -> None:
    """Raise ValidationError that names the row that is wrong, or the day on which hours overlap."""
    spans = [
        (interval.start + day * DAY, interval.end + day * DAY, day)
        for day, intervals in _week(hours).items()
        for interval in intervals
    ]
    spans += [(start + 7 * DAY, end + 7 * DAY, day) for start, end, day in spans]  # Sunday night meets Monday
    for (_start, end, _day), (start, _end, day) in pairwise(sorted(spans)):
        if start < end:
            weekday = str(WEEKDAYS[day - 1])
            raise ValidationError(_("The hours overlap: %(day)s."), "overlap", {"day": weekday})


def validate_exceptions(exceptions: Any) -> None:
    """Raise ValidationError that names the exception that is wrong."""
    _special_days(exceptions)
