"""The detector finds every spelling of a number of a person, and nothing that only looks like one.

The only numbers of Skatteverket's here are test numbers that it publishes; all others are computed.
"""

import re
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

from knowledge.importing.management.commands.load_content import SHIPPED
from pages import personal_data
from pages.personal_data import PersonalDataError, walk_text
from pages.personal_numbers import Finding, FindingKind, Severity, find_personal_data

TODAY = date(2026, 11, 23)
TOLVAN = "191212121212"
PUBLISHED = [TOLVAN, "194408139089", "199006022397", "199107172380", "190104132386", "200001052380", "195711212893"]
PUBLISHED += ["196107293059", "197912309296", "195005050512", "190301249801", "193805028432", "199912282382"]
# Century, year, month, day, the first and the last two of the four; \u escapes are what no eye tells apart.
SPELLINGS = [
    *("{c}{y}{m}{d}{a}{b}", "{c}{y}{m}{d}-{a}{b}", "{y}{m}{d}{a}{b}", "{y}{m}{d}-{a}{b}", "{c}{y}-{m}-{d}-{a}{b}"),
    *(
        "{c}{y}.{m}.{d}.{a}{b}",
        "{y}.{m}.{d}-{a}{b}",
        "{c}{y}{m}{d}_{a}{b}",
        "{c} {y}{m}{d}-{a}{b}",
        "{c} {y}{m}{d}{a}{b}",
    ),
    *(
        "{c}{y} {m} {d} {a}{b}",
        "{c}{y}{m}{d} {a}{b}",
        "{y}{m}{d} {a}{b}",
        "{c}{y}{m}{d} - {a}{b}",
        "{c}{y}{m}{d}-{a} {b}",
    ),
    *("{c}{y}{m}{d}\u2013{a}{b}", "{y}{m}{d}\u2212{a}{b}", "{y}{m}{d}\uff0d{a}{b}", "{c}{y}{m}{d}\u00ad{a}{b}"),
    *("{y}{m}{d}\u00ad-{a}{b}", "{c}{y}\u200b{m}{d}-{a}\u2060{b}", "{y}{m}{d}\u00a0{a}{b}", "{c}{y}{m}{d}\u2009{a}{b}"),
    *("{y}{m}{d}\u202f-\u202f{a}{b}", "{c}{y} {m} {d}\u00a0-\u00a0{a}{b}"),
]
SCRIPTS = {"latin": 0x30, "arabic": 0x660, "persian": 0x6F0, "full width": 0xFF10}


def check_digit(nine: str) -> int:
    """The check digit by the book, independent of the code under test."""
    products = [int(char) * (1 if place % 2 else 2) for place, char in enumerate(nine)]
    return -sum(product // 10 + product % 10 for product in products) % 10


def number(born: date, serial: int = 238, *, coordination: bool = False) -> str:
    """A correct number of twelve digits."""
    nine = f"{born:%y%m}{born.day + 60 * coordination:02}{serial:03}"
    return f"{born.year // 100}{nine}{check_digit(nine)}"


def spell(spelling: str, digits: str, script: str = "latin") -> str:
    parts = dict(zip("cymdab", re.findall("..", digits), strict=True))
    return spelling.format(**parts).translate({48 + i: SCRIPTS[script] + i for i in range(10)})


def found(text: str) -> list[Finding]:
    return find_personal_data(text, today=TODAY)


def grades(text: str) -> str:
    return ", ".join(f"{finding.kind} {finding.severity}" for finding in found(text))


@pytest.mark.parametrize("script", SCRIPTS)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_numbers_block_in_every_spelling(spelling: str, script: str) -> None:
    for digits in PUBLISHED:
        spelled = spell(spelling, digits, script)
        (finding,) = found(f"Gäller {spelled}, se ovan.")
        assert (finding.kind, finding.severity) == (FindingKind.PERSONNUMMER, Severity.BLOCK)
        assert (finding.start, finding.end) == (7, 7 + len(spelled))
    coordination = number(date(1985, 7, 9), coordination=True)
    assert grades(spell(spelling, coordination, script)) == "samordningsnummer block"


@pytest.mark.parametrize("joint", [" ", "\u200b", "\u00a0"])
def test_digits_one_by_one_block(joint: str) -> None:
    assert grades(joint.join(TOLVAN)) == grades(joint.join("19121212-1212")) == "personnummer block"


WORDS = [
    "barnet",
    "rutin",
    "3",
    "år",
    "enligt",
    "12 kap. 3 §",
    "(2018:1197)",
    "kl. 08.30;",
    "föräldrar,",
    "mån–fre",
    "å",
]
BORN = st.dates(date(1890, 1, 1), TODAY - timedelta(days=1))
PROSE = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)


