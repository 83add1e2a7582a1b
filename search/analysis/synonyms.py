"""Purpose: which words find which others, in force at query time, without a reindex.

Contract: `SynonymTable(extra, language=...)` holds the shipped rows and extra ones (editors' rows from the
database); it is immutable and may be shared by threads. `lookup(tokens)` gives the longest entries at each
place, direction respected, one hop only: groups are not transitive. Each expansion carries a weight and a
label to explain the hit ("BVC").
Decisions: an abbreviation of two letters, and capitals that are also a Swedish word
(SAM, FAS, BO), is found only where a text has it in capitals (tokens.ACRONYM_MARK) and, typed in lower case,
finds with half the weight.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from search.analysis.documents import analyse
from search.analysis.languages import analyser
from search.analysis.resources import DATA, read_rows
from search.analysis.stemming import base_language
from search.analysis.tokens import ACRONYM_MARK, Token

WEIGHT: Final = 0.8
CASE_FACTOR: Final = 0.5
FOLDED_FACTOR: Final = 0.6  # the entry was typed without its diacritics: oppna forskolan
STRICT_LENGTH: Final = 2
MAX_ENTRY: Final = 12
_ARROW: Final = re.compile(r"\s*(?:->|→)\s*")


@dataclass(frozen=True, slots=True)
class SynonymRow:
    """A rule: each source finds each target; two-way also the reverse and the sources each other."""

    sources: tuple[str, ...]
    targets: tuple[str, ...] = ()
    weight: float = WEIGHT
    group: str = ""

    @classmethod
    def parse(cls, rule: str, *, group: str = "", weight: float = WEIGHT) -> "SynonymRow":
        """`a = b = c` or `a | b -> c | d`; raises ValueError for a rule that joins nothing."""
        sides = _ARROW.split(rule.strip())
        if len(sides) == 1:
            names = [name.strip() for name in rule.split(" = ")]
            row = cls(tuple(name for name in names if name), (), weight, group)
            valid = len(row.sources) > 1
        else:
            left, right = ([name.strip() for name in side.split("|") if name.strip()] for side in sides[:2])
            row = cls(tuple(left), tuple(right), weight, group)
            valid = len(sides[2:]) == 0 and bool(left and right)
        if not valid:
            raise ValueError(f"not a synonym rule: {rule!r}")
        return row

    def directed(self) -> Iterable[tuple[str, str]]:
        """(source, target) pairs."""
        targets = self.targets or self.sources
        return ((source, target) for source in self.sources for target in targets if source != target)


@dataclass(frozen=True, slots=True)
class Expansion:
    """What a synonym finds: keys in order, one or several words; `label` is the synonym as it is written."""

    keys: tuple[str, ...]
    label: str
    weight: float
    source: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class SynonymMatch:
    """Tokens first..last (exclusive) of a query are an entry with these expansions."""

    first: int
    last: int
    expansions: tuple[Expansion, ...]


class SynonymTable:
    """The synonyms of one language."""

    def __init__(self, extra: Iterable[SynonymRow] = (), *, language: str = "sv", shipped: bool = True) -> None:
        self.language = base_language(language)
        self._entries: dict[tuple[str, ...], dict[tuple[str, ...], Expansion]] = {}
        self._longest = 1
        rows = [*(shipped_rows(self.language) if shipped else ()), *extra]
        folded: dict[tuple[str, ...], tuple[str, ...]] = {}
        for row in rows:
            self._add(row, folded)
        self._folded = {plain: keys for plain, keys in folded.items() if plain not in self._entries}

    def __len__(self) -> int:
        return len(self._entries)

    def _add(self, row: SynonymRow, folded: dict[tuple[str, ...], tuple[str, ...]]) -> None:
        for source, target in row.directed():
            tokens = analyse(source, self.language)[:MAX_ENTRY]
            keys = tuple(token.key for token in tokens)
            found = self._target(target)
            if not keys or not found or keys == found:
                continue
            folded[tuple(token.folded or token.key for token in tokens)] = keys
            self._longest = max(self._longest, len(keys))
            known = self._entries.setdefault(keys, {})
            expansion = Expansion(found, target, row.weight, source, row.group)
            if found not in known or known[found].weight < expansion.weight:
                known[found] = expansion

    def _target(self, target: str) -> tuple[str, ...]:
        tokens = analyse(target, self.language)
        if len(tokens) == 1 and is_strict(tokens[0].surface, self.language):
            return (ACRONYM_MARK + tokens[0].norm,)
        return tuple(token.key for token in tokens)[:MAX_ENTRY]

    def of(self, keys: Sequence[str], written: str = "") -> tuple[Expansion, ...]:
        """The expansions of exactly this key sequence; `written` decides the case rule for strict
        abbreviations.
        """
        entry = tuple(keys)
        typed = FOLDED_FACTOR if entry in self._folded else 1.0
        known = self._entries.get(self._folded.get(entry, entry), {})
        found: list[Expansion] = []
        for expansion in known.values():
            strict = is_strict(expansion.source, self.language)
            factor = typed * (CASE_FACTOR if strict and written and written != expansion.source else 1.0)
            found.append(
                Expansion(
                    expansion.keys,
                    expansion.label,
                    expansion.weight * factor,
                    expansion.source,
                    expansion.group,
                )
            )
        return tuple(found)

    def lookup(self, tokens: Sequence[Token]) -> list[SynonymMatch]:
        """The longest entry at each place, from the left, without overlap."""
        matches: list[SynonymMatch] = []
        at = 0
        while at < len(tokens):
            for length in range(min(self._longest, len(tokens) - at), 0, -1):
                stretch = tokens[at : at + length]
                expansions = self.of([token.key for token in stretch], stretch[0].surface if length == 1 else "")
                if expansions:
                    matches.append(SynonymMatch(at, at + length, expansions))
                    at += length
                    break
            else:
                at += 1
        return matches

    def explain(self, query: str, found: str) -> str:
        """`synonym: BVC` when the table leads from the query to the found words in one step, else the empty
        text.
        """
        wanted = {tuple(token.key for token in analyse(found, self.language)), self._target(found)}
        for match in self.lookup(analyse(query, self.language)):
            for expansion in match.expansions:
                if expansion.keys in wanted:
                    return f"synonym: {expansion.label}"
        return ""


def is_strict(written: str, language: str) -> bool:
    """Whether an abbreviation has to stand in capitals: two letters, or a word of the language in
    capitals.
    """
    if not (written.isalpha() and written.isupper() and len(written) > 1):
        return False
    return len(written) <= STRICT_LENGTH or analyser(language).knows(written.lower())


def shipped_rows(language: str) -> list[SynonymRow]:
    """The rows that ship with the project for a language."""
    name = f"synonyms.{language}.tsv"
    if not (DATA / name).exists():
        return []
    rows: list[SynonymRow] = []
    for row in read_rows(name):
        group, _, rule = row.partition("\t")
        rows.append(SynonymRow.parse(rule, group=group))
    return rows
