"""From a SearchDocument to what the index stores: tokens for the scorer, texts for an engine, lengths, elements.

An element is one letter and a token, alike in documents and queries:

    f key    the word itself          p part   a part of a compound, or an acronym in capitals ("p0bo")
    g form   its folded form          w word   a word of the title or the search words as written, for suggestions

`tokens` has three lines, split faster than JSON is read: the elements, the places of each (decimal, commas between),
and what else the scorer needs as JSON. Parts that end their word stand under "l" instead of "p". A place is segment *
SEGMENT + offset: segment 0 is the title, 1 the search words, 2 the lead, 3 the headings, from 4 on the paragraphs;
each search word and each heading begins at a multiple of STRIDE, so no two of them are neighbours. The third line has
"n" the lengths of title, lead and body, "t" the title's keys, "h" and "s" the keys of each name in it and of each
search word, "b" the segment at which each paragraph begins, where one is longer than a segment, "v" the first segment that is
searched and not shown.
"""

import hashlib
import json
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from pages.registries import SearchDocument
from search.analysis import Token, analyse, fold, normalise

SEGMENT = 512
STRIDE = 16
TITLE, TERMS, LEAD, HEADINGS, BODY = range(5)
MOST_WORDS = 30_000  # what is cut off of a file of hundreds of pages stands in no index
MOST_TERMS = SEGMENT // STRIDE
LONGEST_TOKEN = 90  # IndexTerm.term holds an element
LONGEST_LEAD = 2 * SEGMENT  # characters: fewer words than a segment holds, whatever they are
SHORT_PASSAGE, LONG_PASSAGE = 160, 500  # characters
_COLON = re.compile(
    r"(?<=\d):(?=\s)"
)  # "Artikel 12: Att höras" is read as the reference artikel 12 when the colon stands apart
ENDS = ".:;!?…"
BREAK = "z"  # stands between paragraphs in an engine's text, so that no phrase runs across


@dataclass(slots=True)
class AnalysedDocument:
    """A document and all that is derived from its text. `columns` are an engine's six texts, in the order of COLUMNS."""

    document: SearchDocument
    tokens: str
    columns: tuple[str, ...]
    lengths: tuple[int, int, int]
    elements: frozenset[str]
    words: dict[str, str]
    lead: str
    paragraphs: list[str]


COLUMNS = ("title", "title_parts", "lead", "lead_parts", "body", "body_parts")


class _Collector:
    """Gathers places and texts while the fields of a document go by."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.places: dict[str, list[int]] = defaultdict(list)
        self.columns: list[list[str]] = [[] for _column in COLUMNS]
        self.words: dict[str, str] = {}
        self.left = MOST_WORDS

    def add(self, text: str, place: int, column: int) -> tuple[list[Token], int]:
        """Note the tokens of a text from `place` on; returns them and the first free segment after them."""
        tokens = analyse(_COLON.sub(" :", text), self.language)[: self.left]
        self.left -= len(tokens)
        words, parts = self.columns[column], self.columns[column + 1]
        for offset, token in enumerate(tokens):
            self._note(token, place + offset, words, parts)
        if tokens:
            words.append(BREAK)
        return tokens, (place + max(len(tokens), 1) - 1) // SEGMENT + 1

    def add_paragraphs(self, paragraphs: Iterable[str], segment: int) -> tuple[list[int], int]:
        """Note paragraphs of the body from a segment on; returns the segment of each and the first free one after them."""
        starts = []
        for paragraph in paragraphs:
            starts.append(segment)
            _tokens, segment = self.add(paragraph, segment * SEGMENT, 4)
        return starts, segment

    def _note(self, token: Token, place: int, words: list[str], parts: list[str]) -> None:
        key = token.key[:LONGEST_TOKEN]
        element = f"f{key}"
        self.places[element].append(place)
        words.append(element)
        known = self.words.get(element)
        if known is None or (len(token.norm), token.norm) < (len(known), known):
            self.words[element] = token.norm
        for part in token.parts:
            if len(part) > LONGEST_TOKEN:
                continue
            self.places[f"l{part}" if key.endswith(part) else f"p{part}"].append(place)
            parts.append(f"p{part}")
        if token.folded and token.folded != key:
            self.places[f"g{token.folded}"].append(place)
            parts.append(f"g{token.folded}")

    def suggest(self, tokens: Iterable[Token]) -> None:
        """Words of the title and the search words as written, with and without diacritics, found from their beginning."""
        for token in tokens:
            plain = fold(token.norm)
            for form in {token.norm, plain}:
                self.columns[0] += [f"w{piece}" for piece in form.split()]

    def elements(self) -> frozenset[str]:
        """What the statistics count: "l" and "p" are the same element there."""
        return frozenset(f"p{name[1:]}" if name[0] == "l" else name for name in self.places)


def analyse_document(document: SearchDocument) -> AnalysedDocument:
    """All that is derived from a document's text; pure, touches no database."""
    collector = _Collector(document.language)
    lead, paragraphs = lead_and_rest(document)
    title, _next = collector.add(document.title, TITLE * SEGMENT, 0)
    terms = []
    for number, term in enumerate(document.terms[:MOST_TERMS]):
        tokens, _next = collector.add(term, TERMS * SEGMENT + number * STRIDE, 0)
        terms.append(tokens[:STRIDE])
    collector.suggest([*title, *(token for tokens in terms for token in tokens)])
    lead_tokens, _next = collector.add(lead, LEAD * SEGMENT, 2)
    before = collector.left
    for number, heading in enumerate(document.headings[:MOST_TERMS]):
        collector.add(heading, HEADINGS * SEGMENT + number * STRIDE, 4)
    starts, shown = collector.add_paragraphs(paragraphs, BODY)
    collector.add_paragraphs(document.mentions, shown)
    lengths = (len(title), len(lead_tokens), len(lead_tokens) + before - collector.left)
    names = [analyse(name, document.language) for name in names_in(document.title)]
    more = {
        "n": lengths,
        "t": _keys(title),
        "h": [_keys(tokens) for tokens in names],
        "s": [_keys(tokens) for tokens in terms],
        "g": sorted({_folded(tokens) for tokens in (title, *names, *terms) if any(token.folded for token in tokens)}),
        "b": starts if shown != BODY + len(paragraphs) else [],
        "v": shown,
    }
    return AnalysedDocument(
        document,
        _packed(collector.places, more),
        tuple(" ".join(column) for column in collector.columns),
        lengths,
        collector.elements(),
        collector.words,
        lead,
        paragraphs,
    )


