"""Purpose: what each language knows of one word: key, parts, folded form; with a bounded cache per written
word.

Contract: `analyser(language)` gives the one WordAnalyser of a language per process; `entry(surface)` never
raises and is safe from several threads (a lost race computes a word twice). Unknown languages get plain
tokens.
Decisions: hyphenated words are one word (key without hyphen, so `e-legitimation` is `elegitimation`) with
their pieces as parts; å ä ö are letters, the folded form is the key of the folded word, so both sides fold
first and stem then.
"""

import re
from functools import cache
from typing import Final

from search.analysis.compounds import split
from search.analysis.inflection import base_form, swedish_key
from search.analysis.lexicon import swedish_lexicon
from search.analysis.resources import DATA, read_words
from search.analysis.stemming import base_language, stem
from search.analysis.tokens import Entry, acronym_part
from search.analysis.words import APOSTROPHES, HYPHENS, TATWEEL, bare, fold, normalise

CACHE_WORDS: Final = 100_000
ALONE: Final = 4  # parts shorter than this are not indexed alone unless the domain list marks them
MAX_KEY: Final = 80
MAX_PARTS: Final = 24
PAIR: Final = 2
_PIECES = re.compile(rf"[{HYPHENS}{APOSTROPHES}\u2013@._]+")
_SIGN = re.compile(rf"[{HYPHENS}{APOSTROPHES}\u2013@._]")
_ARABIC_MARKS = re.compile(f"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed{TATWEEL}]")
_ARABIC_FORMS = str.maketrans("أإآٱىةؤئیک", "ااااياوييك")


class WordAnalyser:
    """Words of a language without compounds: Snowball where it exists, stop words where we have them."""

    def __init__(self, language: str) -> None:
        self.language = language
        name = f"stopwords.{language}.txt"
        self.stop_words = read_words(name) if (DATA / name).exists() else frozenset()
        self._cache: dict[str, Entry] = {}

    def entry(self, surface: str) -> Entry:
        """Everything about a written word, from the cache when it was seen before."""
        known = self._cache.get(surface)
        if known is None:
            known = self._entry(surface)
            if len(self._cache) >= CACHE_WORDS:
                self._cache.clear()
            self._cache[surface] = known
        return known

    def is_stop(self, norm: str) -> bool:
        """Whether the word is a function word: it counts half."""
        return norm in self.stop_words

    def knows(self, word: str) -> bool:
        """Whether a dictionary of the language has the word; without a dictionary nothing is known."""
        return word in self.stop_words

    def simple(self, word: str) -> tuple[str, tuple[str, ...]]:
        """Key and parts of a normalised word without hyphens."""
        return bare(stem(word, self.language)), ()

    def normalise(self, surface: str) -> str:
        """The normalised word; a language with more than one spelling of a letter overrides this."""
        return normalise(surface)

    def _entry(self, surface: str) -> Entry:
        norm = self.normalise(surface)
        key, parts = self._joined(norm) if _SIGN.search(norm) else self.simple(norm)
        key = key[:MAX_KEY] or bare(norm)[:MAX_KEY] or "0"
        plain = fold(norm)
        folded = "" if plain == norm else self._folded_key(plain)[:MAX_KEY]
        if folded == key:
            folded = ""
        unique = dict.fromkeys((*parts, *acronym_part(surface)))
        unique.pop(key, None)
        return Entry(norm, key, tuple(unique)[:MAX_PARTS], folded)

    def _folded_key(self, plain: str) -> str:
        return (self._joined(plain) if _SIGN.search(plain) else self.simple(plain))[0]

    def _joined(self, norm: str) -> tuple[str, tuple[str, ...]]:
        """A word with hyphens, an apostrophe or an address: pieces as parts, all of it without signs as
        key.
        """
        pieces = [piece for piece in _PIECES.split(norm) if piece]
        if "@" in norm or not pieces:
            return bare(norm), tuple(bare(piece) for piece in pieces)
        if all(piece.isdigit() for piece in pieces):
            return "x".join(pieces), tuple(pieces)
        parts: list[str] = []
        for piece in pieces:
            key, inner = self.simple(piece)
            parts += [key, *inner] if len(key) > 1 else []
        head = "".join(pieces[:-1])
        return bare(head) + self.simple(pieces[-1])[0], tuple(parts)


class ArabicAnalyser(WordAnalyser):
    """Arabic: alef forms, ya, ta marbuta, diacritics and tatweel are written alike before Snowball; the
    article is its affair.
    """

    def normalise(self, surface: str) -> str:
        """One spelling of alef, ya, hamza carriers and ta marbuta; no diacritics, no tatweel."""
        return _ARABIC_MARKS.sub("", normalise(surface)).translate(_ARABIC_FORMS)


class SwedishAnalyser(WordAnalyser):
    """Swedish: irregular forms, base forms by the lexicon, compounds with their parts and joined runs of
    parts.
    """

    def knows(self, word: str) -> bool:
        """Whether the lexicon has the word as a base form, or it is a function word."""
        return word in self.stop_words or swedish_lexicon().knows(word)

    def simple(self, word: str) -> tuple[str, tuple[str, ...]]:
        """The key is what stands before the last part, as written, and the last part's own key."""
        lexicon = swedish_lexicon()
        written = split(word, lexicon)
        if len(written) < PAIR:
            return bare(swedish_key(word, lexicon)), ()
        start = len(word) - len(written[-1])
        key = word[:start] + swedish_key(written[-1], lexicon)
        return key, self._runs(written)

    def _runs(self, written: tuple[str, ...]) -> tuple[str, ...]:
        """Keys of every part and of every run of neighbouring parts but the whole: last parts first."""
        lexicon = swedish_lexicon()
        count = len(written)
        runs: list[str] = []
        for length in range(1, count):
            for first in range(count - length, -1, -1):
                last = first + length - 1
                base = self._part_base(written[last], last == count - 1)
                size = min(len(base), len(written[last])) if last == count - 1 else len(written[last].removesuffix("s"))
                if length == 1 and size < ALONE and base not in lexicon.short_alone:
                    continue
                key = stem(base, self.language)
                runs.append("".join(written[first:last]) + key)
                if length == PAIR and written[first].endswith("s") and written[first][:-1] in lexicon.first:
                    runs.append(written[first][:-1] + key)  # barnavårdscentral is found by vårdcentral
        return tuple(runs)

    def _part_base(self, written: str, is_last: bool) -> str:
        """The base form of a part: without its linking s when it stands first."""
        lexicon = swedish_lexicon()
        linked = not is_last and written.endswith("s") and written[:-1] in lexicon.first
        return base_form(written[:-1] if linked else written, lexicon)


_KINDS: Final = {"sv": SwedishAnalyser, "ar": ArabicAnalyser}


@cache
def _analyser_of(base: str) -> WordAnalyser:
    return _KINDS.get(base, WordAnalyser)(base)


def analyser(language: str) -> WordAnalyser:
    """The one analyser of a language: `sv`, `sv-SE` and `SV` share theirs."""
    return _analyser_of(base_language(language))
