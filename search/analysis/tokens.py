"""Purpose: the token, the one thing that documents, queries, engines, scorer and highlighting share.

Contract: `key`, `parts` and `folded` hold only letters, digits and combining marks (see words.bare), so an
engine may store them separated by spaces, slashes or plus signs. `parts` may also hold the exact-case mark
of an acronym ("0bo" for a word written BO): ACRONYM_MARK + lower case, which no Swedish word looks like and
which survives engines that fold case.
"""

from typing import Final, NamedTuple

ACRONYM_MARK: Final = "0"
ACRONYM_LEAST: Final = 2
ACRONYM_MOST: Final = 5
LEXICON_VERSION: Final = 2
"""Raise it whenever a data file, a rule or the pinned PyStemmer changes what `analyse` returns: stored
tokens are then old.
"""


class Token(NamedTuple):
    """One word or statute reference of a text. A NamedTuple, as a million are made a minute."""

    surface: str
    norm: str
    key: str
    parts: tuple[str, ...]
    folded: str
    start: int
    end: int
    position: int


class Entry(NamedTuple):
    """What is known of a word apart from its place: the cached half of a token."""

    norm: str
    key: str
    parts: tuple[str, ...]
    folded: str


def acronym_part(surface: str) -> tuple[str, ...]:
    """The exact-case mark of a word in capitals of two to five letters, else nothing."""
    if ACRONYM_LEAST <= len(surface) <= ACRONYM_MOST and surface.isalpha() and surface.isupper():
        return (ACRONYM_MARK + surface.lower(),)
    return ()
