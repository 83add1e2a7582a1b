"""The corpus statistics, kept beside the rows: how many entries have an element, how many entries and words there are.

They are changed in the transaction that changes the rows, under the lock of the language's IndexState row, so they always
add up. The ranking reads them from here, never from an engine (decision 0010).
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, F, Max, QuerySet

from search.models import IndexState, IndexTerm, SynonymGroup
from search.prepared import Prepared

TERMS_PER_STATEMENT = 200
EPOCH = 1_735_689_600  # 2025-01-01, so that a generation stays a small number
LONGEST_WORD = 100
LINEAGE = 50


@dataclass(frozen=True, slots=True)
class Corpus:
    """The size of a language's corpus; `synonyms` is a mark that changes whenever an editor's synonyms do."""

    language: str
    documents: int = 0
    title_mean: float = 0.0
    lead_mean: float = 0.0
    body_mean: float = 0.0
    generation: int = 0
    lineage: tuple[int, ...] = ()
    synonyms: tuple[object, ...] = ()


def _state(language: str) -> QuerySet[Any, Any]:
    groups = SynonymGroup.objects.order_by().filter(language=language, active=True).values("language")
    return (
        IndexState.objects.filter(language=language)
        .annotate(last=groups.annotate(last=Max("updated")).values("last"))
        .annotate(count=groups.annotate(count=Count("pk")).values("count"))
        .values_list(
            "documents", "title_length", "lead_length", "body_length", "generation", "lineage", "last", "count"
        )
    )


_states = Prepared(_state, language="the language")


def read_corpus(language: str) -> Corpus:
    """One query: the state of a language and the mark of its synonyms."""
    rows = _states.rows(language=language)
    if not rows:
        return Corpus(language)
    documents, title, lead, body, generation, lineage, last, count = rows[0]
    size = max(documents, 1)
    means = (title / size, lead / size, body / size)
    return Corpus(language, documents, *means, generation, tuple(map(int, lineage.split())), (str(last), count))


def frequencies(language: str, elements: Iterable[str]) -> dict[str, int]:
    """In how many entries each element occurs; an element that none has is left out. One query."""
    rows = IndexTerm.objects.filter(language=language, term__in=list(elements))
    return dict(rows.values_list("term", "df"))


@dataclass(slots=True)
class Change:
    """What a batch of written and removed entries does to the statistics of one language."""

    documents: int = 0
    lengths: list[int] = field(default_factory=lambda: [0, 0, 0])
    elements: Counter[str] = field(default_factory=Counter)
    words: dict[str, str] = field(default_factory=dict)

    def add(self, elements: Iterable[str], lengths: Sequence[int], words: dict[str, str]) -> None:
        """An entry comes."""
        self._count(elements, lengths, 1)
        for element, word in words.items():
            known = self.words.get(element)
            if known is None or (len(word), word) < (len(known), known):
                self.words[element] = word

    def remove(self, elements: Iterable[str], lengths: Sequence[int]) -> None:
        """An entry goes."""
        self._count(elements, lengths, -1)

    def _count(self, elements: Iterable[str], lengths: Sequence[int], by: int) -> None:
        self.documents += by
        self.lengths = [total + by * length for total, length in zip(self.lengths, lengths, strict=True)]
        for element in elements:
            self.elements[element] += by


def lock(languages: Iterable[str]) -> dict[str, int]:
    """Take the lock of these languages, in one order everywhere; must stand in a transaction, before any row is read.

    Returns the generation that the holder's changes make of each language.
    """
    generations = {}
    for language in sorted(set(languages)):
        IndexState.objects.get_or_create(language=language)
        state = IndexState.objects.select_for_update().get(language=language)
        generations[language] = max(state.generation + 1, int((time.time() - EPOCH) * 1000))
    return generations


def apply(changes: dict[str, Change], generations: Mapping[str, int]) -> None:
    """Write changes, by language; the caller holds the lock, which gave the generations."""
    for language, change in changes.items():
        state = IndexState.objects.get(language=language)
        generation = generations[language]
        IndexState.objects.filter(pk=state.pk).update(
            documents=F("documents") + change.documents,
            title_length=F("title_length") + change.lengths[0],
            lead_length=F("lead_length") + change.lengths[1],
            body_length=F("body_length") + change.lengths[2],
            generation=generation,
            lineage=" ".join([*state.lineage.split()[1 - LINEAGE :], str(generation)]),
        )
        _count_terms(language, change)


def _count_terms(language: str, change: Change) -> None:
    """Add to the counts, and drop the terms that no entry has any longer."""
    rows = [
        (language, element, by, change.words.get(element, "")[:LONGEST_WORD])
        for element, by in sorted(change.elements.items())
        if by
    ]
    shorter = "length(excluded.word) > 0 AND (t.word = '' OR length(excluded.word) < length(t.word))"
    statement = (
        "INSERT INTO search_indexterm AS t (language, term, df, word) VALUES {} "
        "ON CONFLICT (language, term) DO UPDATE SET df = t.df + excluded.df, "
        f"word = CASE WHEN {shorter} THEN excluded.word ELSE t.word END"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        for start in range(0, len(rows), TERMS_PER_STATEMENT):
            batch = rows[start : start + TERMS_PER_STATEMENT]
            values = ", ".join(["(%s, %s, %s, %s)"] * len(batch))
            cursor.execute(statement.format(values), [value for row in batch for value in row])
    fewer = [element for element, by in change.elements.items() if by < 0]
    for start in range(0, len(fewer), TERMS_PER_STATEMENT):
        IndexTerm.objects.filter(
            language=language, term__in=fewer[start : start + TERMS_PER_STATEMENT], df__lte=0
        ).delete()


def correct(language: str, actual: Change, generations: Mapping[str, int]) -> None:
    """Set the statistics of a language to what was counted; the caller holds the lock, which gave the generations."""
    state = IndexState.objects.get(language=language)
    known = Counter(dict(IndexTerm.objects.filter(language=language).values_list("term", "df")))
    difference = Change(documents=actual.documents - state.documents, elements=actual.elements.copy())
    difference.elements.subtract(known)
    stored = (state.title_length, state.lead_length, state.body_length)
    difference.lengths = [now - then for now, then in zip(actual.lengths, stored, strict=True)]
    if difference.documents or any(difference.lengths) or any(difference.elements.values()):
        apply({language: difference}, generations)
