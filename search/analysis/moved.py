"""Purpose: paragraphs that have moved to another number: a query for the old one finds the new one, and is
told so.

Contract: `moved_alternatives(token)` and `notices_for(token)` read a statute token; a token that is none
gives nothing. Without an act beside it a number is taken for the old Social Services Act when the table has
it, as that is what staff type.
Data: moved-paragraphs.sv.tsv (old act, old, new act, new, subject); a new change of law is a row there.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from search.analysis.query_tree import Alternative, AlternativeKind, Notice
from search.analysis.resources import read_rows
from search.analysis.statutes import acts
from search.analysis.tokens import Token

FORWARD: Final = 0.9
BACKWARD: Final = 0.5
_KEY = re.compile(r"(?:kap\d+par\d+[a-h]?|\d+x\d+[a-h]?)\Z")
_NOTED: Final = "par14anmäl"


class Move(NamedTuple):
    """A row of the table, references as keys."""

    old_act: str
    old: str
    new_act: str
    new: tuple[str, ...]
    subject: str


def _key(reference: str) -> str:
    chapter, _, paragraph = reference.strip().partition(":")
    return f"kap{chapter}par{paragraph}"


def _written(key: str) -> str:
    chapter, _, paragraph = key.removeprefix("kap").partition("par")
    return f"{chapter} kap. {paragraph} §"


@lru_cache(maxsize=1)
def moves() -> tuple[Move, ...]:
    """The table."""
    found: list[Move] = []
    for row in read_rows("moved-paragraphs.sv.tsv"):
        old_act, old, new_act, new, subject = row.split("\t")
        found.append(Move(old_act, _key(old), new_act, tuple(map(_key, new.split(","))), subject))
    return tuple(found)


def _keys_of(token: Token) -> tuple[set[str], str]:
    """The references of a token and the act bound to them ("" when none stands beside it)."""
    if token.key == _NOTED:
        return {"kap14par1"}, "sol2001"
    if not _KEY.match(token.key):
        return set(), ""
    key = token.key if token.key.startswith("kap") else "kap" + token.key.replace("x", "par")
    bound = next((part for part in token.parts if part.endswith(token.key) and part != token.key), "")
    keys = {key, *(part for part in token.parts if part.startswith("kap") and "par" in part)}
    return keys, bound.removesuffix(token.key)


def _same_act(act: str, move: Move) -> bool:
    """The short name serves both acts, so only another act's name rules a move out."""
    return act in ("", move.old_act, move.new_act)


def moved_alternatives(token: Token) -> list[Alternative]:
    """The new number for the old one, and, weaker, the old for the new: older documents still carry it."""
    keys, act = _keys_of(token)
    found: list[Alternative] = []
    for move in moves():
        if move.old in keys and _same_act(act, move):
            label = f"{_written(move.new[0])} ({acts()[move.new_act].number})"
            found += [Alternative(AlternativeKind.STATUTE, (key,), FORWARD, label) for key in move.new]
        if keys & set(move.new) and act in ("", move.new_act):
            label = f"{_written(move.old)} ({acts()[move.old_act].number})"
            found.append(Alternative(AlternativeKind.STATUTE, (move.old,), BACKWARD, label))
    return found


def notices_for(token: Token) -> list[Notice]:
    """What to tell whoever asks for an old number."""
    keys, act = _keys_of(token)
    found: list[Notice] = []
    for move in moves():
        if move.old in keys and _same_act(act, move):
            old, new = acts()[move.old_act], acts()[move.new_act]
            written = tuple(_written(key) for key in move.new)
            name = new.names[0]
            found.append(
                Notice(
                    "moved",
                    f"{name} ({old.number})",
                    _written(move.old),
                    f"{name} ({new.number})",
                    written,
                    move.subject,
                )
            )
    return found
