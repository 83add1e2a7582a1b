"""What the front matter of each kind may hold: a checker for each key, so that a fault is named with its line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.importing.errors import ContentError
from knowledge.importing.reader import ContentFile

# The first laws still in force are from 1734.
EARLIEST, LATEST = 1700, 2200
LONGEST_ID = 120
VERSION = re.compile(r"0{0,3}[1-9][0-9]{0,3}\.[0-9]{1,4}")

Check = Callable[[Any, "Codes"], None]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes that a file may name, by vocabulary: from the data files and from the database."""

    known: Mapping[str, frozenset[str]]

    def require(self, vocabulary: str, code: Any) -> None:
        """Raise ValueError for an unknown code."""
        if str(code) not in self.known.get(vocabulary, frozenset()):
            raise ValueError(f"{code!r} finns inte bland {vocabulary}")


def text(value: Any, _codes: Codes) -> None:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise ValueError("ska vara en text")


def flag(value: Any, _codes: Codes) -> None:
    """True or false."""
    if not isinstance(value, bool):
        raise ValueError("ska vara true eller false")


def identity(value: Any, codes: Codes) -> None:
    """The stable id of a file: a text that the database holds whole."""
    text(value, codes)
    if len(value) > LONGEST_ID:
        raise ValueError(f"får ha högst {LONGEST_ID} tecken")


def number(low: int, high: int) -> Check:
    """A whole number from `low` to `high`."""

    def check(value: Any, _codes: Codes) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError("ska vara ett heltal")
        if not low <= value <= high:
            raise ValueError(f"ska vara från {low} till {high}")

    return check


def day(value: Any, _codes: Codes) -> None:
    """A date as 2026-09-01, within what dates can be reckoned from."""
    if type(value) is not date:
        raise ValueError("ska vara ett datum som 2026-09-01")
    if not EARLIEST <= value.year <= LATEST:
        raise ValueError(f"ska vara ett datum från år {EARLIEST} till {LATEST}")


def texts(value: Any, codes: Codes) -> None:
    """A list of texts."""
    if not isinstance(value, list):
        raise ValueError("ska vara en lista")
    for item in value:
        text(item, codes)


def version(value: Any, _codes: Codes) -> None:
    """A version N.m, in quotes so that YAML leaves it alone."""
    if not (isinstance(value, str) and VERSION.fullmatch(value)):
        raise ValueError('ska vara en version som "1.0", inom citattecken')


def one_of(*choices: str) -> Check:
    """One of some words."""

    def check(value: Any, _codes: Codes) -> None:
        if value not in choices:
            raise ValueError(f"{value!r} är inte något av {', '.join(choices)}")

    return check


def code_of(vocabulary: str) -> Check:
    """A code of a vocabulary."""

    def check(value: Any, codes: Codes) -> None:
        codes.require(vocabulary, value)

    return check


def codes_of(vocabulary: str, *also: str) -> Check:
    """A list of codes of a vocabulary."""

    def check(value: Any, codes: Codes) -> None:
        if not isinstance(value, list):
            raise ValueError("ska vara en lista")
        for code in value:
            if code not in also:
                codes.require(vocabulary, code)

    return check


def rows(keys: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    """A list of mappings with these keys."""

    def check(value: Any, codes: Codes) -> None:
        if not isinstance(value, list):
            raise ValueError("ska vara en lista")
        for item in value:
            mapping(keys, required)(item, codes)

    return check


def mapping(keys: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    """A mapping with these keys; a value may be empty where it is not required."""

    def check(value: Any, codes: Codes) -> None:
        if not isinstance(value, dict):
            raise ValueError("ska ha nycklar och värden")
        for key in required:
            if value.get(key) is None:
                raise ValueError(f"saknar {key}")
        for key, item in value.items():
            if key not in keys:
                raise ValueError(f"nyckeln {key!r} är okänd")
            if item is not None:
                try:
                    keys[key](item, codes)
                except ValueError as error:
                    raise ValueError(f"{key}: {error}") from error

    return check


def article_lines(value: Any, codes: Codes) -> None:
    """A mapping from article number to what it means here."""
    if not isinstance(value, dict):
        raise ValueError("ska vara artikelnummer med en rad var")
    for article, line in value.items():
        codes.require("articles", article)
        text(line, codes)


def scalar(value: Any, _codes: Codes) -> None:
    """A short text or a number."""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise ValueError("ska vara en text eller ett tal")


@dataclass(frozen=True, slots=True)
class Schema:
    """The keys of a kind, those that must be there, and the headings that must be there."""

    keys: Mapping[str, Check]
    required: tuple[str, ...]
    headings: tuple[str, ...] = ()
    free_body: bool = True

    def check(self, file: ContentFile, codes: Codes) -> None:
        """Raise ContentError for the first fault, with its line."""
        for key in self.required:
            if file.meta.get(key) in (None, "", []):
                raise ContentError(f"nyckeln {key} saknas", file.line_of(key))
        for key, value in file.meta.items():
            if key not in self.keys:
                raise ContentError(f"nyckeln {key} är okänd för {file.meta.get('kind')}", file.line_of(key))
            if value is None:
                continue
            try:
                self.keys[key](value, codes)
            except ValueError as error:
                raise ContentError(f"{key}: {error}", file.line_of(key)) from error
        self._check_headings(file)

    def _check_headings(self, file: ContentFile) -> None:
        last = max((section.line for section in file.sections.values()), default=1)
        for heading in self.headings:
            if heading not in file.sections:
                raise ContentError(f"rubriken ”{heading}” saknas", last)
            if not file.sections[heading].tokens:
                raise ContentError(f"under ”{heading}” står ingenting", file.sections[heading].line)
        if not self.free_body:
            for heading, section in file.sections.items():
                if heading not in self.headings and section.tokens:
                    name = f"rubriken ”{heading}” är okänd" if heading else "text står före den första rubriken"
                    raise ContentError(name, section.line)
