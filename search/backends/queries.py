"""What an editor typed becomes a query that every database can read: words, and no more of them than anybody means.

The backends quote each word but not the quotation mark, and nest one expression for each word. So a query is made of words
before a backend sees it, whichever screen it comes from.
"""

import unicodedata
from typing import Any

from modelsearch.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

MOST_CHARACTERS = 200
MOST_WORDS = 20


def _separates(sign: str) -> bool:
    """Control signs, half surrogate pairs and what Unicode knows nothing of are no part of a word, nor is what quotes it."""
    return sign == '"' or unicodedata.category(sign).startswith("C")


def words_of(text: str) -> list[str]:
    """The words of a text, capped; a word keeps its inner signs ("FC-R-01", "19:1"), and signs alone are no word."""
    plain = "".join(" " if _separates(sign) else sign for sign in text[:MOST_CHARACTERS])
    return [word for word in plain.split() if any(map(str.isalnum, word))][:MOST_WORDS]


class _Cleaner:
    """Cleans one query; all parts of it share the cap."""

    def __init__(self) -> None:
        self.left = MOST_WORDS

    def _text(self, text: str) -> str:
        words = words_of(text)[: self.left]
        self.left -= len(words)
        return " ".join(words)

    def clean(self, query: SearchQuery) -> SearchQuery | None:
        """The query of words alone; None when nothing is left to look for."""
        if isinstance(query, And | Or):
            return self._joined(query)
        if isinstance(query, Not | Boost):
            inner = self.clean(query.subquery)
            if inner is None:
                return None
            return Not(inner) if isinstance(query, Not) else Boost(inner, query.boost)
        return query if isinstance(query, MatchAll) else self._leaf(query)

    def _joined(self, query: And | Or) -> SearchQuery | None:
        """PostgreSQL and SQLite know "everything" only as a whole query."""
        parts = [part for part in map(self.clean, query.subqueries) if part is not None]
        special = [part for part in parts if not isinstance(part, MatchAll)]
        if len(special) < len(parts) and (isinstance(query, Or) or not special):
            return MATCH_ALL
        return special[0] if len(special) == 1 else type(query)(special) if special else None

    def _leaf(self, query: SearchQuery) -> SearchQuery | None:
        text = self._text(query.query_string)
        if not text:
            return None
        if isinstance(query, PlainText):
            return PlainText(text, operator=query.operator, boost=query.boost)
        if isinstance(query, Fuzzy):
            return Fuzzy(text, operator=query.operator, unaccent=query.unaccent)
        return Phrase(text)


def cleaned(query: str | SearchQuery) -> str | SearchQuery:
    """`query` of words alone; what has none finds nothing."""
    if isinstance(query, str):
        return " ".join(words_of(query)) or MATCH_NONE
    kept = _Cleaner().clean(query)
    return MATCH_NONE if kept is None else kept


class CleanQueries:
    """Stands before a backend of modelsearch: `search` and `autocomplete` both pass `_search`."""

    def _search(
        self, query_compiler_class: type, query: str | SearchQuery, model_or_queryset: Any, **kwargs: Any
    ) -> Any:
        return super()._search(query_compiler_class, cleaned(query), model_or_queryset, **kwargs)  # type: ignore[misc]