def names_in(title: str) -> list[str]:
    """What a title calls its subject, where it says more: "Artikel 12: Att höras" is artikel 12, "Plan (SIP)" plan and SIP."""
    head, colon, _rest = title.partition(":")
    names = [head] if colon else []
    before, bracket, inside = title.partition("(")
    if bracket:
        names += [before, inside.partition(")")[0]]
    return [name for name in names if name.strip()]


def _keys(tokens: Iterable[Token]) -> str:
    return " ".join(token.key for token in tokens)


def _folded(tokens: Iterable[Token]) -> str:
    return " ".join(token.folded or token.key for token in tokens)


def lead_and_rest(document: SearchDocument) -> tuple[str, list[str]]:
    """The lead, which is the first paragraph where there is none and never longer than a segment, and the other text."""
    paragraphs = [paragraph for paragraph in document.paragraphs if paragraph.strip()]
    lead = document.lead or (paragraphs.pop(0) if paragraphs else "")
    if len(lead) > LONGEST_LEAD:
        cut = lead.rfind(" ", 0, LONGEST_LEAD) + 1 or LONGEST_LEAD
        lead, rest = lead[:cut], lead[cut:]
        paragraphs.insert(0, rest)
    return lead, paragraphs


def _packed(places: Mapping[str, Sequence[int]], more: Mapping[str, Any]) -> str:
    numbers = " ".join(",".join(map(str, each)) for each in places.values())
    return "\n".join([" ".join(places), numbers, json.dumps(more, ensure_ascii=False, separators=(",", ":"))])


def unpacked(tokens: str) -> tuple[dict[str, str], dict[str, Any]]:
    """The places of each element, still as text, and what else there is of stored tokens."""
    elements, places, more = tokens.split("\n")
    return dict(zip(elements.split(" "), places.split(" "), strict=True)), json.loads(more)


def elements_of(tokens: str) -> tuple[frozenset[str], tuple[int, int, int]]:
    """The elements and lengths of stored tokens, to be taken out of the statistics again."""
    places, more = unpacked(tokens)
    title, lead, body = more["n"]
    return frozenset(f"p{name[1:]}" if name[0] == "l" else name for name in places if name), (title, lead, body)


def facet_codes(document: SearchDocument) -> dict[str, list[str]]:
    """The facets of a document, its kind among them, in a fixed order."""
    facets = {name: sorted(set(codes)) for name, codes in document.facets.items() if codes}
    facets["kind"] = [document.kind]
    return dict(sorted(facets.items()))


def facet_set_id(codes: Mapping[str, Sequence[str]]) -> int:
    """The key of a combination: 63 bits of its content's hash."""
    written = json.dumps(codes, ensure_ascii=False, sort_keys=True).encode()
    return int.from_bytes(hashlib.blake2b(written, digest_size=8).digest(), "big") >> 1


def storable(text: str) -> str:
    """Without what no database stores: NUL becomes a space, half a surrogate pair a question mark."""
    return text.encode("utf-8", "replace").decode().replace("\0", " ")


def plain(text: str, length: int = 300) -> str:
    """Lower case without diacritics and with single spaces: how a title is compared with what is being typed."""
    return " ".join(fold(normalise(text)).split())[:length]


def passage_text(lead: str, body: str, segment: int, starts: Sequence[int]) -> str:
    """The text of a segment as IndexText holds it: a paragraph and what follows it, or the lead."""
    paragraphs = body.split("\n")
    if segment < BODY:
        return f"{lead} {paragraphs[0]}" if len(lead) < SHORT_PASSAGE else lead
    number = bisect_right(starts, segment) - 1 if starts else segment - BODY
    if not 0 <= number < len(paragraphs):
        return lead
    text = paragraphs[number]
    if len(text) > LONG_PASSAGE and starts:
        text = " ".join(text.split()[(segment - starts[number]) * SEGMENT :][:SEGMENT])
    for following in paragraphs[number + 1 :]:
        if len(text) >= SHORT_PASSAGE:
            break
        text += f" {following}" if text[-1:] in ENDS else f". {following}"
    return text


def first_lines(texts: Sequence[str], most: int = MOST_TERMS) -> str:
    """Several texts as one, a line each."""
    return "\n".join(" ".join(text.split()) for text in islice(texts, most))
