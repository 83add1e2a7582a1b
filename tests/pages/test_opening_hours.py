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


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-23 07:59", False),  # a Monday
        ("2026-11-23 08:00", True),
        ("2026-11-23 16:29:59", True),
        ("2026-11-23 16:30", False),
        ("2026-11-27 12:00", True),
        ("2026-11-28 12:00", False),
    ],
)
def test_office_hours(moment: str, opened: bool) -> None:
    assert is_open(OFFICE, sweden(moment)) is opened


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


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-11-27 21:59", False),
        ("2026-11-27 22:00", True),
        ("2026-11-28 00:00", True),
        ("2026-11-28 05:59", True),
        ("2026-11-28 06:00", False),
        ("2026-11-27 03:00", False),
        ("2026-11-28 22:00", False),
    ],
)
def test_hours_over_midnight_belong_to_the_day_on_which_they_begin(moment: str, opened: bool) -> None:
    assert is_open(NIGHT, sweden(moment)) is opened


def test_a_night_that_began_before_a_holiday_goes_on_into_it() -> None:
    nights = hours("22:00", "06:00")
    assert is_open(nights, sweden("2026-12-24 03:00"))  # began on the 23rd
    assert not is_open(nights, sweden("2026-12-24 23:00"))
    closed = [{"date": date(2026, 11, 27), "closed": True}]
    assert not is_open(NIGHT, sweden("2026-11-28 03:00"), closed)


def test_midnight_may_be_written_both_ways() -> None:
    for end in ("24:00", "00:00"):
        evening = hours("18:00", end)
        assert is_open(evening, sweden("2026-11-23 23:59"))
        assert not is_open(evening, sweden("2026-11-24 00:00"))


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


CHRISTMAS: list[dict[str, Any]] = [
    {"date": "2026-12-23", "closed": False, "from": "08:00", "to": "12:00", "note": "Julfest"},
    {"date": date(2026, 12, 22), "closed": True, "from": "", "to": None},
    {"date": datetime(2026, 12, 24, tzinfo=STOCKHOLM), "closed": False},
    {"date": "2026-12-21", "from": "09:00", "to": "10:00"},
    {"date": "2026-12-21", "from": "14:00", "to": "15:00"},
    {"date": "2026-12-27", "from": "10:00", "to": "12:00"},
]


@pytest.mark.parametrize(
    ("moment", "opened"),
    [
        ("2026-12-23 09:00", True),
        ("2026-12-23 13:00", False),
        ("2026-12-22 09:00", False),
        ("2026-12-24 09:00", True),  # the ordinary hours, although a holiday
        ("2026-12-24 17:00", False),
        ("2026-12-21 09:30", True),
        ("2026-12-21 12:00", False),
        ("2026-12-21 14:30", True),
        ("2026-12-27 11:00", True),  # a Sunday
    ],
)
def test_exceptions_replace_the_hours_of_their_date(moment: str, opened: bool) -> None:
    assert is_open(OFFICE, sweden(moment), CHRISTMAS) is opened
    assert is_open(OFFICE, sweden(moment), CHRISTMAS[::-1]) is opened


def test_closed_beats_other_exceptions_of_the_date() -> None:
    both = [{"date": "2026-11-23", "from": "08:00", "to": "12:00"}, {"date": "2026-11-23", "closed": True}]
    for exceptions in (both, both[::-1]):
        assert not is_open(OFFICE, sweden("2026-11-23 09:00"), exceptions)


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
    opening = next_opening(early, sweden("2026-10-25 01:00"))
    assert opening is not None
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
    opening = next_opening(OFFICE, sweden(moment))
    assert opening == sweden(opens)
    assert opening is not None and opening.tzinfo is STOCKHOLM  # noqa: PT018 - the first half is for the second


def test_next_opening_minds_exceptions_and_lunch() -> None:
    rows = [*hours("13:00", "16:00", 1), *hours("08:00", "12:00", 1)]
    assert next_opening(rows, sweden("2026-11-23 12:00")) == sweden("2026-11-23 13:00")
    exceptions = [{"date": "2026-11-28", "from": "10:00", "to": "11:00"}]
    assert next_opening(OFFICE, sweden("2026-11-27 18:00"), exceptions) == sweden("2026-11-28 10:00")


