"""The detector finds every spelling of a number of a person, and nothing that only looks like one.

The only real numbers here are test numbers that Skatteverket publishes; all others are computed.
"""

import re
import time
from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models.signals import pre_save
from django.test.utils import isolate_apps
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.blocks import ListBlock, RichTextBlock
from wagtail.fields import StreamField
from wagtail.rich_text import RichText

from pages.personal_data import (
    Finding,
    FindingKind,
    PersonalDataError,
    PersonalDataModelMixin,
    Severity,
    check_model_instance,
    describe,
    find_personal_data,
    guard_pre_save,
    install_guard,
    validate_no_personal_data,
    walk_text,
)

TODAY = date(2026, 11, 23)
TOLVAN = "191212121212"
PUBLISHED = [
    TOLVAN, "194408139089", "199006022397", "199107172380", "190104132386", "200001052380", "195711212893",
    "196107293059", "197912309296", "195005050512", "190301249801", "193805028432", "199912282382",
]  # fmt: skip
NBSP, THIN, EN_DASH, MINUS, ZERO_WIDTH, SOFT_HYPHEN = (
    "\u00a0",
    "\u2009",
    "\u2013",
    "\u2212",
    "\u200b",
    "\u00ad",
)
SPELLINGS: dict[str, Callable[[str], str]] = {
    "12 digits": lambda n: n,
    "12 digits, hyphen": lambda n: f"{n[:8]}-{n[8:]}",
    "10 digits": lambda n: n[2:],
    "10 digits, hyphen": lambda n: f"{n[2:8]}-{n[8:]}",
    "en dash": lambda n: f"{n[2:8]}{EN_DASH}{n[8:]}",
    "minus": lambda n: f"{n[:8]}{MINUS}{n[8:]}",
    "spaced hyphen": lambda n: f"{n[:8]} - {n[8:]}",
    "space": lambda n: f"{n[:8]} {n[8:]}",
    "no-break space": lambda n: f"{n[2:8]}{NBSP}{n[8:]}",
    "thin space": lambda n: f"{n[2:8]}{THIN}{n[8:]}",
    "century apart": lambda n: f"{n[:2]} {n[2:8]}-{n[8:]}",
    "century apart, the rest together": lambda n: f"{n[:2]} {n[2:]}",
    "by meaning": lambda n: f"{n[:4]} {n[4:6]} {n[6:8]} {n[8:]}",
    "ISO date": lambda n: f"{n[:4]}-{n[4:6]}-{n[6:8]}-{n[8:]}",
    "dots": lambda n: f"{n[:4]}.{n[4:6]}.{n[6:8]}.{n[8:]}",
    "dots, ten digits": lambda n: f"{n[2:4]}.{n[4:6]}.{n[6:8]}-{n[8:]}",
    "last four halved": lambda n: f"{n[:8]}-{n[8:10]} {n[10:]}",
    "one by one": " ".join,
    "one by one, hyphen": lambda n: f"{' '.join(n[:8])} - {' '.join(n[8:])}",
    "underscore": lambda n: f"{n[:8]}_{n[8:]}",
    "full width": lambda n: n.translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "full width, hyphen": lambda n: f"{n[:8]}\uff0d{n[8:]}".translate({ord("0") + i: 0xFF10 + i for i in range(10)}),
    "Arabic digits": lambda n: f"{n[:8]}-{n[8:]}".translate({ord("0") + i: 0x660 + i for i in range(10)}),
    "zero-width": lambda n: ZERO_WIDTH.join(f"{n[:8]}-{n[8:]}"),
    "soft hyphen": lambda n: f"{n[:8]}{SOFT_HYPHEN}{n[8:]}",
    "soft hyphen and hyphen": lambda n: f"{n[2:8]}{SOFT_HYPHEN}-{n[8:]}",
}


def check_digit(nine: str) -> int:
    """The check digit by the book, independent of the code under test."""
    total = 0
    for place, char in enumerate(nine):
        product = int(char) * (1 if place % 2 else 2)
        total += product - 9 if product > 9 else product
    return -total % 10


def number(born: date, serial: int = 238, *, coordination: bool = False) -> str:
    """A correct number of twelve digits."""
    nine = f"{born:%y%m}{born.day + 60 * coordination:02}{serial:03}"
    return f"{born.year // 100}{nine}{check_digit(nine)}"


def found(text: str) -> list[Finding]:
    return find_personal_data(text, today=TODAY)


def grades(text: str) -> list[tuple[FindingKind, Severity]]:
    return [(finding.kind, finding.severity) for finding in found(text)]