@settings(max_examples=500, deadline=None)
@given(
    BORN, st.integers(0, 999), st.booleans(), st.sampled_from(SPELLINGS), st.sampled_from(sorted(SCRIPTS)), PROSE, PROSE
)
def test_any_number_is_found_in_any_prose(
    born: date, serial: int, coordination: bool, spelling: str, script: str, before: str, after: str
) -> None:
    spelled = spell(spelling, number(born, serial, coordination=coordination), script)
    hits = [each for each in found(f"{before} {spelled} {after}") if each.end > len(before) + 1]
    assert hits, spelled
    # A few spellings of a few numbers are a telephone number or a time as well, and warn.
    if spelling[-7:] == "-{a}{b}" and " " not in spelled and "." not in spelling:
        assert hits[0].severity is Severity.BLOCK
        assert hits[0].kind is (FindingKind.SAMORDNINGSNUMMER if coordination else FindingKind.PERSONNUMMER)


@given(st.from_regex(r"[0-9]{9}", fullmatch=True), st.integers(1, 9))
def test_ten_digits_with_a_wrong_check_digit_are_nothing(nine: str, off: int) -> None:
    wrong = f"{nine}{(check_digit(nine) + off) % 10}"
    assert not found(f"Nummer {wrong}.")
    assert not found(f"Nummer {wrong[:6]}-{wrong[6:]}. Födelsetal 19{wrong}")


PIECES = ["19", "121212", "1212", "-", "+", " ", "\n", "\u200b", "A123", "\u0661\u0662", "+46 ", "(0)", "mamma", "."]


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=20).map("".join)))
def test_no_text_breaks_it_or_shows_its_number(text: str) -> None:
    assert not any(char.isdecimal() for finding in found(text) for char in finding.excerpt_masked)


@pytest.mark.parametrize("month_day", ["0001", "1301", "0230", "0431", "0100", "0132", "0160", "0192", "0291"])
def test_dates_that_do_not_exist_are_nothing(month_day: str) -> None:
    nine = f"85{month_day}238"
    assert not found(f"{nine[:6]}-{nine[6:]}{check_digit(nine)}")


def test_the_century_is_told_by_the_plus_sign() -> None:
    leap = number(date(2000, 2, 29))[2:]
    assert grades(f"{leap[:6]}-{leap[6:]}") == "personnummer block"
    assert not found(f"{leap[:6]}+{leap[6:]}")  # 1900 was no leap year
    assert grades("121212+1212") == grades("121212\uff0b1212") == "personnummer block"


def test_nobody_is_born_tomorrow_or_long_ago() -> None:
    assert found(number(TODAY))
    assert not found(number(TODAY + timedelta(days=1)))
    assert not found(f"16{TOLVAN[2:]}, 21{TOLVAN[2:]}")
    assert find_personal_data(number(date.today()))


