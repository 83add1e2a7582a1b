"""The one ranking of all engines: BM25F over title, lead and body, and measures of title, nearness and paragraph.

Weights and measures are decision 0010's; search words of the page count as further titles, a title or search word that is the
whole query wins, and what a reader's profession and centre share weighs little. Contract: `rank(plan, candidates, reader)`
is pure and deterministic; equal scores are ordered by key. It reads the stored tokens (documents.py) and needs no second
analysis of any text.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import sqrt
from sys import maxsize
from typing import Any

from search.atoms import Phrase
from search.documents import LEAD, SEGMENT, STRIDE, TERMS, unpacked
from search.plan import Plan, PlannedWord

K1 = 1.4
TITLE_WEIGHT, TITLE_B = 6.0, 0.3
TERMS_WEIGHT = 4.0
LEAD_WEIGHT, LEAD_B = 1.5, 0.45
BODY_WEIGHT, BODY_B = 1.0, 0.4
COVERED_LEAST, COVERED_MORE = 0.5, 0.5
TITLE_SHARE, TITLE_F1, TITLE_LETTERS = 0.7, 0.1, 0.2
TERM_SHARE = 0.6
NEARNESS, IN_ORDER, ONE_PARAGRAPH = 0.45, 0.2, 0.3
FARTHEST = 8
IN_TITLE = 0.7
WHOLE_TITLE, WHOLE_NAME, WHOLE_TERM = 1.5, 1.3, 0.8
NEAR_PARTS = 8
FOR_READER = 0.04
# What is to be done comes before what leads to it, tells of it or explains a word of it; other kinds count as they are.
KINDS = {"routine": 1.15, "guidance": 1.05, "section": 0.8, "news": 0.65, "term": 0.6}
FIELDS = 4  # title, search words, lead, body


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that an engine found: its stored tokens, its title, and what may lift it for a reader."""

    entry_id: int
    key: str
    title: str
    tokens: str
    kind: str = ""
    codes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Scored:
    """A candidate with its score, why it was found where the words differ, and the neighbours that it has."""

    candidate: Candidate
    score: float
    why: str = ""
    matched: tuple[int, ...] = ()
    neighbours: frozenset[str] = frozenset()
    segment: int = LEAD
    starts: Sequence[int] = ()


@dataclass(slots=True)
class _Match:
    """What one query word has in one entry."""

    coverage: float = 0.0
    title: float = 0.0
    terms: dict[int, float] = field(default_factory=dict)
    tf: list[float] = field(default_factory=lambda: [0.0] * FIELDS)
    places: list[int] = field(default_factory=list)
    covered: dict[int, float] = field(default_factory=dict)
    label: str = ""
    own: bool = False


def rank(plan: Plan, candidates: Iterable[Candidate], wanted: Collection[str] = ()) -> list[Scored]:
    """The candidates, best first; `wanted` are the reader's profession and centre codes."""
    letters = _trigrams(plan.tree.text)
    chosen = frozenset(wanted)
    scored = [_score(plan, candidate, letters, chosen) for candidate in candidates]
    scored.sort(key=lambda each: (-each.score, each.candidate.key))
    return scored


def _score(plan: Plan, candidate: Candidate, letters: frozenset[str], wanted: frozenset[str]) -> Scored:
    tokens, more = unpacked(candidate.tokens)
    matches = [_match(word, tokens) for word in plan.words]
    for phrase in plan.phrases:
        _match_phrase(phrase, tokens, matches)
    total = plan.weight
    score = _bm25(plan, matches, more["n"])
    covered = sum(word.idf * match.coverage for word, match in zip(plan.words, matches, strict=True)) / total
    score *= COVERED_LEAST + COVERED_MORE * covered
    title = _title(plan, matches, more, total)
    title += TITLE_LETTERS * _dice(letters, _trigrams(candidate.title))
    segment, share = _best_paragraph(plan, matches, more.get("v", maxsize))
    if _is_named(plan, matches, more):
        segment = LEAD
    score += total * (title + _nearness(plan.words, matches)) + ONE_PARAGRAPH * share
    score *= KINDS.get(candidate.kind, 1.0) * (1 + FOR_READER * min(2, len(wanted & candidate.codes)))
    return Scored(
        candidate,
        score,
        _why(matches),
        tuple(number for number, match in enumerate(matches) if match.coverage),
        frozenset(element for word in plan.words for element in word.neighbours if element in tokens),
        segment,
        more["b"],
    )


