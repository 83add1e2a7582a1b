"""From a QueryTree to what an engine looks for and what the scorer weighs, both in elements (documents.py).

Strengths: how much a page word counts for a query word (tf) and how far it covers it (coverage). The classes of a word
itself, its parts and its beginnings are ranking.md's; synonyms, statutes, folded forms and spelling neighbours are further
classes of ours. Only the strongest class of a page word counts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import log1p
from typing import NamedTuple

from search.analysis import Alternative, AlternativeKind, Clause, QueryTree
from search.statistics import Corpus

COMMON_SHARE = 4  # an element in more than a quarter of the entries ranks but does not find
MOST_FINDING = 24
RAREST_WORDS = 12
ENOUGH_TO_JUDGE = 40  # below this many entries nothing is common
NEIGHBOUR = (0.5, 0.5)


class Strength(NamedTuple):
    """How strongly an element stands for a query word."""

    element: str
    tf: float
    coverage: float
    label: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Neighbouring keys that stand for the clauses `covers` at once: a quoted phrase or a synonym of several words."""

    elements: tuple[str, ...]
    tf: float
    coverage: float
    covers: tuple[int, ...]
    label: str = ""


@dataclass(slots=True)
class PlannedWord:
    """A clause with its elements, strongest first, and its weight in the ranking."""

    text: str
    key: str
    idf: float = 0.0
    strengths: list[Strength] = field(default_factory=list)
    beginning: str = ""
    parts: tuple[str, ...] = ()
    finds: list[str] = field(default_factory=list)
    finds_weakly: list[str] = field(default_factory=list)
    is_stop: bool = False
