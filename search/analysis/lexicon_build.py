"""Purpose: make `data/lexicon.sv.tsv` from the Swedish hunspell dictionary; run by hand, never at run time.

Contract: `python -m search.analysis.lexicon_build sv_SE.dic > lexicon.sv.tsv`. One line per word that is no
transparent compound: word, family size as first part, family size as last part. Family size (how many
dictionary words begin or end with the part) stands for frequency: no frequency list of Swedish has a licence
that fits, and for judging a split it says the right thing, how readily a word compounds. Raise
LEXICON_VERSION after a run.
Source: Debian package hunspell-sv 7.5.0, dictionaries/sv_SE, (c) 2003-2014 Göran Andersson, LGPL-3
(a licence in the appendix of EUPL-1.2); wswedish is GPL-2+ and knows no compounds, so it was left out.
"""

import math
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from search.analysis.lexicon import irregular_forms
from search.analysis.resources import read_words

MIN_PART = 3
COMPOUND_FAMILY = 2.5  # a split is believed when both parts have at least this many relatives
# A word with this many relatives of its own and a part of three letters stays whole: kom+mun, pro+gram.
PRODUCTIVE = 6
LONG_FORM = 6
ALPHABET = "abcdefghijklmnopqrstuvwxyzåäö"
ONLY_FIRST = frozenset("Z")  # hunspell flag ONLYINCOMPOUND: hälso, familje, föräldra
HEADER = """# Swedish words: word, family size as first part, as last part. Made by lexicon_build.py.
# Derived from the Swedish hunspell dictionary, (c) 2003-2014 Göran Andersson, LGPL-3; so is this file.
"""


def read_dictionary(lines: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return (words, forms that only stand first in compounds), lower-case words only: names do not
    compound.
    """
    words: set[str] = set()
    first: set[str] = set()
    for line in lines:
        word, _, flags = line.strip().partition("/")
        if len(word) < MIN_PART - 1 or not word.isalpha() or not word.islower():
            continue
        (first if ONLY_FIRST & set(flags) else words).add(word)
    return words, first


def splits(word: str, words: set[str], first: set[str], barred: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Every way to write the word as first part (+ linking s) + last part."""
    for cut in range(MIN_PART, len(word) - MIN_PART + 1):
        left, right = word[:cut], word[cut:]
        if right not in words or right in barred:
            continue
        bare = left[:-1] if left.endswith("s") else ""
        for candidate in (left, bare):
            known = candidate in words or candidate in first
            if len(candidate) >= MIN_PART and candidate not in barred and known:
                yield candidate, right
                break


def build(lines: Iterable[str]) -> Iterator[str]:
    """Count families over the whole dictionary, then keep what is not explained as a compound."""
    words, first = read_dictionary(lines)
    barred = read_words("barred-parts.sv.txt")
    # `orosanmälningar` is an entry of its own there; as a compound of an irregular form it explains itself.
    plurals = tuple(first + form for form in irregular_forms() if len(form) >= LONG_FORM for first in ALPHABET)
    found = {word: list(splits(word, words, first, barred)) for word in words}
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for pairs in found.values():
        for one, other in pairs:
            left[one] += 1
            right[other] += 1
    for word in sorted(words | first):
        productive = left[word] + right[word] >= PRODUCTIVE
        explained = any(_believed(one, last, left, right, productive) for one, last in found.get(word, []))
        if not explained and not word.endswith(plurals):
            yield f"{word}\t{left[word]}\t{right[word]}"


def _believed(one: str, last: str, left: Counter[str], right: Counter[str], productive: bool) -> bool:
    """Whether a split explains the word: both parts compound readily; a productive word has no short part."""
    if productive and min(len(one), len(last)) <= MIN_PART:
        return False
    return math.sqrt(left[one] * right[last]) >= COMPOUND_FAMILY and min(left[one], right[last]) > 1


def main() -> None:
    """Write the lexicon to standard output."""
    with Path(sys.argv[1]).open(encoding="utf-8") as lines:
        sys.stdout.write(HEADER + "\n".join(build(lines)) + "\n")


if __name__ == "__main__":
    main()