def _match(word: PlannedWord, tokens: dict[str, str]) -> _Match:
    """The places where a word stands, each counted by its strongest class."""
    match = _Match()
    seen: set[int] = set()
    for element, tf, coverage, label in word.strengths:
        stored = tokens.get(element)
        if stored is None:
            continue
        if not match.places:
            match.label, match.own = label, not label
        places = [place for place in map(int, stored.split(",")) if place not in seen]
        seen.update(places)
        _count(match, places, tf, coverage)
    if word.parts and match.coverage < 1:
        places = _near_parts(word.parts, tokens)
        _count(match, [place for place in places if place not in seen], 0.5, 0.75)
    return match


def _count(match: _Match, places: Sequence[int], tf: float, coverage: float) -> None:
    """Add places of one class to a word's match."""
    for place in places:
        segment = place // SEGMENT
        if segment == 0:
            match.tf[0] += tf
            match.title = max(match.title, coverage)
        elif segment == TERMS:
            match.tf[1] += tf
            number = (place - TERMS * SEGMENT) // STRIDE
            match.terms[number] = max(match.terms.get(number, 0.0), coverage)
        else:
            match.tf[3] += tf
            if segment == LEAD:
                match.tf[2] += tf
        if coverage > match.covered.get(segment, 0.0):
            match.covered[segment] = coverage
    if places:
        match.coverage = max(match.coverage, coverage)
        match.places += places


def _near_parts(parts: Sequence[str], tokens: dict[str, str]) -> list[int]:
    """Places where all parts of a compound stand near each other, as words or as parts of words."""
    found: list[int] | None = None
    for part in parts:
        places = [
            int(place)
            for name in (f"f{part}", f"l{part}", f"p{part}")
            for place in tokens.get(name, "").split(",")
            if place
        ]
        if found is None:
            found = places
        else:
            found = [place for place in found if any(abs(place - other) <= NEAR_PARTS for other in places)]
        if not found:
            return []
    return sorted(set(found or []))


def _match_phrase(phrase: Phrase, tokens: dict[str, str], matches: Sequence[_Match]) -> None:
    """Count a phrase for each word that it covers."""
    stored = tokens.get(phrase.elements[0])
    if stored is None:
        return
    places = [int(place) for place in stored.split(",")]
    for offset, element in enumerate(phrase.elements[1:], 1):
        following = tokens.get(element)
        if following is None:
            return
        others = set(map(int, following.split(",")))
        places = [place for place in places if place + offset in others]
    if not places:
        return
    for number in phrase.covers:
        match = matches[number]
        if not match.own or match.coverage < phrase.coverage:
            match.label = phrase.label
        known = set(match.places)
        _count(match, [place for place in places if place not in known], phrase.tf, phrase.coverage)
        match.coverage = max(match.coverage, phrase.coverage)


def _bm25(plan: Plan, matches: Sequence[_Match], lengths: Sequence[int]) -> float:
    """BM25F: the frequencies of the fields are added before they are saturated once."""
    title, lead, body = lengths
    corpus = plan.corpus
    title_norm = TITLE_WEIGHT / (1 - TITLE_B + TITLE_B * title / (corpus.title_mean or 1))
    lead_norm = LEAD_WEIGHT / (1 - LEAD_B + LEAD_B * lead / (corpus.lead_mean or 1))
    body_norm = BODY_WEIGHT / (1 - BODY_B + BODY_B * body / (corpus.body_mean or 1))
    score = 0.0
    for word, match in zip(plan.words, matches, strict=True):
        in_title, in_terms, in_lead, in_body = match.tf
        tf = in_title * title_norm + in_terms * TERMS_WEIGHT + in_lead * lead_norm + in_body * body_norm
        if tf:
            score += word.idf * tf * (K1 + 1) / (tf + K1)
    return score


