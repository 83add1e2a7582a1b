"""Opening hours as a page tells them: open now, until when, the week, and the days that differ."""

from datetime import date, datetime
from typing import Any

import pytest
from django.utils.translation import override

from pages.opening_hours import STOCKHOLM, next_closing
from pages.opening_words import coming, open_now, opening, week

OFFICE = [{"days": [1, 2, 3, 4, 5], "from": "08:00", "to": "16:30"}]
LUNCH = [{"days": [1], "from": "08:00", "to": "12:00"}, {"days": [1], "from": "12:00", "to": "16:00"}]
NIGHT = [{"days": [5], "from": "22:00", "to": "06:00"}]


def sweden(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("hours", "moment", "closes"),
    [
        (OFFICE, "2026-11-23 08:00", "2026-11-23 16:30"),
        (OFFICE, "2026-11-23 07:59", None),
        (OFFICE, "2026-11-23 16:30", None),
        (LUNCH, "2026-11-23 09:00", "2026-11-23 16:00"),  # two spans that meet are one
        (NIGHT, "2026-11-28 03:00", "2026-11-28 06:00"),
        ([], "2026-11-23 09:00", None),  # around the clock never closes
    ],
)
def test_next_closing(hours: list[dict[str, Any]], moment: str, closes: str | None) -> None:
    assert next_closing(hours, sweden(moment)) == (sweden(closes) if closes else None)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-23 09:00", (True, "until 16:30")),
        ("2026-11-23 06:00", (False, "opens at 08:00")),
        ("2026-11-23 17:00", (False, "opens tomorrow at 08:00")),
        ("2026-11-27 17:00", (False, "opens on Monday at 08:00")),
    ],
)
def test_now_in_words(moment: str, expected: tuple[bool, str]) -> None:
    with override("en"):
        assert open_now(OFFICE, (), sweden(moment)) == expected


def test_far_ahead_is_told_by_date() -> None:
    closed = [{"date": f"2026-11-{day}", "closed": True} for day in range(23, 31)]
    with override("en"):
        assert open_now(OFFICE, closed, sweden("2026-11-23 09:00")) == (False, "opens on 1 December at 08:00")


def test_the_week_has_seven_days_and_marks_today() -> None:
    with override("en"):
        rows = week(OFFICE, date(2026, 11, 28))
    assert rows == [
        {"days": "Monday–Friday", "hours": "08:00–16:30", "today": False},
        {"days": "Saturday–Sunday", "hours": "", "today": True},
    ]


def test_days_that_differ_are_told_from_today_on_in_order() -> None:
    exceptions = [
        {"date": "2026-12-24", "closed": True, "note": "Julafton"},
        {"date": "2026-11-22", "closed": True},
        {"date": "2026-11-23", "from": "08:00", "to": "12:00"},
        {"date": date(2026, 12, 23)},
    ]
    with override("en"):
        rows = coming(exceptions, date(2026, 11, 23))
    assert [(row["date"].isoformat(), row["label"], row["hours"], row["today"]) for row in rows] == [
        ("2026-11-23", "Monday", "08:00–12:00", True),
        ("2026-12-23", "Wednesday", "as usual", False),
        ("2026-12-24", "Julafton", "", False),
    ]


def test_a_day_that_differs_decides_what_is_said_of_now() -> None:
    shown = opening(OFFICE, [{"date": "2026-11-23", "closed": True}], sweden("2026-11-23 09:00"))
    assert shown["is_open"] is False
    assert len(shown["exceptions"]) == 1