BLOCKED = [(FindingKind.PERSONNUMMER, Severity.BLOCK)]
WARNED = [(FindingKind.PERSONNUMMER, Severity.WARN)]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize("digits", PUBLISHED)
def test_published_test_numbers_block_in_every_spelling(spelling: str, digits: str) -> None:
    spelled = SPELLINGS[spelling](digits)
    text = f"Gäller {spelled}, se ovan."
    (finding,) = found(text)
    assert (finding.kind, finding.severity) == BLOCKED[0]
    assert text[finding.start : finding.end] == spelled


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_coordination_numbers_block_in_every_spelling(spelling: str) -> None:
    text = SPELLINGS[spelling](number(date(1985, 7, 9), coordination=True))
    assert grades(text) == [(FindingKind.SAMORDNINGSNUMMER, Severity.BLOCK)]


WORDS = (
    "barnet rutin 3 år enligt 12 kap. 3 § (2018:1197) kl. 08.30 vägledning; föräldrar, öppna förskolan! å ä ö".split()
)
BORN = st.dates(date(1890, 1, 1), TODAY - timedelta(days=1))
PROSE = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@settings(max_examples=400, deadline=None)
@given(BORN, st.integers(0, 999), st.booleans(), st.sampled_from(sorted(SPELLINGS)), PROSE, PROSE)
def test_any_number_is_found_in_any_prose(  # noqa: PLR0913 - one argument for each thing that varies
    born: date, serial: int, coordination: bool, spelling: str, before: str, after: str
) -> None:
    digits = number(born, serial, coordination=coordination)
    spelled = SPELLINGS[spelling](digits)
    hits = [each for each in found(f"{before} {spelled} {after}") if each.end > len(before) + 1]
    assert hits, f"{spelling}: {spelled}"
    kind = FindingKind.SAMORDNINGSNUMMER if coordination else FindingKind.PERSONNUMMER
    # Some spellings of some numbers are those of a telephone number or a time of day as well, and warn.
    assert hits[0].kind is kind or spelling == "by meaning"
    if spelling in {"12 digits", "12 digits, hyphen", "10 digits, hyphen", "en dash", "minus", "zero-width"}:
        assert hits[0].severity is Severity.BLOCK


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(1, 9))
def test_ten_digits_with_a_wrong_check_digit_are_nothing(nine: str, off: int) -> None:
    wrong = f"{nine}{(check_digit(nine) + off) % 10}"
    assert not found(f"Nummer {wrong}.")
    assert not found(f"Nummer {wrong[:6]}-{wrong[6:]}. Födelsetal 19{wrong}")


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    for finding in found(text):
        assert not re.search(r"\d", finding.excerpt_masked) or finding.kind is FindingKind.JOURNAL


@pytest.mark.parametrize("month_day", ["0001", "1301", "0230", "0431", "0100", "0132", "0160", "0192", "0291", "0491"])
def test_dates_that_do_not_exist_are_nothing(month_day: str) -> None:
    nine = f"85{month_day}238"
    assert not found(f"{nine[:6]}-{nine[6:]}{check_digit(nine)}")


def test_the_century_is_told_by_the_plus_sign() -> None:
    ten = number(date(2000, 2, 29))[2:]
    assert grades(f"{ten[:6]}-{ten[6:]}") == BLOCKED  # 2000 was a leap year
    assert not found(f"{ten[:6]}+{ten[6:]}")  # 1900 was none
    old = number(date(1912, 12, 12), 121)[2:]
    for plus in ("+", "\uff0b"):
        assert grades(f"{old[:6]}{plus}{old[6:]}") == BLOCKED


def test_nobody_is_born_tomorrow() -> None:
    assert grades(number(TODAY)) == BLOCKED
    assert not found(number(TODAY + timedelta(days=1)))
    assert not found("16" + TOLVAN[2:]) and not found("21" + TOLVAN[2:])
    assert find_personal_data(number(date.today()))  # noqa: DTZ011 - the day where the test runs will do


