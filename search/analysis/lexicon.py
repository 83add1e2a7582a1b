"""Purpose: the numbered Swedish lexicon: what may stand first or last in a compound, what stays whole, what
is listed.

Contract: read once per process from `data/` (about 80 ms, 20 MB); never written. LEXICON_VERSION (tokens.py)
numbers it.
Source: compounds.sv.txt and unsplit.sv.txt are the domain list; lexicon.sv.tsv is derived from hunspell-sv
(LGPL-3, see lexicon_build.py); irregular.sv.txt and barred-parts.sv.txt are our own.
"""

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from search.analysis.resources import read_rows, read_words

MIN_PART: Final = 3
DOMAIN_FAMILY: Final = 400


@dataclass(slots=True)
class Lexicon:
    """Strength (log of family size) of forms that stand first and of bases that stand last, and the closed
    lists.
    """

    first: dict[str, float] = field(default_factory=dict)
    last: dict[str, float] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    listed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unsplit: frozenset[str] = frozenset()
    short_alone: frozenset[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether the word is a base form of the lexicon (names and transparent compounds are not)."""
        return word in self.whole or word in self.last or word in self.listed


def parse_listed(row: str) -> tuple[str, tuple[str, ...]]:
    """`barnavårdscentral : barn(a) + vård(s) + central` -> (word, (barna, vårds, central))."""
    word, _, shape = row.partition(" : ")
    parts = shape.replace("(", "").replace(")", "").split(" + ")
    return word.strip(), tuple(part.strip() for part in parts)


def bare_parts(row: str) -> list[str]:
    """The parts of a row without what stands in brackets: `föräldraskap(s) + stöd` -> föräldraskap, stöd."""
    return [part.partition("(")[0].strip() for part in row.partition(" : ")[2].split(" + ")]


def _read_general(lexicon: Lexicon) -> None:
    barred = read_words("barred-parts.sv.txt")
    for row in read_rows("lexicon.sv.tsv"):
        word, first, last = row.split("\t")
        lexicon.whole.add(word)
        if len(word) < MIN_PART or word in barred:
            continue
        if first != "0":
            lexicon.first[word] = math.log1p(int(first))
        if last != "0":
            lexicon.last[word] = math.log1p(int(last))


@lru_cache(maxsize=1)
def irregular_forms() -> dict[str, str]:
    """Form -> base of the irregular list."""
    forms: dict[str, str] = {}
    for row in read_rows("irregular.sv.txt"):
        base, _, others = row.partition(" : ")
        for form in others.split():
            forms.setdefault(form, base)
    return forms


@lru_cache(maxsize=1)
def swedish_lexicon() -> Lexicon:
    """The shipped lexicon."""
    lexicon = Lexicon(unsplit=read_words("unsplit.sv.txt"), short_alone=read_words("short-parts.sv.txt"))
    _read_general(lexicon)
    boost = math.log1p(DOMAIN_FAMILY)
    for row in read_rows("compounds.sv.txt"):
        word, parts = parse_listed(row)
        lexicon.listed[word] = parts
        lexicon.first[word] = lexicon.last[word] = boost
        lexicon.last[parts[-1]] = boost
        for part in parts[:-1]:
            lexicon.first[part] = boost
        lexicon.whole.update(parts)
        lexicon.whole.update(bare_parts(row))
    for word in lexicon.unsplit:
        lexicon.first[word] = lexicon.last[word] = boost
    for form, base in irregular_forms().items():
        if form in lexicon.last:
            lexicon.last[base] = max(lexicon.last[form], lexicon.last.get(base, 0.0))
    lexicon.whole -= lexicon.listed.keys()
    return lexicon
