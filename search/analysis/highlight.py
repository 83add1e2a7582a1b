"""Purpose: the passage of a text that answers a query best, with the matching words flagged.

Contract: `mark(text, tree, language, width=...)` returns plain segments (text, matched) in order; joined
they are a passage of the text, white space made single, with an ellipsis where it was cut. Nothing is
escaped: the caller escapes each segment.
Choice: the window with the most weight of different clauses wins, the earliest among equals; so two query
words near each other beat one word repeated. Without a match the beginning of the text is returned,
unflagged.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from search.analysis.documents import analyse
from search.analysis.matching import alternative_matches
from search.analysis.query_tree import AlternativeKind, QueryTree
from search.analysis.tokens import Token

MAX_TEXT: Final = 100_000
LEAST_WEIGHT: Final = 0.3  # weaker likeness (a shared first part) is no reason to mark a word
LEAD_SHARE: Final = 4  # a quarter of the width stands before the first hit
ELLIPSIS: Final = "…"
_SPACES = re.compile(r"\s+")
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n\s*")


class _Hit(NamedTuple):
    """Characters start..end match clause number `clause` with this weight."""

    start: int
    end: int
    clause: int
    weight: float


def mark(text: str, tree: QueryTree, language: str, *, width: int = 240) -> list[tuple[str, bool]]:
    """The best passage of about `width` characters as (segment, matched) pairs."""
    text = text[:MAX_TEXT]
    width = max(width, 1)
    hits = _hits(analyse(text, language), tree) if tree.clauses else []
    start, end = _window(text, hits, width)
    return _segments(text, [hit for hit in hits if hit.start >= start and hit.end <= end], start, end)


def _hits(tokens: Sequence[Token], tree: QueryTree) -> list[_Hit]:
    """Every place where a clause matches, with its strongest alternative."""
    wanted = [
        (number, clause.weight, [one for one in clause.alternatives if one.weight >= LEAST_WEIGHT])
        for number, clause in enumerate(tree.clauses)
        if not clause.is_stop or all(each.is_stop for each in tree.clauses)
    ]
    hits: list[_Hit] = []
    for at, token in enumerate(tokens):
        for number, weight, alternatives in wanted:
            for alternative in alternatives:
                length = alternative_matches(alternative, tokens, at)
                if length:
                    factor = 0.5 if alternative.kind is AlternativeKind.PARTS else 1.0
                    end = tokens[at + length - 1].end
                    hits.append(_Hit(token.start, end, number, weight * alternative.weight * factor))
                    break
    return hits


def _window(text: str, hits: Sequence[_Hit], width: int) -> tuple[int, int]:
    """The stretch with the most weight of different clauses, cut at words."""
    if len(text) <= width:
        return 0, len(text)
    best_start, best_weight = 0, 0.0
    for first, hit in enumerate(hits):
        weights: dict[int, float] = {}
        for other in hits[first:]:
            if other.end > hit.start + width:
                break
            weights[other.clause] = max(weights.get(other.clause, 0.0), other.weight)
        total = sum(weights.values())
        if total > best_weight:
            best_start, best_weight = hit.start, total
    return _cut(text, best_start, width)


def _cut(text: str, hit: int, width: int) -> tuple[int, int]:
    """Begin at the sentence when it is near, else at a word; end at a word."""
    earliest = max(0, hit - width // LEAD_SHARE)
    sentences = [match.end() for match in _SENTENCE.finditer(text, earliest, hit)]
    if sentences:
        start = sentences[-1]
    elif earliest == 0:
        start = 0
    else:
        space = _SPACES.search(text, earliest, hit)
        start = space.end() if space else earliest
    end = min(len(text), start + width)
    if end < len(text) and not text[end].isspace():
        space_before = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
        if space_before > hit:
            end = space_before
    return start, end


def _segments(text: str, hits: Sequence[_Hit], start: int, end: int) -> list[tuple[str, bool]]:
    """Cut the window at the hits; overlapping hits become one."""
    pieces: list[tuple[str, bool]] = [(ELLIPSIS, False)] if start > 0 else []
    at = start
    for hit in sorted(hits):
        if hit.end <= at:
            continue
        begin = max(hit.start, at)
        pieces += [(text[at:begin], False), (text[begin : hit.end], True)]
        at = hit.end
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append((ELLIPSIS, False))
    return _joined([(_SPACES.sub(" ", piece), matched) for piece, matched in pieces])


def _joined(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Drop empty pieces and join neighbours that are alike and unflagged."""
    result: list[tuple[str, bool]] = []
    for piece, matched in pieces:
        if not piece:
            continue
        if result and not matched and not result[-1][1]:
            result[-1] = (result[-1][0] + piece, False)
        else:
            result.append((piece, matched))
    return result
