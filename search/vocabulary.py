"""The words of the index, kept per process: which keys exist, what begins with a key, what is spelt like a word.

A process reads them once and then only what has come since; the generation of the corpus, read in each search, says
whether anything has. They decide how a query is understood, never what a reader gets: what is offered instead of a
misspelt word must have found something that the reader may see (service.py).
"""

import threading
import time
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Count

from search.analysis import SpellingIndex, analyser, suggest_spelling
from search.corpus import Corpus
from search.models import IndexTerm

LOOKED_THROUGH = 300
BEGINNINGS = 12
NEIGHBOURS = 3
SMALL = 20_000  # so many words are prepared for spelling in less than a tenth of a second
SPELLING_SECONDS = 300


@dataclass(slots=True)
class Vocabulary:
    """The keys of one language with the shortest word of each and how many entries have it."""

    language: str
    generation: int = -1
    last_id: int = 0
    rows: int = 0
    words: dict[str, str] = field(default_factory=dict)
    df: dict[str, int] = field(default_factory=dict)
    ordered: list[str] = field(default_factory=list)
    spelling: SpellingIndex | None = None
    spelling_made: float = 0.0
    spelling_keys: dict[str, str] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        return key in self.words

    def beginning_with(self, key: str) -> list[str]:
        """Keys that begin with a key and are longer, the most frequent first; a dozen at most."""
        start = bisect_left(self.ordered, key)
        found = []
        for each in islice(self.ordered, start, start + LOOKED_THROUGH):
            if not each.startswith(key):
                break
            if each != key:
                found.append(each)
        return sorted(found, key=lambda each: (-self.df[each], each))[:BEGINNINGS]

    def neighbours(self, word: str) -> list[tuple[str, str]]:
        """(key, word) of what is spelt almost like `word`, nearest first."""
        if self.spelling is None or (
            len(self.words) > SMALL and time.monotonic() - self.spelling_made > SPELLING_SECONDS
        ):
            self._prepare_spelling()
        found: dict[str, str] = {}
        for near in suggest_spelling(word, self.spelling or ()):
            key = self.spelling_keys[near]
            found.setdefault(key, self.words.get(key) or key)
        return list(found.items())[:NEIGHBOURS]

    def _prepare_spelling(self) -> None:
        counts: dict[str, int] = {}
        keys: dict[str, str] = {}
        is_stop = analyser(self.language).is_stop
        for key, word in self.words.items():
            if is_stop(word):
                continue  # no misspelt word is meant to be one that says nothing
            for form in (word, key):
                if form and not form.isdigit() and counts.get(form, -1) < self.df[key]:
                    counts[form], keys[form] = self.df[key], key
        self.spelling_keys = keys
        self.spelling = SpellingIndex(counts)
        self.spelling_made = time.monotonic()


_kept: dict[str, Vocabulary] = {}
_lock = threading.Lock()


def vocabulary_of(corpus: Corpus) -> Vocabulary:
    """The vocabulary of a language as it is now; no query when nothing has changed since this process last asked."""
    known = _kept.get(corpus.language)
    if known is not None and known.generation == corpus.generation:
        return known
    with _lock:
        known = _kept.get(corpus.language)
        if known is not None and known.generation == corpus.generation:
            return known
        grown = _grown(known, corpus) if known is not None and known.generation in corpus.lineage else None
        vocabulary = grown or _read(Vocabulary(corpus.language), corpus)
        _kept[corpus.language] = vocabulary
        return vocabulary


def _grown(known: Vocabulary, corpus: Corpus) -> Vocabulary | None:
    """What was known and what has come since; None when words have gone, so that all must be read again."""
    size = IndexTerm.objects.filter(language=corpus.language).aggregate(rows=Count("pk"))
    if size["rows"] < known.rows:
        return None
    copy = Vocabulary(
        known.language,
        last_id=known.last_id,
        rows=known.rows,
        words=dict(known.words),
        df=dict(known.df),
        spelling=known.spelling if len(known.words) > SMALL else None,
        spelling_made=known.spelling_made,
        spelling_keys=known.spelling_keys,
    )
    _read(copy, corpus)
    return copy if copy.rows == size["rows"] else None


def _read(vocabulary: Vocabulary, corpus: Corpus) -> Vocabulary:
    """Read the terms with a higher number than the last one known."""
    rows = IndexTerm.objects.filter(language=corpus.language, pk__gt=vocabulary.last_id).order_by("pk")
    for number, term, word, df in rows.values_list("pk", "term", "word", "df").iterator():
        vocabulary.rows += 1
        vocabulary.last_id = number
        if term[0] == "f":
            vocabulary.words[term[1:]] = word
            vocabulary.df[term[1:]] = df
    vocabulary.ordered = sorted(vocabulary.words)
    vocabulary.generation = corpus.generation
    return vocabulary