# Ten digits (t: six, f: four) that are a number, and ten (m) that are a mobile telephone number as well.
TEN, MOBILE = number(date(1985, 7, 9))[2:], number(date(2007, 1, 23))[2:]
FIELDS = {
    "t": TEN[:6],
    "f": TEN[6:],
    "m": MOBILE,
    "m3": MOBILE[:3],
    "m6": MOBILE[3:6],
    "m8": MOBILE[6:8],
    "m0": MOBILE[8:],
}
FIELDS |= {
    "t2": TEN[:2],
    "t4": TEN[2:4],
    "t6": TEN[4:6],
    "t3": TEN[:3],
    "t5": TEN[3:6],
    "m4": MOBILE[:4],
    "m5": MOBILE[4:6],
}
GRADED = {
    "": """
    {t}-+{f} | {t2}\n{t4}{t6}-{f} | 1\u00ad{t}{f} | 1\u00ad\u200b{t}{f} | (0){t}{f} | EAN 735{t}{f}
    | 1{t}{f} | {t}{f}1 | {t}{f}\u00ad1 | 19{t}{f}00 | +{t}{f} | 0046 {t}{f}
    | ISBN 978-91-85070-99-5, 91-01-23456-7 | +46 {t3}-{t5} {f} | +46 11 12 12 12 | +46 (0){t}{f} | 46-{t3}.{t5}.{f}
    | 556677-8899, 165566778899 | Lag (2025:400), SFS 2018:1197, 12 kap. 3 §, prop. 2024/25:65 | 1, 2, 3, 4, 5
    | RS 2019-00123, 2.1-12345/2024, FC 2026/14, HSN 2018/0123-4 | 8327-9, 123 456 789-0; 5051-12 12 121
    | 123-4567, 1234-5678, 12 34 56-7 | 7c4a8d09ca{t}{f}f61e20 | 3f0c9f5e-12ab-4abc-9def-ab{t}{f} | 190101-190131
    | 2018 2019 2020 2021 2022 2023 | {t}\n\n\n\n\n\n\n\n\n{f} | {t3}\n{t5}{f} | 2018-1{t}-{f} | {t2}-{t4}{t6}-{f}-1
    | 2026-01-01 10km | www.pat.se | 2026-01-01 till | 20260101-ABCD | 19901301-A123 | 20260305T1630 | 190101-v123b | Ring 1177 om barnet är sjukt
    | Mamma\n031-12 34 56 | Socialjour 031-12 34 56 | personen 031-12 34 56 | En patientgrupp; uppgift, kompat. x""",
    "personnummer warn": """
    {m3}-{m6} {m8} {m0} | {m3}-{m6}{m8}{m0} | {m4}-{m5} {m8} {m0} | Tel: {m} | Ring oss gärna på {m} | {t3} {t5} {f}
    | {t}\n\n{f} | {t}{f}-2 | Rum 9 10 11 12 13 14 15 | 1912-12-12 1212 | 1912-12-12_1212""",
    "personnummer block": """
    {m} | Telefon saknas, personnummer {m} | Journal {m} | 3300-{t}-{f} | 2024-05-01-{t}-{f}-remiss | pnr{t}-{f}x
    | 1,{t}{f},3 | nr 3 {t}-{f} 12 | född {t2} {t4} {t6} {f} | {t}-{f}, 556677-8899""",
    "reservnummer warn": """
    19900101-A123 | 900101-12T4 | 19900101A123 | 1990-01-01 TF12 | 19900101–1M23 | 00342145-BZ31 | 22950606-FH20""",
    "relative warn": "Mamma nås på 031-12 34 56 | +46 70 123 45 67 till barnets pappa | barnet: 0701-234567",
}
CASES = [(grade, case.strip()) for grade, cases in GRADED.items() for case in cases.split("|")]


@pytest.mark.parametrize(("grade", "case"), CASES)
def test_a_text_is_graded(grade: str, case: str) -> None:
    text = case.format(**FIELDS)
    assert grades(text) == grade
    assert not any(char.isdecimal() for finding in found(text) for char in finding.excerpt_masked)


# Every sign that people part a number with, in the date and before the last four.
IN_DATE = ["", " ", "-", "\u2013", "/", ".", ",", ", ", ":", "\n", " / ", "\u2044"]
BEFORE_FOUR = [
    *(
        "-",
        "\u2212",
        "+",
        " ",
        "/",
        ".",
        ",",
        ", ",
        ":",
        ": ",
        "\n",
        "\r\n",
        "-\n",
        "\t",
        " (",
        "(",
        ") ",
        " - ",
        " / ",
        ";",
    ),
    *(
        " sista fyra ",
        ", sista fyra: ",
        " (sista fyra siffrorna 1) "[:-3],
        " och de fyra sista är ",
        ", last four ",
        "; sista 4 ",
    ),
]


