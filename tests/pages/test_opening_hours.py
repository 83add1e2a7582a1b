"""Open or closed at any moment of the Swedish year: midnight, summer time, holidays, exceptions and bad data."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.opening_hours import (
    STOCKHOLM,
    describe,
    is_open,
    next_opening,
    public_holidays,
    validate_exceptions,
    validate_hours,
)

OFFICE = [{"days": [1, 2, 3, 4, 5], "from": "08:00", "to": "16:30"}]
NIGHT = [{"days": [5], "from": "22:00", "to": "06:00"}]
ALL_DAYS = [1, 2, 3, 4, 5, 6, 7]


def sweden(text: str, fold: int = 0) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM, fold=fold)


def hours(start: str, end: str, *days: int) -> list[dict[str, Any]]:
    return [{"days": list(days) or ALL_DAYS, "from": start, "to": end}]


CHRISTMAS: list[dict[str, Any]] = [
    {"date": "2026-12-23", "closed": False, "from": "08:00", "to": "12:00", "note": "Julfest"},
    {"date": date(2026, 12, 22), "closed": True, "from": "", "to": None},
    {"date": datetime(2026, 12, 24, tzinfo=STOCKHOLM), "closed": False},  # the ordinary hours, although a holiday
    {"date": "2026-12-21", "from": "09:00", "to": "10:00"},
    {"date": "2026-12-21", "from": "14:00", "to": "15:00"},
    {"date": "2026-12-27", "from": "10:00", "to": "12:00"},  # a Sunday
]
# The day and its times; 2026-11-23 is a Monday.
OPEN_AND_CLOSED = [
    (OFFICE, (), "2026-11-23", "08:00 16:29:59", "00:00 07:59 16:30"),
    (OFFICE, (), "2026-11-27", "12:00", "07:59 16:30"),
    (OFFICE, (), "2026-11-28", "", "12:00"),
    (NIGHT, (), "2026-11-27", "22:00 23:59:59", "00:00 03:00 21:59"),
    (NIGHT, (), "2026-11-28", "00:00 05:59", "06:00 22:00"),
    (NIGHT, [{"date": date(2026, 11, 27), "closed": True}], "2026-11-28", "", "03:00"),
    (hours("22:00", "06:00"), (), "2026-12-24", "03:00", "23:00"),  # it began on the 23rd, no holiday
    (hours("18:00", "24:00"), (), "2026-11-23", "23:59", "00:00"),
    (hours("18:00", "00:00"), (), "2026-11-23", "23:59", "00:00"),
    (OFFICE, CHRISTMAS, "2026-12-21", "09:30 14:30", "12:00"),
    (OFFICE, CHRISTMAS, "2026-12-22", "", "09:00"),
    (OFFICE, CHRISTMAS, "2026-12-23", "09:00", "13:00"),
    (OFFICE, CHRISTMAS, "2026-12-24", "09:00", "17:00"),
    (OFFICE, CHRISTMAS, "2026-12-27", "11:00", "09:00"),
    (OFFICE, [*CHRISTMAS, {"date": "2026-12-21", "closed": True}], "2026-12-21", "", "09:30 14:30"),
]


@pytest.mark.parametrize(("rows", "exceptions", "day", "opened", "closed"), OPEN_AND_CLOSED)
def test_open_and_closed(rows: Any, exceptions: Any, day: str, opened: str, closed: str) -> None:
    for at in opened.split():
        assert is_open(rows, sweden(f"{day} {at}"), exceptions), at
        assert is_open(rows, sweden(f"{day} {at}"), exceptions[::-1]), at
    for at in closed.split():
        assert not is_open(rows, sweden(f"{day} {at}"), exceptions), at


def test_a_moment_is_read_in_swedish_time_wherever_it_was_taken() -> None:
    assert is_open(OFFICE, datetime(2026, 11, 23, 7, 0, tzinfo=UTC))
    assert not is_open(OFFICE, datetime(2026, 7, 1, 14, 30, tzinfo=UTC))
    assert is_open(OFFICE, datetime(2026, 7, 1, 6, 0, tzinfo=UTC))


def test_a_naive_moment_is_an_error() -> None:
    with pytest.raises(ValueError, match="aware"):
        is_open(OFFICE, datetime(2026, 11, 23, 12))
    with pytest.raises(ValueError, match="aware"):
        next_opening(OFFICE, datetime(2026, 11, 23, 12))


def test_no_rows_are_always_open_even_on_holidays_but_for_exceptions() -> None:
    christmas = sweden("2026-12-24 03:00")
    assert is_open([], christmas)
    assert next_opening([], christmas) == christmas
    closed = [{"date": "2026-12-24", "closed": True}]
    assert not is_open([], christmas, closed)
    assert next_opening([], christmas, closed) == sweden("2026-12-25 00:00")


HOLIDAYS = ["01-01", "01-06", "04-03", "04-06", "05-01", "05-14", "06-06", "06-19", "06-20", "12-24", "12-25", "12-31"]


@pytest.mark.parametrize("day", HOLIDAYS)
def test_holidays_and_the_three_eves_are_closed(day: str) -> None:
    noon = sweden(f"2026-{day} 12:00")
    every_day = hours("08:00", "16:00")
    assert not is_open(every_day, noon)
    assert is_open(every_day, noon, holidays_closed=False)
    assert is_open(every_day, noon, [{"date": f"2026-{day}", "from": "10:00", "to": "13:00"}])


def test_sundays_and_half_holidays_are_ordinary_days() -> None:
    for day in ("2026-11-22", "2026-01-05", "2026-04-02", "2026-04-30", "2026-10-30"):
        assert is_open(hours("08:00", "16:00"), sweden(f"{day} 12:00"))
    assert date(2025, 6, 20) in public_holidays(2025)  # midsommarafton moves
    assert date(2026, 6, 20) in public_holidays(2026)


def test_holidays_are_worked_out_once_a_year() -> None:
    public_holidays.cache_clear()
    for _round in range(20):
        is_open(OFFICE, sweden("2026-11-23 12:00"))
    assert public_holidays.cache_info().misses == 1


# --- summer time begins 2026-03-29 02:00 -> 03:00 and ends 2026-10-25 03:00 -> 02:00


def test_the_lost_hour_of_spring() -> None:
    early = hours("02:30", "05:00")
    before = sweden("2026-03-29 01:59:59")
    assert not is_open(early, before)
    assert is_open(early, before + timedelta(seconds=1))
    assert next_opening(early, before) == sweden("2026-03-29 03:00")
    swallowed = hours("02:10", "02:50")
    assert next_opening(swallowed, sweden("2026-03-29 00:00")) == sweden("2026-03-30 02:10")


def test_the_double_hour_of_autumn() -> None:
    early = hours("02:30", "05:00")
    assert not is_open(early, sweden("2026-10-25 02:29"))
    assert is_open(early, sweden("2026-10-25 02:30"))
    assert is_open(early, sweden("2026-10-25 02:10", fold=1))  # opened fifty minutes ago
    late = hours("20:00", "02:30")
    assert not is_open(late, sweden("2026-10-25 02:10", fold=1))
    opening = next_opening(early, sweden("2026-10-25 01:00")) or datetime.max
    assert opening.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)


def test_office_hours_hold_on_both_sides_of_the_change() -> None:
    for day in ("2026-03-28", "2026-03-29", "2026-03-30", "2026-10-24", "2026-10-25", "2026-10-26"):
        rows = hours("08:00", "16:30")
        assert [is_open(rows, sweden(f"{day} {at}")) for at in ("07:59", "08:00", "16:29", "16:30")] == [
            False,
            True,
            True,
            False,
        ]


# --- next opening


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-23 12:00", "2026-11-23 12:00"),
        ("2026-11-23 06:00", "2026-11-23 08:00"),
        ("2026-11-23 16:30", "2026-11-24 08:00"),
        ("2026-11-27 18:00", "2026-11-30 08:00"),
        ("2026-12-23 18:00", "2026-12-28 08:00"),
        ("2026-06-18 17:00", "2026-06-22 08:00"),
    ],
)
def test_next_opening(moment: str, opens: str) -> None:
    opening = next_opening(OFFICE, sweden(moment)) or datetime.max
    assert opening == sweden(opens)
    assert opening.tzinfo is STOCKHOLM


def test_next_opening_minds_exceptions_and_lunch() -> None:
    rows = [*hours("13:00", "16:00", 1), *hours("08:00", "12:00", 1)]
    assert next_opening(rows, sweden("2026-11-23 12:00")) == sweden("2026-11-23 13:00")
    exceptions = [{"date": "2026-11-28", "from": "10:00", "to": "11:00"}]
    assert next_opening(OFFICE, sweden("2026-11-27 18:00"), exceptions) == sweden("2026-11-28 10:00")


def test_what_never_opens_has_no_next_opening() -> None:
    closed = [{"date": date(2026, 11, 23) + timedelta(days=step), "closed": True} for step in range(420)]
    assert next_opening(OFFICE, sweden("2026-11-23 06:00"), closed) is None


MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))
CLOCKS = st.integers(0, 1439).map(lambda minutes: f"{minutes // 60:02}:{minutes % 60:02}")
ROWS = st.tuples(CLOCKS, CLOCKS, st.sets(st.integers(1, 7), min_size=1)).filter(lambda row: row[0] != row[1])


@settings(max_examples=200, deadline=None)
@given(MOMENTS, st.lists(ROWS.map(lambda row: hours(row[0], row[1], *row[2])[0]), min_size=1, max_size=3))
def test_the_next_opening_is_open_and_nothing_before_it_is(at: datetime, rows: list[dict[str, Any]]) -> None:
    opening = next_opening(rows, at)
    assert opening is not None
    assert is_open(rows, opening)
    if opening > at:
        assert not is_open(rows, at)
        assert not is_open(rows, opening - timedelta(seconds=1))


# --- in words


TWO_SHIFTS = [*hours("08:00", "12:00", 3), *hours("13:00", "16:00", 2, 1), *hours("08:00", "12:00", 1, 2)]
IN_WORDS = [
    (OFFICE, [("Mon–Fri", "08:00–16:30")]),
    ([], [("every day", "around the clock")]),
    (hours("00:00", "24:00"), [("every day", "around the clock")]),
    (hours("22:00", "06:00", 5), [("Fri", "22:00–06:00")]),
    (hours("18:00", "24:00", 6, 7), [("Sat–Sun", "18:00–24:00")]),
    (hours("18:00", "00:00", 6), [("Sat", "18:00–24:00")]),
    (hours("08:00", "12:00", 5, 1, 1, 3, 4), [("Mon, Wed–Fri", "08:00–12:00")]),
    (TWO_SHIFTS, [("Mon–Tue", "08:00–12:00, 13:00–16:00"), ("Wed", "08:00–12:00")]),
]


@pytest.mark.parametrize(("rows", "words"), IN_WORDS)
def test_the_week_in_words(rows: list[dict[str, Any]], words: list[tuple[str, str]]) -> None:
    with override("en"):
        assert describe(rows) == words


def test_the_week_in_other_languages() -> None:
    with override("sv"):
        assert describe(OFFICE) == [("mån–fre", "08:00–16:30")]
    with override("ar"):
        assert describe(OFFICE)[0][0].isascii() is False


# --- bad data


def row(days: Any = (1,), start: Any = "08:00", end: Any = "16:00") -> dict[str, Any]:
    return {"days": days, "from": start, "to": end}


BAD_HOURS = [
    (None, "not a list"),
    ("08:00", "not a list"),
    (row(), "not a list"),
    (["08:00"], "Row 1: these are no hours"),
    ([*OFFICE, row([6], "8")], "Row 2: “8” is not a time"),
    ([row(end="25:00")], "Row 1: “25:00” is not a time"),
    ([row(end="24:01")], "“24:01” is not a time"),
    ([row(end="16:60")], "“16:60” is not a time"),
    ([row(start="0٨:0٠")], "is not a time"),
    ([row(start="08:00\n")], "is not a time"),
    ([{"days": [1], "from": "08:00"}], "Row 1: “” is not a time"),
    ([row(start=8, end=16)], "“8” is not a time"),
    ([row(end="08:00")], "Row 1: the hours are empty"),
    ([row(start="24:00")], "Row 1: the hours are empty"),
    *[([row(days)], "Row 1: choose weekdays") for days in (None, [], [0], [8], [True], ["1"], "15", 1)],
    ([*OFFICE, *hours("16:00", "18:00", 3)], "The hours overlap: Wednesday"),
    ([*hours("22:00", "06:00", 1), *hours("05:00", "07:00", 2)], "The hours overlap: Tuesday"),
    ([*hours("22:00", "06:00", 7), *hours("05:00", "07:00", 1)], "The hours overlap: Monday"),
    ([*OFFICE, *OFFICE], "The hours overlap"),
]


@pytest.mark.parametrize(("rows", "message"), BAD_HOURS)
def test_bad_hours_are_named(rows: Any, message: str) -> None:
    with override("en"), pytest.raises(ValidationError) as caught:
        validate_hours(rows)
    assert message in caught.value.messages[0]


HALVES = [*hours("08:00", "12:00"), *hours("12:00", "16:00")]


@pytest.mark.parametrize("rows", [[], (), OFFICE, NIGHT, HALVES, hours("00:00", "24:00"), hours("06:00", "05:59")])
def test_good_hours_pass(rows: Any) -> None:
    validate_hours(rows)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ({}, "not a list"),
        ([1], "Exception 1: these are no hours"),
        ([{"closed": True}], "Exception 1: “” is not a date"),
        ([{"date": "24/12", "closed": True}], "“24/12” is not a date"),
        ([{"date": "2026-02-30"}], "“2026-02-30” is not a date"),
        ([*CHRISTMAS, {"date": "2026-12-30", "from": "08:00"}], "Exception 7: “” is not a time"),
    ],
)
def test_bad_exceptions_are_named(rows: Any, message: str) -> None:
    with override("en"), pytest.raises(ValidationError) as caught:
        validate_exceptions(rows)
    assert message in caught.value.messages[0]


def test_bad_data_never_counts_as_open_or_closed() -> None:
    validate_exceptions(CHRISTMAS)
    for question in (is_open, next_opening):
        with pytest.raises(ValidationError):
            question(hours("08:00", "25:00"), sweden("2026-11-23 12:00"))
        with pytest.raises(ValidationError):
            question(OFFICE, sweden("2026-11-23 12:00"), [{"date": "x"}])
    with pytest.raises(ValidationError):
        describe([{"days": [1]}])