def test_what_never_opens_has_no_next_opening() -> None:
    closed = [{"date": sweden("2026-11-23").date() + timedelta(days=step), "closed": True} for step in range(420)]
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


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (OFFICE, [("mån–fre", "08:00–16:30")]),
        ([], [("alla dagar", "dygnet runt")]),
        (hours("00:00", "24:00"), [("alla dagar", "dygnet runt")]),
        (hours("22:00", "06:00", 5), [("fre", "22:00–06:00")]),
        (hours("18:00", "24:00", 6, 7), [("lör–sön", "18:00–24:00")]),
        (hours("18:00", "00:00", 6), [("lör", "18:00–24:00")]),
        (hours("08:00", "12:00", 5, 1, 3, 4), [("mån, ons–fre", "08:00–12:00")]),
        (
            [*hours("13:00", "16:00", 1, 2), *hours("08:00", "12:00", 1, 2, 3)],
            [("mån–tis", "08:00–12:00, 13:00–16:00"), ("ons", "08:00–12:00")],
        ),
    ],
)
def test_the_week_in_words(rows: list[dict[str, Any]], words: list[tuple[str, str]]) -> None:
    with override("en"):
        swedish = {"mån": "Mon", "tis": "Tue", "ons": "Wed", "fre": "Fri", "lör": "Sat", "sön": "Sun"}
        swedish |= {"alla dagar": "every day", "dygnet runt": "around the clock"}
        assert describe(rows) == [tuple(_replace(text, swedish) for text in pair) for pair in words]
    if rows and words[0][0] != "alla dagar":
        with override("sv"):
            assert describe(rows) == words


def _replace(text: str, words: dict[str, str]) -> str:
    for swedish, english in words.items():
        text = text.replace(swedish, english)
    return text


# --- bad data


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (None, "not a list"),
        ("08:00", "not a list"),
        ({"days": [1]}, "not a list"),
        (["08:00"], "Row 1: these are no hours"),
        ([*OFFICE, {"days": [6], "from": "8", "to": "16:00"}], "Row 2: “8” is not a time"),
        (hours("08:00", "25:00"), "Row 1: “25:00” is not a time"),
        (hours("08:00", "24:01"), "“24:01” is not a time"),
        (hours("08:00", "16:60"), "“16:60” is not a time"),
        (hours("٠٨:٠٠", "16:00"), "is not a time"),
        (hours("08:00\n", "16:00"), "is not a time"),
        ([{"days": [1], "from": "08:00"}], "Row 1: “” is not a time"),
        ([{"days": [1], "from": 8, "to": 16}], "“8” is not a time"),
        (hours("08:00", "08:00"), "Row 1: the hours are empty"),
        (hours("24:00", "08:00"), "Row 1: the hours are empty"),
        ([{"from": "08:00", "to": "16:00"}], "Row 1: choose weekdays"),
        ([{"days": [], "from": "08:00", "to": "16:00"}], "choose weekdays"),
        ([{"days": [0], "from": "08:00", "to": "16:00"}], "choose weekdays"),
        ([{"days": [8], "from": "08:00", "to": "16:00"}], "choose weekdays"),
        ([{"days": [True], "from": "08:00", "to": "16:00"}], "choose weekdays"),
        ([{"days": ["1"], "from": "08:00", "to": "16:00"}], "choose weekdays"),
        ([{"days": "15", "from": "08:00", "to": "16:00"}], "choose weekdays"),
        ([*OFFICE, *hours("16:00", "18:00", 3)], "The hours overlap: Wednesday"),
        ([*hours("22:00", "06:00", 1), *hours("05:00", "07:00", 2)], "The hours overlap: Tuesday"),
        ([*hours("22:00", "06:00", 7), *hours("05:00", "07:00", 1)], "The hours overlap: Monday"),
        ([*OFFICE, *OFFICE], "The hours overlap"),
    ],
)
def test_bad_hours_are_named(rows: Any, message: str) -> None:
    with override("en"), pytest.raises(ValidationError) as caught:
        validate_hours(rows)
    assert message in caught.value.messages[0]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        (),
        OFFICE,
        NIGHT,
        hours("00:00", "24:00"),
        [*hours("08:00", "12:00"), *hours("12:00", "16:00")],
        hours("06:00", "05:59"),
    ],
)
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
