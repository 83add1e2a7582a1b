"""The detector of numbers of persons in a text: personnummer, samordningsnummer, reservnummer, and signs of a case.

The spelling decides whether a number blocks or warns. What a finding shows never holds the number.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from itertools import chain

FindingKind = StrEnum("FindingKind", "PERSONNUMMER SAMORDNINGSNUMMER RESERVNUMMER RELATIVE JOURNAL")
Severity = StrEnum("Severity", "BLOCK WARN")  # BLOCK stops the saving, WARN only tells the writer


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding at `start:end` of a text, on a line (from 1); the excerpt has each character masked."""

    kind: FindingKind
    start: int
    end: int
    excerpt_masked: str
    severity: Severity
    line: int = 1


# One character to one sign: white space to space or newline, what is ignored to ~, separators to one of MARKS.
SIGNS = {
    " ": r"\s",
    "\n": r"\n-\x0c\x1c-\x1e\x85\u2028\u2029",
    "~": r"\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff",
    "-": r"\-\u02d7\u2010-\u2015\u2043\u207b\u208b\u2212\u2796\ufe58\ufe63\uff0d",
    "+": r"+\u2795\ufe62\uff0b",
    ".": r".\xb7\u2024\uff0e",
    "_": "_",
    "/": r"/\\\u2044\u2215\uff0f",
    ",": r",;\u060c\uff0c\uff1b",
    ":": r":\u2236\uff1a",
    "(": r"()\[\]\uff08\uff09",
}
MARKS = "-+._/,:("
# These join many other things than the parts of a date.
JOINS = set("/,:(")
EVERY = "".join(map(chr, range(0x10000)))
FOLD = {ord(char): sign for sign, those in SIGNS.items() for char in re.findall(f"[{those}]", EVERY)}
FOLD |= {ord(digit): str(int(digit)) for digit in re.findall(r"\d", EVERY)}
STRETCH = re.compile(rf"\d(?:[{''.join(SIGNS.values())}]{{0,8}}+\d){{9,}}")
# A window: as many digits as a number has, from the start of a group of digits to the end of one.
WINDOW = rf"\d(?<!\d\d)(?<!\d~\d)(?<!\d~~\d)(?=((?:[{MARKS} \n~]{{0,8}}+\d){{%d}})(?!~*\d))"
WINDOWS = [re.compile(WINDOW % (digits - 1)) for digits in (10, 12)]
GAPS = dict.fromkeys(map(ord, f"{MARKS} \n~"))
PIECE_BEFORE, PIECE_AFTER = re.compile(r"\d~*([-+./,:])~*$"), re.compile(r"~*([-+./,:])~*\d")
ROW_BEFORE, ROW_AFTER = re.compile(r"\d[ \n]$"), re.compile(r"[ \n]\d")
# A date, and words that tell of its last four before these come.
LAST_FOUR = re.compile(
    r"(?i)(?<!\d)((?:\d\d)?\d\d([-./ ]?)\d\d\2\d\d)\W{1,3}(?:[^\W\d_]{1,15}\W{1,3}){0,3}"
    r"(?:sista|fyra|siffr[^\W\d_]*|last|four)\W{1,3}(?:(?:[^\W\d_]{1,15}|4)\W{1,3}){0,3}(\d{4})(?!\d)"
)
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
    """The gaps of a folded window by place, 0 before the ten digits: a mark, space, newline, ¶ (a blank line) or x."""
    cuts: dict[int, str] = {}
    at = 10 - len(digits)
    for run, gap in re.findall(r"(\d+)(\D+)", window.replace("~", "")):
        at += len(run)
        marks = set(gap) - {" ", "\n"}
        marks = marks - {"("} or marks
        blank = "¶" if gap.count("\n") > 1 else "\n" if "\n" in gap else " "
        cuts[at] = blank if blank == "¶" or not marks else "x" if len(marks) > 1 else marks.pop()
    return cuts


def _is_a_date(cuts: Mapping[int, str]) -> bool:
    """Whether gaps inside the date part year, month and day, as far as the signs can tell."""
    inside = {cuts.get(2), cuts.get(4)}
    return "¶" not in inside and (len(inside) == 1 or not inside & JOINS) and not ("\n" in inside and None in inside)


def _shape(cuts: Mapping[int, str], digits: str, *, goes_on: bool) -> Severity | None:
    """What the places of the gaps say: date and four digits, or something odd; `goes_on` where more digits follow in line."""
    hard = {at for at, gap in cuts.items() if gap not in {" ", "\n"}}
    lines = {at for at, gap in cuts.items() if gap == "\n"}
    if hard - {0, 2, 4, 6} or lines - {0, 2, 4, 6, 8} or "x" in cuts.values() or not _is_a_date(cuts):
        return None
    by_meaning = set(cuts) <= {0, 2, 4, 6, 8} and (6 in cuts or set(cuts) <= {0})
    on_the_clock = len(digits) == 12 and digits[-4:] < "2400" and digits[-2:] < "60" and cuts.get(6) in {" ", "_", "\n"}
    odd = "¶" in cuts.values() or (cuts.get(2) == cuts.get(4) == "-" and on_the_clock)
    in_a_row = 8 in cuts and not hard and len(digits) == 10 and goes_on  # as any small numbers
    clear = (by_meaning or len(cuts) == len(digits) - 1) and not odd and not in_a_row
    return Severity.BLOCK if clear else Severity.WARN


def _severity(text: str, start: int, end: int, digits: str) -> Severity | None:
    """BLOCK for a clear spelling, WARN for a doubtful one, None for a piece of another number."""
    hashes = HASH.finditer(text, max(0, start - 40), end + 40)
    if any(found.start() <= start and end <= found.end() for found in hashes):
        return None
    folded = text[start:end].translate(FOLD)
    cuts = _cuts(folded, digits)
    if re.fullmatch(r"(?:\d~*){6,8}[-+]~*(?:\d~*){4}", folded):
        return Severity.BLOCK
    before, after = text[max(0, start - 30) : start], text[end : end + 5]
    folded_before, folded_after = before.translate(FOLD), after.translate(FOLD)
    pieces = [each for each in (PIECE_BEFORE.search(folded_before), PIECE_AFTER.match(folded_after)) if each]
    # What joins other things too makes a piece of it only where it joins the parts of the date.
    piece = any(each[1] not in JOINS or each[1] in {cuts.get(2), cuts.get(4)} for each in pieces)
    if (piece and cuts) or DIALLED.search(before):
        return None
    as_telephone = (6 not in cuts or 8 in cuts) if cuts else CALLED.search(before)
    if piece or (as_telephone and len(digits) == 10 and digits[0] == "0"):
        return Severity.WARN
    return _shape(cuts, digits, goes_on=bool(ROW_BEFORE.search(folded_before) or ROW_AFTER.match(folded_after)))


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
    for found in LAST_FOUR.finditer(text):
        digits = re.sub(r"\D", "", found[1]) + found[3]
        if kind := _identify(digits.translate(FOLD), plus=False, today=today):
            yield _finding(text, kind, *found.span(), Severity.BLOCK)


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
