"""The telephone register: each number once, by the clock and by the reader's area, in one query."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page

from pages.contacts import phone_book
from pages.models import Contact
from tests import factories as make

OFFICE = [([1, 2, 3, 4, 5], "08:00", "16:30")]
DAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
NIGHT = datetime(2026, 11, 24, 22, 0, tzinfo=ZoneInfo("Europe/Stockholm"))
SUNDAY = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


@pytest.fixture
def register(home: Page) -> None:
    night = make.ContactFactory(code="jouren", name="jouren", numbers=[make.number("08-465 009 99")])
    make.ContactFactory(
        code="dagen", name="dagen", numbers=[make.number("08-465 001 11", hours=OFFICE)], fallback=night
    )
    make.ContactFactory(
        code="delad", numbers=[make.number("1", area="norra"), make.number("2", area="sodra"), make.number("3")]
    )


def shown(code: str, at: datetime = DAY, areas: tuple[str, ...] = ()) -> list[tuple[str, bool]]:
    return [(line.number, line.open_now) for line in phone_book([code], at=at, areas=lambda: areas)[code]]


def test_open_and_closed(register: None) -> None:
    assert shown("dagen", DAY) == [("08-465 001 11", True)]
    assert shown("dagen", NIGHT) == [("08-465 001 11", False)]
    assert shown("jouren", NIGHT) == [("08-465 009 99", True)]


def test_the_fallback_comes_when_closed(register: None) -> None:
    assert phone_book(["dagen"], at=DAY)["dagen"][0].instead == ()
    for moment in (NIGHT, SUNDAY):
        line = phone_book(["dagen"], at=moment)["dagen"][0]
        assert [other.number for other in line.instead] == ["08-465 009 99"]
        assert line.instead[0].open_now


def test_two_that_fall_back_on_each_other_end(register: None) -> None:
    Contact.objects.filter(code="jouren").update(
        fallback=Contact.objects.get(code="dagen"), numbers=[make.number("9", hours=OFFICE)]
    )
    line = phone_book(["dagen"], at=NIGHT)["dagen"][0]
    assert [other.number for other in line.instead] == ["9"]
    assert line.instead[0].instead == ()


def test_area(register: None) -> None:
    assert [number for number, _open in shown("delad", areas=("norra",))] == ["1", "3"]
    assert [number for number, _open in shown("delad", areas=("sodra", "lan"))] == ["2", "3"]
    assert [number for number, _open in shown("delad")] == ["1", "2", "3"]
    assert [number for number, _open in shown("delad", areas=("annan",))] == ["1", "2", "3"]


def test_areas_are_asked_only_when_numbers_differ(register: None) -> None:
    def fail() -> Any:
        raise AssertionError("asked")

    phone_book(["dagen", "jouren"], at=DAY, areas=fail)
    with pytest.raises(AssertionError, match="asked"):
        phone_book(["delad"], at=DAY, areas=fail)


def test_one_query_whatever_the_number_of_codes(register: None) -> None:
    phone_book(["dagen"])
    with CaptureQueriesContext(connection) as queries:
        assert set(phone_book(["dagen", "jouren", "finns-inte"], at=NIGHT)) == {"dagen", "jouren"}
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        phone_book(["dagen", "jouren", "delad"], at=NIGHT)
    assert len(queries) == 2  # the names of the areas to choose between
    with CaptureQueriesContext(connection) as queries:
        assert phone_book([]) == {}
    assert len(queries) == 0


def test_a_translated_row_gives_the_name_and_the_source_row_the_number(register: None) -> None:
    english = Locale.objects.get(language_code="en")
    source = Contact.objects.get(code="jouren")
    copy = source.copy_for_translation(english)
    copy.name, copy.numbers = "emergency duty", [("number", {"area": "", "number": "0", "hours": [], "note": ""})]
    copy.save()
    line = phone_book(["jouren"], at=DAY, locale=english)["jouren"][0]
    assert (line.name, line.number) == ("emergency duty", "08-465 009 99")
    assert phone_book(["jouren"], at=DAY)["jouren"][0].name == "jouren"


def test_what_is_dialled(home: Page) -> None:
    make.ContactFactory(code="x", numbers=[make.number("+46 (0)8-465 001–11")])
    assert phone_book(["x"], at=DAY)["x"][0].dial == "tel:+460846500111"


def test_a_contact_without_numbers(home: Page) -> None:
    make.ContactFactory(code="tom", numbers=[])
    assert phone_book(["tom"]) == {"tom": []}


def test_hours_that_make_no_sense_are_refused(home: Page) -> None:
    from django.core.exceptions import ValidationError

    block = Contact._meta.get_field("numbers").stream_block
    raw = [make.number("1", hours=[([1], "16:00", "16:00")])]
    with pytest.raises(ValidationError):
        block.clean(block.to_python(raw))