@pytest.mark.parametrize("before_four", BEFORE_FOUR)
@pytest.mark.parametrize("in_date", IN_DATE)
def test_a_number_blocks_whatever_parts_it(in_date: str, before_four: str) -> None:
    for born in (date(1985, 7, 9), date(2012, 12, 12)):
        for coordination in (False, True):
            digits = number(born, coordination=coordination)
            for century in ("", digits[:2]):
                spelled = f"{century}{in_date.join(re.findall('..', digits[2:8]))}{before_four}{digits[8:]}"
                words = len(before_four) > 5
                if before_four == "+" or (words and in_date not in {"", " ", "-", "/", "."}):
                    continue
                # An ISO date and what may be a time of day only warns.
                if in_date == "-" and before_four in {" ", "\t", "\n", "\r\n"} and century and digits[8:] < "2400":
                    continue
                (finding,) = found(f"Gäller {spelled}.")
                assert finding.severity is Severity.BLOCK, spelled
                assert finding.kind is (FindingKind.SAMORDNINGSNUMMER if coordination else FindingKind.PERSONNUMMER)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "121212/1212",
            "19.12.12-1215",
            "1912/12/12-1212",
            "121212,1212",
            "121212, 1212",
            "121212:1212",
            "121212 (1212)",
        ),
        *(
            "121212 sista fyra 1212",
            "12 12 12 12 12",
            "12-12-12 1212",
            "121212-\n1212",
            "121212\n1212",
            "(121212) 1212",
        ),
        *("1,121212,1212,Anna", "[121212] 1212", "12:12:12:1212", "1912/12/12 1212"),
    ],
)
def test_a_spelling_that_was_once_missed_blocks(text: str) -> None:
    assert grades(text) == "personnummer block"


@pytest.mark.parametrize(
    "text",
    [
        *(
            "2024-05-01 12:30",
            "den 2024-05-01, kl. 12.30",
            "2024-05-01T12:30",
            "kl. 08:00-12:30, 13:15-16:00",
            "01/05/2024 12:30",
        ),
        *("Dnr 2019/00123", "HSN 2018/0123-4", "FC 2026/14", "prop. 2024/25:65", "Ds 2021:7, SOU 2018:1197, 2020:47"),
        *(
            "2018:1197",
            "SFS 2018:1197, 2010:800, 2025:400",
            "lag (2018:1030), 2019 och 2020",
            "(2009:400, 2010:659, 2018:1197)",
        ),
        *(
            "SE45 5000 0000 0583 9825 7466",
            "SE35 5000 0000 0549 1000 0003",
            "bankgiro 5051-1212",
            "plusgiro 12 34 56-7",
        ),
        *("556677-8899", "165566778899", "org.nr 212000-0142", "16212000-0142", "556677/8899"),
        *(
            "artiklarna 2, 3, 6, 12 och 13",
            "artikel 3, 12, 13, 18, 19",
            "s. 10-11, 12-13, 14-15",
            "10:10, 11:11, 12:12",
        ),
        *("2016/01/01/2016/02/01", "1:12, 12:12, 121:1212", "121213/1212", "121212 sista fyra 1213", "121312, 1212"),
        *(
            "<td>19121212</td><td>1213</td>",
            "115 22, 118 50, 121 50",
            "(08) 123 456 78",
            "08-123 456 78, 070-123 45 67",
        ),
    ],
)
def test_what_only_looks_like_a_number_is_nothing(text: str) -> None:
    assert grades(text) == ""


@pytest.mark.parametrize(
    "text", ["{m3}-{m6} {m8} {m0}", "{m3}/{m6} {m8} {m0}", "({m3}) {m6}{m8}{m0}", "{m3}-{m6},{m8},{m0}"]
)
def test_a_telephone_number_never_blocks(text: str) -> None:
    assert "block" not in grades(text.format(**FIELDS))


def test_dates_with_times_are_never_blocked_by_a_colon() -> None:
    days = [date(2016, 1, 1) + timedelta(days=step) for step in range(366)]
    times = [f"{hour:02}:{minute:02}" for hour in range(24) for minute in (0, 15, 30, 45)]
    assert not found("; ".join(f"{day} {time}" for day in days[::7] for time in times))
    assert not found("\n".join(f"{day}, {time}–{time}" for day in days[::7] for time in times))


def test_nothing_of_the_shipped_content_blocks() -> None:
    """One number of the telephone register is a number of a person as well: it warns, as telephone numbers do."""
    files = [path for path in SHIPPED.rglob("*") if path.suffix in {".md", ".yaml"}]
    assert len(files) > 100
    graded = {(path.name, grades(path.read_text(encoding="utf-8"))) for path in files} - {
        (path.name, "") for path in files
    }
    assert graded <= {("contacts.yaml", "personnummer warn")}


