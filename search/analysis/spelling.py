"""Purpose: the nearest words that the index has, for "Menade du".

Contract: `suggest_spelling(word, vocabulary)` returns at most five words of the vocabulary, nearest first,
never the word itself when it is there. Distance is Damerau-Levenshtein; a missing or wrong diacritic (a for
å or ä, o for ö) counts half.
Allowed: 1 up to four letters (0.5 below three), 1.5 up to five, 2 above. Where the vocabulary maps words to
frequencies, the more frequent of two equally near words comes first. Fast: rapidfuzz (C++, MIT) finds
candidates among folded words of like length; only those are weighed here. A frozenset or SpellingIndex that
is reused costs its preparation once.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, DamerauLevenshtein

from search.analysis.words import fold, normalise

HALF: Final = 0.5
CANDIDATES: Final = 60
LIMIT: Final = 5
MAX_WORD: Final = 60
TINY, SHORT, MIDDLE = 3, 4, 5


def allowed(word: str) -> float:
    """The distance that a word of this length may have."""
    if len(word) < TINY:
        return HALF
    if len(word) <= SHORT:
        return 1.0
    return 1.5 if len(word) <= MIDDLE else 2.0


class SpellingIndex:
    """A vocabulary prepared for look-ups: folded words by length."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        counts = vocabulary if isinstance(vocabulary, Mapping) else {}
        self._counts: dict[str, float] = {word: float(count) for word, count in counts.items()}
        self._by_length: dict[int, list[str]] = defaultdict(list)
        self._written: dict[str, list[str]] = defaultdict(list)
        for word in sorted(set(vocabulary)):
            folded = fold(word)
            if folded not in self._written:
                self._by_length[len(folded)].append(folded)
            self._written[folded].append(word)

    def suggest(self, word: str, *, limit: int = LIMIT) -> list[str]:
        """The nearest words, nearest first."""
        word = normalise(word)
        if not word or len(word) > MAX_WORD:
            return []
        most = allowed(word)
        folded = fold(word)
        reach = int(most)
        near: dict[str, float] = {}
        for length in range(len(folded) - reach, len(folded) + reach + 1):
            choices = self._by_length.get(length)
            if not choices:
                continue
            hits = process.extract(
                folded,
                choices,
                scorer=DamerauLevenshtein.distance,
                score_cutoff=reach,
                limit=CANDIDATES,
                processor=None,
            )
            for hit in hits:
                for written in self._written[hit[0]]:
                    distance = weighed_distance(word, written)
                    if distance <= most and written != word:
                        near[written] = distance
        return sorted(near, key=lambda one: (near[one], one[:1] != word[:1], -self._counts.get(one, 0.0), one))[:limit]


def weighed_distance(one: str, other: str) -> float:
    """Damerau-Levenshtein in which a diacritic counts half: the folded distance plus half of what folding
    hid.
    """
    folded = DamerauLevenshtein.distance(fold(one), fold(other))
    written = OSA.distance(one, other)
    return folded + HALF * max(0, written - folded)


@lru_cache(maxsize=4)
def _prepared(vocabulary: frozenset[str]) -> SpellingIndex:
    return SpellingIndex(vocabulary)


def suggest_spelling(word: str, vocabulary: Iterable[str] | SpellingIndex) -> list[str]:
    """The nearest words of the vocabulary; hand over a frozenset or a SpellingIndex to prepare it once."""
    if isinstance(vocabulary, SpellingIndex):
        return vocabulary.suggest(word)
    if isinstance(vocabulary, frozenset):
        return _prepared(vocabulary).suggest(word)
    return SpellingIndex(vocabulary).suggest(word)
