"""Purpose: references to law become one token: chapter and paragraph, a paragraph alone, an act's number, an
article.

Contract: `find_references(text)` gives non-overlapping references in order, with offsets. Keys are plain
words, alike in documents and queries: `14 kap. 1 §`, `14 kap 1`, `kap 14 § 1` and `14:1 SoL` all give
`kap14par1`; with an act beside it `solkap14par1` and `kap14` are among the parts. `2018:1197` gives
`sfs2018x1197`, `artikel 12`, `art. 12` and `barnkonventionen 12` give `artikel12`, `§ 14-anmälan` gives `par14anmäl`. The act's
name stays a word of its own. `14:1` without an act beside it is `14x1` (it may be a time); a query asks for
both readings. In a list (`24 kap. 1-3 §§`) the first gives the key.
Data: acts.sv.tsv.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from search.analysis.resources import read_rows

_START: Final = r"(?<![\w:.,§-])"
_LETTERED: Final = r"\d{1,3}(?:\s?[a-h]\b)?(?![\w:]|[.,]\d)"
_MORE: Final = rf"(?:\s{{0,3}}(?:,|-|–|och|eller|samt|and)\s{{0,3}}{_LETTERED}){{0,9}}"
_SIGN: Final = r"(?:§{1,2}|paragraf(?:en|er|erna)?\b)"
_AFTER_CHAPTER: Final = rf"[\s,]{{0,3}}{_SIGN}?\s{{0,3}}{_LETTERED}(?:{_MORE}\s{{0,3}}{_SIGN})?"
_PATTERNS: Final = {
    "sfs": r"(?<![\w:])(?:1[789]|20)\d\d:\d{1,4}(?![\w:])",
    "chapter": rf"{_START}\d{{1,2}}(?:\s?[a-h])?\s{{0,3}}kap(?:\.|itlet\b|itel\b|\b)(?:{_AFTER_CHAPTER})?",
    "chapter_first": rf"\bkap(?:\.|itel\b|\b)\s{{0,3}}\d{{1,2}}(?![\w:])(?:{_AFTER_CHAPTER})?",
    "short": rf"{_START}\d{{1,2}}:\d{{1,3}}(?:\s?[a-h]\b)?(?![\w:])",
    "noted": rf"(?:{_SIGN}\s{{0,3}}14|{_START}14\s{{0,3}}{_SIGN})\s{{0,1}}-?\s{{0,1}}anmäl\w{{0,12}}",
    "paragraph": rf"{_SIGN}\s{{0,3}}{_LETTERED}|{_START}{_LETTERED}{_MORE}\s{{0,3}}{_SIGN}",
    "convention": r"(?:(?<=barnkonventionen )|(?<=barnkonventionens )|(?<=\bbk )|(?<=\bcrc ))[1-5]?\d(?![\w:]|[.,]\d|\s+artik)",
    "article": rf"\b(?:art(?:\.|iklarna|iklar|ikeln|ikel|icles?)?|المادة)\s{{0,3}}{_LETTERED}{_MORE}",
}
# The gate is what makes it fast: most places in a text are refused after one look.
_GATE: Final = r"(?<!\w)(?=[\d§]|[kK][aA][pP]|[aA]rt|ART|[pP]aragraf|ال)"
_ANY: Final = "|".join(f"(?P<{kind}>{shape})" for kind, shape in _PATTERNS.items())
_REFERENCE: Final = re.compile(f"{_GATE}(?i:{_ANY})")
_PAIR: Final = re.compile(r"(\d+)(?:\s?([a-h])\b)?", re.IGNORECASE)
_RANGE: Final = re.compile(r"\d+\s*[-–]\s*(\d+)")
_BETWEEN: Final = r"(?:\s*\d\s*st(?:ycket|\.))?[\s,]*(?:(?:i|av)\s+)?[(\s]*"
_ONE_NAME: Final = 2
MAX_LISTED: Final = 20
WINDOW: Final = 70


class Reference(NamedTuple):
    """A reference as it stands in a text: what it is, its key, further keys, and the act beside it (code or
    "").
    """

    kind: str
    key: str
    parts: tuple[str, ...]
    start: int
    end: int
    act: str = ""


class Act(NamedTuple):
    """An act: code, number in the statute book, names."""

    code: str
    number: str
    names: tuple[str, ...]


@lru_cache(maxsize=1)
def acts() -> dict[str, Act]:
    """The known acts by code."""
    found: dict[str, Act] = {}
    for row in read_rows("acts.sv.tsv"):
        code, number, names = row.split("\t")
        found[code] = Act(code, number, tuple(name.strip() for name in names.split("|")))
    return found


@lru_cache(maxsize=1)
def _act_patterns() -> tuple[re.Pattern[str], re.Pattern[str], dict[str, str]]:
    """Patterns for an act's name or number after and before a reference, and what stands there -> code."""
    codes: dict[str, str] = {}
    for act in acts().values():
        for name in (act.number, *act.names):
            codes.setdefault(name.lower(), act.code)
    names = "|".join(re.escape(name) for name in sorted(codes, key=len, reverse=True))
    number = r"(?:[\s(]{0,3}((?:1[789]|20)\d\d:\d{1,4}))?"
    after = re.compile(rf"{_BETWEEN}({names})(?!\w){number}", re.IGNORECASE)
    before = re.compile(rf"(?<!\w)({names}){number}[\s)(]{{0,3}}\Z", re.IGNORECASE)
    return after, before, codes