def test_dates_times_and_periods_are_never_blocked() -> None:
    days = [date(2016, 1, 1) + timedelta(days=step) for step in range(366)]
    periods = [(day, day + timedelta(days=31)) for day in days]
    assert not found(";\n".join(f"{day}–{end}, {day} 08.30–16.30" for day, end in periods))
    assert not found(";\n".join(f"{day:%Y%m%d}-{end:%Y%m%d}, {day:%y%m%d}-{end:%y%m%d}" for day, end in periods))
    timed = found(";\n".join(f"{day} {hour:02}30" for day in days for hour in range(24)))
    assert {finding.severity for finding in timed} == {Severity.WARN}


def test_a_table_gives_each_number_with_its_line() -> None:
    findings = found("\n".join(spell(SPELLINGS[1], each) for each in PUBLISHED))
    assert [finding.line for finding in findings] == list(range(1, len(PUBLISHED) + 1))
    assert {finding.excerpt_masked for finding in findings} == {"••••••••-••••"}


def test_the_wording_of_a_record_warns_once_for_each_phrase() -> None:
    text = "Journalanteckning. Pat. inkom med feber. Modern uppger oro. Ny journalanteckning: pat. mår bättre."
    assert {finding.severity for finding in found(text)} == {Severity.WARN}
    phrases = [(finding.excerpt_masked, finding.start) for finding in found(text)]
    assert phrases == [("journalanteckning", 0), ("pat.", 19), ("inkom med", 24), ("modern uppger", 41)]


def test_a_megabyte_of_prose_has_no_findings() -> None:
    prose = "Familjerna får stöd av personalen, 08.30–16.30, enligt 12 kap. 3 § (2018:1197) och rutin 7. " * 11_000
    assert len(prose) > 1_000_000
    assert not found(prose)


# --- walking


def blocked_places(value: Any) -> list[str]:
    return [place for place, text in walk_text(value) for each in found(text) if each.severity is Severity.BLOCK]


WALKED = [
    ("<p>Pnr <b>19121212</b>-1212</p>", [""]),
    ("<p>1912<i>12</i>12<a href='/x'>-</a>1212</p>", [""]),
    ("19121212&#45;1212 <br/>", [""]),
    ("19121212&ndash;1212", [""]),
    ("19121212&shy;-1212", [""]),
    ("19121212<!-- x -->-12<wbr>12<sup>1</sup>", [""]),
    ("5 < 6 19121212-1212", [""]),
    ("<p>19121212</p><p>1212</p>", []),
    ('<a href="/x?p=19121212-1212">här</a>', ["tags"]),
    (['<img alt="19121212&#45;1212">', '<a href="/19121212%2D1212">'], ["1.tags", "2.tags"]),
    ("https://example.org/?a=1&b=19121212%2D1212", [""]),
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
    (SimpleNamespace(get_prep_value=lambda: [{"type": "a", "value": {"t": TOLVAN}, "id": "1"}]), ["1.a.t"]),
]


@pytest.mark.parametrize(("value", "places"), WALKED)
def test_values_are_walked_with_places(value: Any, places: list[str]) -> None:
    assert blocked_places(value) == places


# --- models, validator, guard
STREAM = [{"type": "text", "value": "<p>x</p>"}, {"type": "many", "value": ["x", "<b>19121212</b>-1212"]}]
FILLED: dict[str, tuple[Any, str]] = {
    "title": ("19121212-1212", ""),
    "body": ("a\n19121212-1212", ""),
    "slug": ("moten-19121212-1212", ""),
    "link": ("https://example.org/19121212-1212", ""),
    "extra": ({"a": [TOLVAN]}, "a.1"),
    "file": ("remiss/19121212-1212_x.pdf", ""),
    "blocks": (STREAM, "2.many.2"),
    "derived": ("19121212-1212", ""),
}


@pytest.fixture
def note() -> Any:
    """An instance of a model with one field of each kind; the model lives in a registry of its own."""
    with isolate_apps():

        class Note(personal_data.PersonalDataModelMixin, models.Model):  # noqa: DJ008 - lives for one test
            title = models.CharField(max_length=100, blank=True)
            body = models.TextField(blank=True)
            slug = models.SlugField(blank=True)
            link = models.URLField(blank=True)
            extra = models.JSONField(default=dict, blank=True)
            file = models.FileField(blank=True)
            blocks = StreamField([("text", RichTextBlock()), ("many", ListBlock(RichTextBlock()))], blank=True)
            derived = models.CharField(max_length=100, blank=True, editable=False)
            count = models.BigIntegerField(default=0)

            class Meta:
                app_label = "pages"

        yield Note(count=int(TOLVAN))