TEN = number(date(1985, 7, 9))[2:]
CLEARLY_OTHER = {
    "EAN": f"735{TEN}",
    "longer run before": f"1{TEN}",
    "longer run after": f"{TEN}1",
    "longer run, soft hyphen": f"{TEN}{SOFT_HYPHEN}1",
    "14 digits": f"{TOLVAN}00",
    "ISBN": f"ISBN 978-91-{TEN[:5]}-{TEN[5:9]}-{TEN[9]}",
    "ISBN 10": "ISBN 91-01-23456-7",
    "telephone, international": f"+46 {TEN[:3]}-{TEN[3:6]} {TEN[6:8]} {TEN[8:]}",
    "telephone, E.164": "+4611121212",
    "telephone, zeros": f"0046 {TEN}",
    "telephone, (0)": f"+46 (0){TEN}",
    "organisation": "556677-8899",
    "organisation, twelve digits": "165566778899",
    "law": "Socialtjänstlag (2025:400), SFS 2018:1197, 12 kap. 3 §, prop. 2024/25:65",
    "diary number": "RS 2019-00123, 2.1.1-12345/2024, FC 2026/14, HSN 2018/0123-4",
    "account": "8327-9, 123 456 789-0; 5051-12 12 121",
    "bankgiro": "123-4567, 1234-5678, plusgiro 12 34 56-7",
    "colon": f"{TEN[:6]}:{TEN[6:]}",
    "checksum of an image": f"7c4a8d09ca{TEN}f61e20",
    "UUID": f"3f0c9f5e-12ab-4abc-9def-ab{TEN}",
    "numbers of a list": "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15",
    "years": "2018 2019 2020 2021 2022 2023",
}


@pytest.mark.parametrize("what", CLEARLY_OTHER)
def test_other_numbers_are_nothing(what: str) -> None:
    assert not found(CLEARLY_OTHER[what])


def test_dates_times_and_periods_are_never_blocked() -> None:
    days = [date(2026, 1, 1) + timedelta(days=step) for step in range(365)]
    text = [f"Gäller {day}–{day + timedelta(days=31)}, {day} 08.30–16.30" for day in days]
    text += [
        f"{day:%Y%m%d}-{day + timedelta(days=31):%Y%m%d}; {day:%y%m%d}-{day + timedelta(days=31):%y%m%d}"
        for day in days
    ]
    past = [f"{day - timedelta(days=3650)} {hour:02}30" for day in days for hour in range(24)]
    assert not found("\n".join(text).replace("\n", ";\n"))
    assert {finding.severity for finding in found(";".join(past))} == {Severity.WARN}


MOBILE = number(date(2007, 1, 23))[2:]  # also a mobile telephone number


@pytest.mark.parametrize(
    "text",
    [
        f"{MOBILE[:3]}-{MOBILE[3:6]} {MOBILE[6:8]} {MOBILE[8:]}",
        f"{MOBILE[:3]}-{MOBILE[3:]}",
        f"{MOBILE[:4]}-{MOBILE[4:6]} {MOBILE[6:8]} {MOBILE[8:]}",
        f"Tel: {MOBILE}",
        f"Ring mig gärna på {MOBILE}",
        f"{TEN[:3]} {TEN[3:6]} {TEN[6:]}",
        f"{TEN[:6]}\n{TEN[6:]}",
        f"{TEN}-2",
        "Rum 9 10 11 12 13 14 15",
    ],
)
def test_doubtful_spellings_only_warn(text: str) -> None:
    assert grades(text) == WARNED


@pytest.mark.parametrize(
    "text",
    [
        MOBILE,
        f"Telefon saknas, personnummer {MOBILE}",
        f"Journal {MOBILE}",
        f"{MOBILE[:6]}-{MOBILE[6:]}",
        f"3300-{TEN[:6]}-{TEN[6:]}",
        f"2024-05-01-{TEN[:6]}-{TEN[6:]}-remiss",
        f"pnr{TEN[:6]}-{TEN[6:]}x",
        f"1,{TEN},3",
        f"nr 3 {TEN[:6]}-{TEN[6:]} 12",
        f"född {TEN[:2]} {TEN[2:4]} {TEN[4:6]} {TEN[6:]}",
    ],
)
def test_clear_spellings_block_whatever_stands_around(text: str) -> None:
    assert grades(text) == BLOCKED


def test_a_table_gives_each_number_with_its_line_and_no_digit() -> None:
    findings = found("\n".join(f"{each[:8]}-{each[8:]}" for each in PUBLISHED))
    assert [finding.line for finding in findings] == list(range(1, len(PUBLISHED) + 1))
    assert {finding.excerpt_masked for finding in findings} == {"••••••••-••••"}


@pytest.mark.parametrize(
    "text",
    [
        "19900101-A123",
        "900101-12T4",
        "19900101A123",
        "1990-01-01 TF12",
        "19900101–1M23",
        "00342145-BZ31",
        "22950606-FH20",
    ],
)
def test_reserve_numbers_warn(text: str) -> None:
    assert grades(f"Patient {text}.") == [(FindingKind.RESERVNUMMER, Severity.WARN)]


@pytest.mark.parametrize("text", ["2026-01-01 till", "20260101-ABCD", "19901301-A123", "20260305T1630", "190101-v123b"])
def test_dates_before_words_are_no_reserve_numbers(text: str) -> None:
    assert not found(text)


