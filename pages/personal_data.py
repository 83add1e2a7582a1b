"""The detector of data about persons: personnummer, samordningsnummer, reservnummer, and signs of a case.

From one text over what a field may hold to a model instance; then validator, mixin and signal receiver.
The spelling decides whether a number blocks or warns. No message, log line or exception holds the number.
"""

import html
import logging
import re
from calendar import monthrange
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import chain
from typing import Any, cast
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db.models import FileField, Model
from django.db.models.signals import pre_save
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

logger = logging.getLogger(__name__)
FindingKind = StrEnum("FindingKind", "PERSONNUMMER SAMORDNINGSNUMMER RESERVNUMMER RELATIVE JOURNAL")
Severity = StrEnum("Severity", "BLOCK WARN")  # BLOCK stops the saving, WARN only tells the writer
KIND_NAMES = {
    FindingKind.PERSONNUMMER: _("a personal identity number"),
    FindingKind.SAMORDNINGSNUMMER: _("a coordination number"),
    FindingKind.RESERVNUMMER: _("a reserve number"),
    FindingKind.RELATIVE: _("the telephone number of a family"),
    FindingKind.JOURNAL: _("wording from a patient record"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding at `start:end` of a text, on a line (from 1); the excerpt has each character masked."""

    kind: FindingKind
    start: int
    end: int
    excerpt_masked: str
    severity: Severity
    line: int = 1


Located = tuple[str, str, Finding]  # name of the field, place in its value, finding


class PersonalDataError(ValidationError):
    """Raised where no form stands between the writer and the database."""


# One character to one sign: white space to space or newline, what is ignored to ~, separators to - + . _
SIGNS = {
    " ": r"\s",
    "\n": r"\t-\r\x1c-\x1e\x85\u2028\u2029",
    "~": r"\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff",
    "-": r"\-\u02d7\u2010-\u2015\u2043\u207b\u208b\u2212\u2796\ufe58\ufe63\uff0d",
    "+": r"+\u2795\ufe62\uff0b",
    ".": r".\xb7\u2024\uff0e",
    "_": "_",
}
EVERY = "".join(map(chr, range(0x10000)))
FOLD = {ord(char): sign for sign, those in SIGNS.items() for char in re.findall(f"[{those}]", EVERY)}
FOLD |= {ord(digit): str(int(digit)) for digit in re.findall(r"\d", EVERY)}
STRETCH = re.compile(rf"\d(?:[{''.join(SIGNS.values())}]{{0,8}}+\d){{9,}}+")
# A window: as many digits as a number has, from the start of a group of digits to the end of one.
WINDOW = r"\d(?<!\d\d)(?<!\d~\d)(?<!\d~~\d)(?=((?:[-+._ \n~]{0,8}+\d){%d}+)(?!~*\d))"
WINDOWS = [re.compile(WINDOW % (digits - 1)) for digits in (10, 12)]
GAPS = dict.fromkeys(map(ord, "-+._ \n~"))
PIECE_BEFORE, PIECE_AFTER = re.compile(r"\d~*[-+.]~*$"), re.compile(r"~*[-+.]~*\d")
HASH = re.compile(r"[0-9A-Fa-f]{20,}|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
DIALLED = re.compile(r"(?:^|\D)(?:\+|(?:\+|00)\s?46[\s-]*(?:\(0\)\s*)?|\(0\)\s*)$")
CALLED = re.compile(r"(?i)(?:\b(?:tel|tfn|mob|ring|sms|jour(?!n))|fax|växel)(?!.*p(?:nr|erson))[^\d\n]*$")
PHONE = re.compile(r"(?:\+46|0046|0\d)(?<!\d0\d)[ \xa0()\d\-\u2010-\u2013]{5,14}\d(?!\d)")
RELATIVES = ("mamma", "pappa", "barnet", "dottern", " sonen", "flickan", "pojken")
RESERVE = re.compile(
    r"(?P<day>\d(?<![^\W_]\d)(?:\d{7}|\d{5}|\d{3}-\d\d-\d\d))(?:[-+\u2010-\u2212]|\s(?![\dA-Z]{0,3}[a-z]))?"
    r"(?P<four>(?=\d{0,3}[A-Zfkmptx])(?=[A-Zfkmptx]{0,3}\d)[\dA-Zfkmptx]{4})(?![^\W_])"
)
JOURNAL = re.compile(
    r"\b(?:journalanteckning|inkom med|pat[.:](?=\s)|anamnes|status praesens|(?:be)?sökorsak"
    r"|(?:pat|patienten|modern|fadern|mamman|pappan|mor|far|barnet) uppger)"
)
HINTS = ("journalanteckning", "inkom med", "pat.", "pat:", "anamnes", "praesens", "sökorsak", "uppger")
TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
# Tags that do not part a word; any other begins a new line.
INLINE = re.compile(
    r"(?i)</?(?:!|(?:a|abbr|b|bdi|bdo|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|u|wbr)\b)[^<>]*>"
)
TEXT_TYPES = {"CharField", "TextField", "SlugField", "JSONField", "FileField"}  # a StreamField says JSONField


def _identify(digits: str, *, plus: bool, today: date) -> FindingKind | None:
    """Which kind 10 or 12 digits are, if any: a date that exists and is not to come, and the check digit."""
    century, ten = digits[:-10], [int(digit) for digit in digits[-10:]]
    year, month, day = (10 * ten[at] + ten[at + 1] for at in (0, 2, 4))
    check = sum(ten[1::2]) + sum(int("0246813579"[each]) for each in ten[::2])
    if check % 10 or century not in {"", "18", "19", "20"}:
        return None
    born = (year + 100 * int(century or today.year // 100), month, day - 60 if day > 60 else day)
    now = (today.year, today.month, today.day)
    if not century:
        born = (born[0] - 100 * ((born > now) + plus), *born[1:])
    if born > now or not (1 <= month <= 12 and 1 <= born[2] <= monthrange(*born[:2])[1]):
        return None
    return FindingKind.SAMORDNINGSNUMMER if day > 60 else FindingKind.PERSONNUMMER


def _cuts(window: str, digits: str) -> dict[int, str]:
    """The gaps of a folded window by place, 0 before the ten digits: one of `-+._`, space, newline or x."""
    cuts: dict[int, str] = {}
    at = 10 - len(digits)
    for run, gap in re.findall(r"(\d+)(\D+)", window.replace("~", "")):
        at += len(run)
        marks = set(gap) - {" ", "\n"}
        cuts[at] = "x" if len(marks) > 1 else "\n" if "\n" in gap else marks.pop() if marks else " "
    return cuts


def _shape(cuts: Mapping[int, str], digits: str) -> Severity | None:
    """What the places of the gaps say: date and four digits, or something odd."""
    hard = {at for at, gap in cuts.items() if gap != " "}
    if hard - {0, 2, 4, 6} or "x" in cuts.values() or "\n" in {cuts.get(at) for at in (0, 2, 4)}:
        return None
    by_meaning = set(cuts) <= {0, 2, 4, 6, 8} and (6 in cuts or set(cuts) <= {0})
    on_the_clock = digits[-4:] < "2400" and digits[-2:] < "60" and cuts.get(6) in {" ", "_"}
    odd = cuts.get(6) == "\n" or (cuts.get(2) == cuts.get(4) == "-" and on_the_clock)
    in_a_row = 8 in cuts and not hard and len(digits) == 10  # as any small numbers
    clear = (by_meaning or len(cuts) == len(digits) - 1) and not odd and not in_a_row
    return Severity.BLOCK if clear else Severity.WARN


def _severity(text: str, start: int, end: int, digits: str) -> Severity | None:
    """BLOCK for a clear spelling, WARN for a doubtful one, None for a piece of another number."""
    folded = text[start:end].translate(FOLD)
    cuts = _cuts(folded, digits)
    if re.fullmatch(r"(?:\d~*){6,8}[-+]~*(?:\d~*){4}", folded):
        return Severity.BLOCK
    before, after = text[max(0, start - 30) : start], text[end : end + 5]
    piece = PIECE_BEFORE.search(before.translate(FOLD)) or PIECE_AFTER.match(after.translate(FOLD))
    hashes = HASH.finditer(text, max(0, start - 40), end + 40) if not cuts else ()
    hashed = any(found.start() <= start and end <= found.end() for found in hashes)
    if hashed or (piece and cuts) or DIALLED.search(before):
        return None
    as_telephone = (6 not in cuts or 8 in cuts) if cuts else CALLED.search(before)
    if piece or (as_telephone and len(digits) == 10 and digits[0] == "0"):
        return Severity.WARN
    return _shape(cuts, digits)


def _numbers(text: str, today: date) -> Iterator[Finding]:
    """Each window that is a number of a person; overlapping ones too."""
    for stretch in STRETCH.finditer(text):
        folded = stretch[0].translate(FOLD)
        for found in chain.from_iterable(window.finditer(folded) for window in WINDOWS):
            digits = (found[0] + found[1]).translate(GAPS)
            kind = _identify(digits, plus="+" in found[1], today=today) if digits[-8:-6] < "13" else None
            start, end = stretch.start() + found.start(), stretch.start() + found.end(1)
            if kind and (severity := _severity(text, start, end, digits)):
                yield _finding(text, kind, start, end, severity)


def _soft_signs(text: str) -> Iterator[Finding]:
    """What only warns: numbers with letters, telephone numbers beside a family word, phrases of a record."""
    for found in RESERVE.finditer(text):
        day = found["day"].replace("-", "")
        national = re.fullmatch(r"[A-HJ-NPR-UX-Z]{2,3}\d\d?", found["four"])
        if ("00" < day[-4:-2] < "13" and "00" < day[-2:] < "32") or (national and len(day) == 8):
            yield _finding(text, FindingKind.RESERVNUMMER, *found.span(), Severity.WARN)
    for found in PHONE.finditer(text):
        before = text[max(0, found.start() - 60) : found.start()].rpartition("\n")[2]
        around = " ".join(["", before, text[found.end() : found.end() + 60].partition("\n")[0]]).lower()
        if any(word in around for word in RELATIVES):
            yield _finding(text, FindingKind.RELATIVE, *found.span(), Severity.WARN)
    lowered = text.lower()
    if any(hint in lowered for hint in HINTS):
        for found in {found[0]: found for found in reversed([*JOURNAL.finditer(lowered)])}.values():
            yield Finding(FindingKind.JOURNAL, *found.span(), found[0], Severity.WARN)


def _finding(text: str, kind: FindingKind, start: int, end: int, severity: Severity) -> Finding:
    """A finding whose excerpt shows the shape of the number and nothing else."""
    return Finding(kind, start, end, re.sub(r"\w", "•", " ".join(text[start:end].split())), severity)


def find_personal_data(text: str, *, today: date | None = None) -> list[Finding]:
    """What in `text` looks like data about a person; of findings that overlap the gravest or longest."""
    day = today or datetime.now(UTC).date() + timedelta(days=1)  # a child born today in Sweden counts
    settled: list[Finding] = []
    line = position = 0
    for finding in sorted([*_numbers(text, day), *_soft_signs(text)], key=lambda each: each.start):
        line, position = line + text.count("\n", position, finding.start), finding.start
        rivals = [replace(finding, line=line + 1)]
        if settled and finding.start < settled[-1].end:
            rivals.append(settled.pop())
        settled.append(max(rivals, key=lambda each: (each.severity is Severity.BLOCK, each.end - each.start)))
    return settled


def _texts_of(value: str, place: str) -> Iterator[tuple[str, str]]:
    """The text of a string: of HTML what a reader sees, each block on a line, then what its tags hold."""
    shown = html.unescape(TAG.sub("\n", INLINE.sub("", value)))
    yield place, unquote(shown) if "://" in shown else shown
    if tags := "\n".join(TAG.findall(value)):
        yield f"{place}.tags".lstrip("."), unquote(html.unescape(tags))


def walk_text(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each text in a value with its place: string, HTML, rich text, stream, structure or whole number."""
    value = value.get_prep_value() if hasattr(value, "get_prep_value") else getattr(value, "source", value)
    if isinstance(value, str | Promise) or type(value) is int:
        yield from _texts_of(str(value), place)
    elif isinstance(value, Mapping) and {"type", "value"} <= value.keys() <= {"type", "value", "id"}:
        yield from walk_text(value["value"], f"{place}.{value['type']}".lstrip("."))  # a block of a stream
    elif isinstance(value, Mapping):
        yield from ((place, str(key)) for key in value)
        for key, item in value.items():
            yield from walk_text(item, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value, start=1):
            yield from walk_text(item, f"{place}.{number}".lstrip("."))


def check_model_instance(instance: Model, fields: Collection[str] | None = None) -> list[Located]:
    """All findings in the text-like fields of `instance`, or in those of them that `fields` names."""
    found: list[Located] = []
    deferred = instance.get_deferred_fields()
    for field in instance._meta.concrete_fields:
        wanted = field.attname not in deferred and (fields is None or field.name in fields)
        if wanted and field.get_internal_type() in TEXT_TYPES:
            value = field.value_from_object(instance)
            for place, text in walk_text(value.name if isinstance(field, FileField) else value):
                found += [(field.name, place, finding) for finding in find_personal_data(text)]
    return found


def describe(finding: Finding, place: str = "") -> str:
    """What was found, where, and what to do: for the writer, without the number."""
    message = _(
        "This looks like %(what)s: %(excerpt)s (%(place)sline %(line)s). Remove it: data about children and "
        "families belong in the record system. If it is another number, group it otherwise: 070-123 45 67."
    )
    if finding.severity is Severity.WARN:
        message = _("Check this, it may be %(what)s: %(excerpt)s (%(place)sline %(line)s).")
    facts = {"what": KIND_NAMES[finding.kind], "excerpt": finding.excerpt_masked, "line": finding.line}
    return message % {**facts, "place": re.sub(r"\d{3,}", "•", f"{place}: " if place else "")}


def _errors(found: Iterable[Located]) -> dict[str, list[ValidationError]]:
    """The errors by field name for what blocks, at most five in a field."""
    errors: dict[str, list[ValidationError]] = {}
    for name, place, finding in found:
        if finding.severity is Severity.BLOCK and len(errors.setdefault(name, [])) < 5:
            errors[name].append(ValidationError(describe(finding, place), code="personal_data"))
    return errors


def validate_no_personal_data(value: Any) -> None:
    """Validator for a form or model field: raises ValidationError for what blocks."""
    found = [("", place, finding) for place, text in walk_text(value) for finding in find_personal_data(text)]
    if errors := _errors(found):
        raise ValidationError(errors[""])


class PersonalDataModelMixin:
    """For models with a form: `clean` refuses what blocks, at its field or above a form that lacks it."""

    _without_form_field: Collection[str] = ()

    def full_clean(self, exclude: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        """Remember what the form leaves out: Django has no place for an error of such a field."""
        self._without_form_field = set(exclude or ())
        super().full_clean(exclude, *args, **kwargs)  # type: ignore[misc]  # a mixin: Model stands behind it

    def clean(self) -> None:
        """Refuse personal data in the fields that are for editing; the others are derived from them."""
        super().clean()  # type: ignore[misc]  # as above
        instance = cast(Model, self)
        editable = {field.name for field in instance._meta.concrete_fields if field.editable}
        if errors := _errors(check_model_instance(instance, editable)):
            shown = {name: each for name, each in errors.items() if name not in self._without_form_field}
            raise ValidationError(shown or [*chain(*errors.values())])


def guard_pre_save(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of pre_save for what no form checks: raises PersonalDataError; fixtures (`raw`) pass."""
    errors = {} if raw else _errors(check_model_instance(instance, kwargs.get("update_fields")))
    if errors:
        logger.warning("Personal data refused in %s: %s", sender._meta.label, ", ".join(errors))
        raise PersonalDataError(errors)


def install_guard(*senders: type[Model]) -> None:
    """Connect the guard to each model; once, however often it is called."""
    for sender in senders:
        pre_save.connect(guard_pre_save, sender=sender, dispatch_uid=f"personal-data:{sender._meta.label}")