def _title(plan: Plan, matches: Sequence[_Match], more: dict[str, Any], total: float) -> float:
    """How much of the query stands in the title or in one search word, and how much of that the query is."""
    title_keys = more["t"].split()
    share = sum(word.idf * match.title for word, match in zip(plan.words, matches, strict=True)) / total
    found = sum(1 for match in matches if match.title)
    f1 = 2 * found / (len(title_keys) + len(plan.words)) if title_keys else 0.0
    best = TITLE_SHARE * share + TITLE_F1 * min(1.0, f1)
    query = " ".join(word.clause.key for word in plan.words)
    if query == more["t"]:
        return best + WHOLE_TITLE
    numbers = {number for match in matches for number in match.terms}
    for number in numbers:
        share = sum(word.idf * match.terms.get(number, 0.0) for word, match in zip(plan.words, matches, strict=True))
        best = max(best, TERM_SHARE * share / total)
    if query in more["h"]:
        return best + WHOLE_NAME
    return best + WHOLE_TERM if query in more["s"] or query in more["g"] else best


def _nearness(words: Sequence[PlannedWord], matches: Sequence[_Match]) -> float:
    """How near neighbouring query words stand, and whether in the same order, weighed by what they tell."""
    weights = near = ordered = 0.0
    for (one, first), (other, second) in pairwise(zip(words, matches, strict=True)):
        weight = one.idf + other.idf
        weights += weight
        if first.places and second.places:
            distance, following = _distance(sorted(first.places), sorted(second.places))
            near += weight / sqrt(distance) if distance <= FARTHEST else 0.0
            ordered += weight / sqrt(following) if following <= FARTHEST else 0.0
    return (NEARNESS * near + IN_ORDER * ordered) / weights if weights else 0.0


def _distance(first: Sequence[int], second: Sequence[int]) -> tuple[int, int]:
    """The least distance of two sorted lists of places, and the least one in which the first comes before the second."""
    least = following = SEGMENT
    at = 0
    last = len(second)
    for place in first:
        while at < last and second[at] < place:
            at += 1
        if at:
            least = min(least, place - second[at - 1])
        if at < last:
            gap = second[at] - place
            least, following = min(least, gap), min(following, gap)
    return max(least, 1), max(following, 1)


def _is_named(plan: Plan, matches: Sequence[_Match], more: dict[str, Any]) -> bool:
    """Whether the query is what the entry is called: then its lead, which says what to do first, is the passage."""
    query = " ".join(word.clause.key for word in plan.words)
    return query in more["s"] or all(match.title >= IN_TITLE for match in matches)


def _best_paragraph(plan: Plan, matches: Sequence[_Match], end: int) -> tuple[int, float]:
    """The segment before `end` in which most of the query stands, the first among equals; and how much stands in any."""
    shares: dict[int, float] = {}
    for word, match in zip(plan.words, matches, strict=True):
        for segment, coverage in match.covered.items():
            if segment >= LEAD:
                shares[segment] = shares.get(segment, 0.0) + word.idf * coverage
    if not shares:
        return LEAD, 0.0
    best = min(shares, key=lambda segment: (-shares[segment], segment))
    shown = [segment for segment in shares if segment < end]
    return min(shown, key=lambda segment: (-shares[segment], segment), default=LEAD), shares[best]


def _trigrams(text: str) -> frozenset[str]:
    """The runs of three letters of a text, spaces at both ends."""
    padded = f"  {text.lower()} "
    return frozenset([padded[at : at + 3] for at in range(len(padded) - 2)])


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _why(matches: Sequence[_Match]) -> str:
    """The synonym that found the entry, when none of its own words did."""
    if any(match.places and not match.label for match in matches):
        return ""
    return next((match.label for match in matches if match.label and match.coverage), "")