@pytest.mark.parametrize(
    "text", ["Mamma nås på 031-12 34 56", "+46 70 123 45 67 till barnets pappa", "barnet: 0701-234567"]
)
def test_the_telephone_of_a_family_warns(text: str) -> None:
    (finding,) = found(text)
    assert (finding.kind, finding.severity) == (FindingKind.RELATIVE, Severity.WARN)
    assert not re.search(r"\d", finding.excerpt_masked)


@pytest.mark.parametrize(
    "text",
    [
        "Ring 1177 om barnet är sjukt",
        "Mamma\n031-12 34 56",
        "Socialjour 031-12 34 56",
        "personen 031-12 34 56",
    ],
)
def test_other_telephone_numbers_do_not_warn(text: str) -> None:
    assert not found(text)


def test_the_wording_of_a_record_warns_once_for_each_phrase() -> None:
    text = "Journalanteckning. Pat. inkom med feber. Modern uppger oro. Ny journalanteckning: pat. mår bättre."
    phrases = [
        (finding.excerpt_masked, finding.start) for finding in found(text) if finding.kind is FindingKind.JOURNAL
    ]
    assert phrases == [("journalanteckning", 0), ("pat.", 19), ("inkom med", 24), ("modern uppger", 41)]
    assert not found("En patientgrupp; uppgift, kompat. Journalsystemet används inte här.")


PROSE_MB = "Barnen och familjerna får stöd av personalen på familjecentralen, varje vecka, enligt rutin. " * 10_800


def test_a_megabyte_without_findings_is_read_in_no_time() -> None:
    assert len(PROSE_MB) > 1_000_000
    times = []
    for _round in range(3):
        start = time.perf_counter()
        assert not found(PROSE_MB)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.25  # 0.03 s on the machine where it was written


# --- walking


def blocked_places(value: Any) -> list[str]:
    return [place for place, text in walk_text(value) for each in found(text) if each.severity is Severity.BLOCK]


@pytest.mark.parametrize(
    "markup",
    [
        "<p>Pnr <b>19121212</b>-1212</p>",
        "<p>1912<i>12</i>12<a href='/x'>-</a>1212</p>",
        "19121212&#45;1212",
        "19121212&ndash;1212",
        "19121212&shy;-1212",
        "19121212<!-- x -->-1212",
        "19121212-1212<sup>1</sup>",
        "5 < 6 19121212-1212",
        "19121212<wbr>-1212",
    ],
)
def test_numbers_split_by_markup_are_found(markup: str) -> None:
    assert blocked_places(markup) == [""]


@pytest.mark.parametrize(
    "tag",
    ['<a href="/x?p=19121212-1212">här</a>', '<img alt="19121212-1212">', '<a href="/19121212%2D1212">'],
)
def test_numbers_in_tags_are_found(tag: str) -> None:
    assert blocked_places([tag]) == ["1.tags"]


def test_blocks_of_html_do_not_run_together() -> None:
    assert not blocked_places("<p>19121212</p><p>1212</p>")
    assert list(walk_text("<td>1</td><td>2</td>"))[0] == ("", "\n1\n\n2\n")


def test_a_url_is_read_unquoted() -> None:
    assert blocked_places("https://example.org/?a=1&b=19121212%2D1212") == [""]


@pytest.mark.parametrize(
    ("value", "places"),
    [
        (None, []),
        (b"191212121212", []),
        (True, []),
        (191212121212, [""]),
        ({"a": {"b": ["x", "19121212-1212"]}}, ["a.b.2"]),
        ({"19121212-1212": None}, [""]),
        (("x", {"19121212-1212"}), ["2.1"]),
        ([{"type": "text", "value": "19121212-1212", "id": TOLVAN}], ["1.text"]),
        ({"type": "x", "value": "y", "note": "19121212-1212"}, ["note"]),
        (RichText("<b>19121212</b>-1212"), [""]),
        (
            SimpleNamespace(get_prep_value=lambda: [{"type": "a", "value": {"t": TOLVAN}, "id": "1"}]),
            ["1.a.t"],
        ),
    ],
)
def test_structures_are_walked_with_places(value: Any, places: list[str]) -> None:
    assert blocked_places(value) == places


# --- models, validator, guard