def fill(note: Any, name: str) -> str:
    """Put a number into one field; returns its place there."""
    value, place = FILLED[name]
    setattr(note, name, note._meta.get_field(name).to_python(value))
    return place


@pytest.mark.parametrize("name", FILLED)
def test_every_text_like_field_is_read(note: Any, name: str) -> None:
    place = fill(note, name)
    ((field, at, finding),) = personal_data.check_model_instance(note)
    assert (field, at, finding.severity) == (name, place, Severity.BLOCK)
    assert not personal_data.check_model_instance(note, {"count"})
    if name == "derived":
        note.full_clean()
    else:
        with pytest.raises(ValidationError) as caught:
            note.full_clean()
        assert [error.code for error in caught.value.error_dict[name]] == ["personal_data"]


def test_deferred_fields_and_warnings_are_left_alone(note: Any) -> None:
    deferred = type(note).from_db("default", ["title"], ["19121212-1212"])
    assert [field for field, _place, _finding in personal_data.check_model_instance(deferred)] == ["title"]
    note.title = "19900101-A123"
    note.full_clean()


def test_a_form_without_the_field_shows_the_error_above(note: Any) -> None:
    fill(note, "body")
    form_class = forms.modelform_factory(type(note), fields=["title"])
    assert list(form_class({"title": "x"}, instance=note).errors) == [NON_FIELD_ERRORS]
    assert list(form_class({"title": "19121212-1212"}, instance=note).errors) == ["title"]


def test_messages_say_what_where_and_what_to_do_without_the_number() -> None:
    personal_data.validate_no_personal_data("Rutin 2018:1197, 19900101-A123")
    with override("en"), pytest.raises(ValidationError) as caught:
        personal_data.validate_no_personal_data(["x", f"ett\ntvå {TOLVAN}\n" + "19121212-1212\n" * 9])
    first, *rest = caught.value.messages
    assert first.startswith("This looks like a personal identity number: •••••••••••• (2: line 2). Remove it")
    assert len(rest) == 4
    (warning,) = found("19900101-A123")
    with override("en"):
        said = personal_data.describe(warning, "121212.a")
    assert said == "Check this, it may be a reserve number: ••••••••-•••• (•.a: line 1)."


def test_the_guard_refuses_what_blocks(note: Any, caplog: pytest.LogCaptureFixture) -> None:
    note.title, note.body = "19121212-1212", "19900101-A123"
    with pytest.raises(PersonalDataError) as caught:
        personal_data.guard_pre_save(type(note), note)
    assert list(caught.value.message_dict) == ["title"]
    assert "pages.Note: title" in caplog.text
    assert "1212" not in str(caught.value) + caplog.text
    personal_data.guard_pre_save(type(note), note, raw=True)
    personal_data.guard_pre_save(type(note), note, update_fields=frozenset({"body"}))


def test_the_guard_is_installed_once(note: Any) -> None:
    model, before = type(note), len(pre_save.receivers)
    fill(note, "title")
    for _round in range(2):
        personal_data.install_guard(model)
    try:
        assert len(pre_save.receivers) == before + 1
        with pytest.raises(PersonalDataError):
            pre_save.send(model, instance=note, raw=False, using="default", update_fields=None)
    finally:
        assert pre_save.disconnect(sender=model, dispatch_uid=f"personal-data:{model._meta.label}")


@pytest.mark.parametrize(
    "key",
    [
        "a49d4c54-0423-4147-aa33-aa9d1d443dc7",
        "cb316d47-1031-4958-a4e5-231f54f03acf",
        "6fbc5a89-0379-4546-bb13-1d286bd3064c",
        "20121212-1212-4613-a761-041690bc8020",
    ],
)
def test_the_key_of_a_block_or_a_page_is_nobodys_number(key: str) -> None:
    assert [each for each in find_personal_data(f'"id": "{key}"') if each.severity is Severity.BLOCK] == []