def act_beside(text: str, start: int, end: int) -> str:
    """The code of the act named just after or just before a reference, a number in brackets deciding; else
    "".
    """
    after, before, codes = _act_patterns()
    match = after.match(text, end, end + WINDOW) or before.search(text, max(0, start - WINDOW), start)
    if match is None:
        return ""
    number = match.group(_ONE_NAME)
    return codes.get(number or "", "") or codes[match.group(1).lower()]


def numbers(text: str) -> list[str]:
    """`3, 5-7 och 9 a` -> 3 5 6 7 9a."""
    found = [str(int(digits)) + letter.lower() for digits, letter in _PAIR.findall(text)]
    for match in _RANGE.finditer(text):
        first = int(match.group().partition("-")[0].partition("–")[0])
        found += [str(number) for number in range(first + 1, min(int(match.group(1)), first + MAX_LISTED))]
    return list(dict.fromkeys(found))


def _chapter(kind: str, text: str, act: str) -> tuple[str, tuple[str, ...]]:
    """Key and parts of a chapter with or without paragraphs."""
    chapter_text, _, rest = text.partition(":") if kind == "short" else _after_chapter(text)
    chapter = numbers(chapter_text)[0]
    paragraphs = numbers(rest)
    keys = [f"kap{chapter}par{paragraph}" for paragraph in paragraphs] or [f"kap{chapter}"]
    bound = [act + key for key in keys] if act else []
    chapter_keys = [f"kap{chapter}"] if paragraphs else []
    return keys[0], (*keys[1:], *bound, *chapter_keys)


def _after_chapter(text: str) -> tuple[str, str, str]:
    """Cut `14 kap. 1 §` and `kap. 14 § 1` after the chapter's number."""
    match = re.match(
        r"\s*(?:\d{1,2}(?:\s?[a-h])?\s*kap(?:\.|itlet|itel)?|kap(?:\.|itel)?\s*\d{1,2})", text, re.IGNORECASE
    )
    cut = match.end() if match else len(text)
    return text[:cut], "", text[cut:]


def _read(kind: str, text: str, act: str) -> tuple[str, tuple[str, ...]]:
    """Key and further keys of one matched reference."""
    if kind == "sfs":
        year, _, number = text.partition(":")
        return f"sfs{int(year)}x{int(number)}", ()
    if kind in ("chapter", "chapter_first") or (kind == "short" and act):
        return _chapter(kind, text, act)
    if kind == "short":
        one, _, other = text.partition(":")
        return f"{int(one)}x{numbers(other)[0]}", ()
    if kind == "noted":
        return "par14anmäl", ("par14", "anmäl")
    word = "artikel" if kind in ("article", "convention") else "par"
    keys = [word + number for number in numbers(text)]
    return keys[0], tuple(keys[1:])


def find_references(text: str) -> Iterator[Reference]:
    """The references to law in a text, in order."""
    for match in _REFERENCE.finditer(text):
        kind = match.lastgroup or ""
        start, end = match.span()
        with_act = kind in ("chapter", "chapter_first", "short")
        act = act_beside(text, start, end) if with_act else ""
        key, parts = _read(kind, match.group(), act)
        yield Reference(kind, key, parts, start, end, act)