@pytest.fixture
def note() -> Any:
    """An instance of a model with one field of each kind; the model lives in a registry of its own."""
    with isolate_apps():

        class Note(PersonalDataModelMixin, models.Model):
            title = models.CharField(max_length=100, blank=True)
            body = models.TextField(blank=True)
            slug = models.SlugField(blank=True)
            link = models.URLField(blank=True)
            extra = models.JSONField(default=dict, blank=True)
            file = models.FileField(blank=True)
            blocks = StreamField([("text", RichTextBlock()), ("many", ListBlock(RichTextBlock()))], blank=True)
            derived = models.CharField(max_length=100, blank=True, editable=False)
            count = models.IntegerField(default=0)

            class Meta:
                app_label = "pages"

        yield Note()


STREAM = [{"type": "text", "value": "<p>x</p>"}, {"type": "many", "value": ["x", "<b>19121212</b>-1212"]}]
FILLED = [
    ("title", "19121212-1212", ""),
    ("body", "a\n19121212-1212", ""),
    ("slug", "moten-19121212-1212", ""),
    ("link", "https://example.org/19121212-1212", ""),
    ("extra", {"a": [TOLVAN]}, "a.1"),
    ("file", "remiss/19121212-1212_x.pdf", ""),
    ("blocks", STREAM, "2.many.2"),
    ("derived", "19121212-1212", ""),
]


@pytest.mark.parametrize(("name", "value", "place"), FILLED)
def test_every_text_like_field_is_read(note: Any, name: str, value: Any, place: str) -> None:
    if name == "blocks":
        value = note._meta.get_field("blocks").to_python(value)
    setattr(note, name, value)
    assert [(field, at, each.kind) for field, at, each in check_model_instance(note)] == [
        (name, place, FindingKind.PERSONNUMMER)
    ]
    assert not check_model_instance(note, {"count"})


def test_deferred_fields_are_left_alone(note: Any) -> None:
    deferred = type(note).from_db("default", ["title"], ["19121212-1212"])
    assert [field for field, _place, _finding in check_model_instance(deferred)] == ["title"]


@pytest.mark.parametrize("name", [name for name, _value, _place in FILLED if name not in {"derived", "blocks"}])
def test_clean_refuses_at_the_field(note: Any, name: str) -> None:
    setattr(note, name, {each: value for each, value, _place in FILLED}[name])
    with pytest.raises(ValidationError) as caught:
        note.full_clean()
    assert list(caught.value.message_dict) == [name]
    assert caught.value.error_dict[name][0].code == "personal_data"


def test_clean_leaves_warnings_and_derived_fields_alone(note: Any) -> None:
    note.title, note.derived = "19900101-A123", "19121212-1212"
    note.full_clean()


def test_a_form_without_the_field_shows_the_error_above(note: Any) -> None:
    note.body = "19121212-1212"
    form_class = forms.modelform_factory(type(note), fields=["title"])
    form = form_class({"title": "x"}, instance=note)
    assert list(form.errors) == [NON_FIELD_ERRORS]
    both = form_class({"title": "19121212-1212"}, instance=note)
    assert list(both.errors) == ["title"]


def test_the_validator_says_what_where_and_what_to_do_without_the_number() -> None:
    validate_no_personal_data("Rutin 2018:1197, 19900101-A123")
    with override("en"), pytest.raises(ValidationError) as caught:
        validate_no_personal_data(["x", f"rad ett\nrad två {TOLVAN}\n" + "19121212-1212\n" * 9])
    first, *rest = caught.value.messages
    assert first.startswith("This looks like a personal identity number: •••••••••••• (2: line 2). Remove it")
    assert len(rest) == 4
    assert "1212" not in str(caught.value)


def test_a_warning_is_described_as_such() -> None:
    with override("en"):
        (finding,) = found("19900101-A123")
        assert describe(finding) == "Check this, it may be a reserve number: ••••••••-•••• (line 1)."


def test_the_guard_refuses_what_blocks(note: Any, caplog: pytest.LogCaptureFixture) -> None:
    note.title, note.body = "19121212-1212", "19900101-A123"
    with pytest.raises(PersonalDataError) as caught:
        guard_pre_save(type(note), note)
    assert list(caught.value.message_dict) == ["title"]
    assert "1212" not in str(caught.value) + caplog.text
    guard_pre_save(type(note), note, raw=True)
    guard_pre_save(type(note), note, update_fields=frozenset({"body"}))


def test_the_guard_is_installed_once(note: Any) -> None:
    model = type(note)
    note.title = "19121212-1212"
    before = len(pre_save.receivers)
    install_guard(model)
    install_guard(model)
    try:
        assert len(pre_save.receivers) == before + 1
        with pytest.raises(PersonalDataError):
            pre_save.send(model, instance=note, raw=False, using="default", update_fields=None)
    finally:
        assert pre_save.disconnect(guard_pre_save, sender=model, dispatch_uid=f"personal-data:{model._meta.label}")
