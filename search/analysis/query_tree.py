"""Purpose: what a query asks, in a form that every engine, the scorer and the highlighting read alike.

Contract: plain immutable data. A tree has clauses (each should match; the engine ORs them and ranks by
coverage), excluded clauses (must not match) and notices. A clause has alternatives, strongest first; the
strongest one that matches counts. How an alternative of each kind matches a token is
`matching.alternative_matches`:

    EXACT    the normalised word                 STEM      the key
    WITHIN   the key is among the token's parts  PARTS     all parts of the query word, each as key or part,
    anywhere near SHARED   one part of the query word          PREFIX    the key starts so (query words of
    five letters or more) FOLDED   key or folded form                  SYNONYM   key or part; several keys =
    a phrase STATUTE  a paragraph's other number          PHRASE    quoted words, in order, without gaps
"""

from dataclasses import dataclass, field
from enum import StrEnum


class AlternativeKind(StrEnum):
    """How an alternative was come by, which is also how it matches."""

    EXACT = "exact"
    STEM = "stem"
    WITHIN = "within"
    PARTS = "parts"
    SHARED = "shared"
    PREFIX = "prefix"
    FOLDED = "folded"
    SYNONYM = "synonym"
    STATUTE = "statute"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to satisfy a clause. `covers` are the clauses that it satisfies at once (a synonym of several
    words).
    """

    kind: AlternativeKind
    keys: tuple[str, ...]
    weight: float
    label: str = ""
    covers: tuple[int, ...] = ()

    @property
    def explanation(self) -> str:
        """Why a result was found when the words differ: `synonym: BVC`; empty for the word itself."""
        return f"{self.kind}: {self.label}" if self.label else ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A word, a statute reference or a quoted phrase of the query; a stop word counts half."""

    text: str
    key: str
    parts: tuple[str, ...]
    alternatives: tuple[Alternative, ...]
    weight: float = 1.0
    is_stop: bool = False
    is_phrase: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell whoever asked: here, that a paragraph has moved. The caller words it; str() is a
    Swedish default.
    """

    code: str
    old_act: str
    old_reference: str
    new_act: str
    new_references: tuple[str, ...]
    subject: str

    def __str__(self) -> str:
        moved = " och ".join(self.new_references)
        old = f"{self.old_reference} i {self.old_act}"
        return f"{old} har flyttats till {moved} i {self.new_act} ({self.subject})"


@dataclass(frozen=True, slots=True)
class QueryTree:
    """A parsed query. `capped` says that it was longer than the caps and was cut."""

    text: str
    language: str
    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    notices: tuple[Notice, ...] = ()
    capped: bool = False
    unknown: tuple[str, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Nothing to look for: no clause at all (a query of minus words only is empty too)."""
        return not self.clauses
