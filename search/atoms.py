"""What a plan is made of: the things an engine looks for, and how strongly an element stands for a query word."""

from enum import StrEnum
from typing import NamedTuple


class AtomKind(StrEnum):
    """How an engine looks for the elements of an atom."""

    ANY = "any"  # one of the elements
    BEGINS = "begins"  # an element that begins so
    PHRASE = "phrase"  # the elements as neighbours, in order
    ALL = "all"  # of each group of elements one


class Atom(NamedTuple):
    """One thing to look for."""

    kind: AtomKind
    groups: tuple[tuple[str, ...], ...]


class Strength(NamedTuple):
    """How strongly an element stands for a query word."""

    element: str
    tf: float
    coverage: float
    label: str = ""


class Phrase(NamedTuple):
    """Neighbouring keys that stand for the words `covers` at once: quoted words, or a synonym of or for several words."""

    elements: tuple[str, ...]
    tf: float
    coverage: float
    covers: tuple[int, ...]
    label: str = ""
