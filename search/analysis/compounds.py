"""Purpose: split Swedish compounds, with the domain list first and a general lexicon after it.

Contract: `split(word, lexicon)` gives the parts as written (linking letters included) or an empty tuple. A
listed domain word splits as listed; a do-not-split word never does; a word of the lexicon that is no
transparent compound does not; otherwise the best split into known parts wins: the family size (log) of the
least common part, times penalties for short parts and for many parts. Parts have three letters or more,
suffix-like words and particles are barred.
Source: decision 0010 (recipe), data/README.md (list, linking rules), lexicon_build.py (family sizes).
"""

from typing import Final, NamedTuple

from search.analysis.inflection import base_forms, irregular_base
from search.analysis.lexicon import MIN_PART, Lexicon

MAX_WORD: Final = 60
MAX_PARTS: Final = 6
PENALTY_SHORT: Final = {3: 0.55, 4: 0.85}
PENALTY_PART: Final = 0.8
PENALTY_LINK: Final = 0.9
LEAST_SCORE: Final = 0.6


class _Found(NamedTuple):
    """A split of a stretch of a word: its weakest part's strength and its parts."""

    strength: float
    parts: tuple[str, ...]

    def score(self) -> float:
        return self.strength * float(PENALTY_PART ** len(self.parts))


def first_strength(form: str, lexicon: Lexicon) -> float:
    """How readily the form stands first or in the middle; 0 when it does not."""
    plain = lexicon.first.get(form, 0.0)
    linked = lexicon.first.get(form[:-1], 0.0) * PENALTY_LINK if form.endswith("s") else 0.0
    bare = form[:-1] if linked > plain else form
    return max(plain, linked) * PENALTY_SHORT.get(len(bare), 1.0)


def last_strength(form: str, lexicon: Lexicon) -> float:
    """How readily the (inflected) form stands last; 0 when it does not."""
    bases = (irregular_base(form) or form, *base_forms(form))
    best = max(lexicon.last.get(base, 0.0) for base in bases)
    return best * PENALTY_SHORT.get(len(form), 1.0)


def _best(word: str, lexicon: Lexicon, depth: int, seen: dict[str, _Found | None]) -> _Found | None:
    """The best split of `word` into a first part and a rest that is a last part or splits again."""
    if word in seen:
        return seen[word]
    found: _Found | None = None
    for cut in range(MIN_PART, len(word) - MIN_PART + 1):
        strength = first_strength(word[:cut], lexicon)
        if not strength:
            continue
        rest = word[cut:]
        options = [_Found(last_strength(rest, lexicon), (rest,))]
        if depth < MAX_PARTS and (deeper := _best(rest, lexicon, depth + 1, seen)):
            options.append(deeper)
        for option in options:
            candidate = _Found(min(strength, option.strength), (word[:cut], *option.parts))
            if candidate.strength and (found is None or candidate.score() > found.score()):
                found = candidate
    seen[word] = found
    return found


def _listed(word: str, lexicon: Lexicon) -> tuple[str, ...] | None:
    """The split of the domain list for the word or an inflected form of it; () for a word that stays
    whole.
    """
    for base in base_forms(word):
        if base in lexicon.unsplit:
            return ()
        parts = lexicon.listed.get(base)
        if parts:
            start = sum(map(len, parts[:-1]))
            return (*parts[:-1], word[start:])
    if any(base in lexicon.whole for base in base_forms(word)):
        return ()
    return None


def split(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The finest parts of a compound as written, in order, or () for a word that is none."""
    if not 2 * MIN_PART <= len(word) <= MAX_WORD or not word.isalpha():
        return ()
    listed = _listed(word, lexicon)
    if listed is not None:
        return tuple(finer for part in listed for finer in _finer(part, lexicon))
    found = _best(word, lexicon, 1, {})
    return found.parts if found and found.score() >= LEAST_SCORE else ()


def _finer(part: str, lexicon: Lexicon) -> tuple[str, ...]:
    """A listed part may be a compound itself (`sjuksköterska`); its linking s goes to its last part."""
    link = "s" if part.endswith("s") and lexicon.knows(part[:-1]) else ""
    finer = split(part.removesuffix(link) if link else part, lexicon)
    return (*finer[:-1], finer[-1] + link) if finer else (part,)
