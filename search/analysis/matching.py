"""Purpose: whether and how strongly an alternative of a query matches at a place of an analysed text.

Contract: pure; used by highlighting, and by scorers that want the same answer. `alternative_matches` returns
how many tokens from `at` on belong to the match, 0 for none. PARTS is judged token by token here (any of the
parts); that all are near is the caller's affair.
"""

from collections.abc import Sequence

from search.analysis.query_tree import Alternative, AlternativeKind
from search.analysis.tokens import Token

_KEY_OR_PART = frozenset({AlternativeKind.SYNONYM, AlternativeKind.STATUTE})


def alternative_matches(alternative: Alternative, tokens: Sequence[Token], at: int) -> int:
    """Length in tokens of the match at this place."""
    keys = alternative.keys
    if len(keys) > 1 and alternative.kind is not AlternativeKind.PARTS:
        stretch = tokens[at : at + len(keys)]
        same = len(stretch) == len(keys) and all(token.key == key for token, key in zip(stretch, keys, strict=True))
        return len(keys) if same else 0
    return int(any(_token_matches(alternative.kind, key, tokens[at]) for key in keys))


def _token_matches(kind: AlternativeKind, key: str, token: Token) -> bool:
    if kind is AlternativeKind.EXACT:
        return token.norm == key
    if kind is AlternativeKind.WITHIN:
        return key in token.parts
    if kind is AlternativeKind.PREFIX:
        return token.key.startswith(key)
    if kind is AlternativeKind.FOLDED:
        return key in (token.key, token.folded)
    if kind in _KEY_OR_PART or kind in (AlternativeKind.PARTS, AlternativeKind.SHARED):
        return token.key == key or key in token.parts
    return token.key == key
