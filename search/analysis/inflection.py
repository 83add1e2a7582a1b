"""Purpose: from a Swedish form to its base form, where Snowball leaves forms of one word apart.

Contract: `base_forms(word)` lists what the word may be a form of, the word itself first; whoever knows the
lexicon picks. `swedish_key(word, lexicon)` is the key of a word that is no compound: irregular list, else
the first base form that the lexicon knows, then Snowball. Snowball 3.1 alone leaves apart anmäla/anmälan,
förskola/förskolan, barn/barnet, program/ programmet, öppen/öppna/öppet, regel/regler, bok/böcker.
Source: the declensions and conjugations of a school grammar, written as endings that may be taken off.
"""

from functools import lru_cache
from typing import Final

from search.analysis.lexicon import Lexicon, irregular_forms
from search.analysis.stemming import stem

MIN_BASE: Final = 3
MIN_TRUNK: Final = 2
MIN_HEAD: Final = 2
MIN_TAIL: Final = 4
# Ending -> what may stand in its place. Longer endings first; all that fit are tried.
ENDINGS: Final = (
    ("ornas", ("a", "o")),
    ("lerna", ("el",)),
    ("larna", ("el",)),
    ("rarna", ("er",)),
    ("narna", ("en",)),
    ("ningarna", ("ning",)),
    ("ningar", ("ning",)),
    ("arnas", ("", "e", "a", "are")),
    ("ernas", ("", "e", "a")),
    ("arna", ("", "e", "a", "are")),
    ("orna", ("a", "o")),
    ("erna", ("", "e", "a")),
    ("aren", ("are",)),
    ("ade", ("a",)),
    ("ande", ("a",)),
    ("ende", ("a",)),
    ("lar", ("el",)),
    ("ler", ("el",)),
    ("len", ("el",)),
    ("let", ("el",)),
    ("rar", ("er",)),
    ("ren", ("er",)),
    ("ret", ("er",)),
    ("nar", ("en",)),
    ("net", ("en",)),
    ("nen", ("en",)),
    ("are", ("",)),
    ("ast", ("",)),
    ("ar", ("", "e", "a")),
    ("or", ("a", "o")),
    ("er", ("", "a", "e")),
    ("en", ("", "e")),
    ("et", ("", "e", "en")),
    ("an", ("a",)),
    ("at", ("a",)),
    ("na", ("", "en")),
    ("de", ("a", "")),
    ("te", ("a",)),
    ("n", ("",)),
    ("t", ("", "a")),
    ("r", ("", "a")),
    ("a", ("",)),
    ("d", ("a",)),
)
DOUBLED: Final = ("mm", "nn")  # programmet, männen: the base ends in a single letter
_BY_LAST = {
    letter: tuple((ending, bases) for ending, bases in ENDINGS if ending[-1] == letter)
    for letter in {ending[-1] for ending, _ in ENDINGS}
}


@lru_cache(maxsize=4096)
def base_forms(word: str) -> tuple[str, ...]:
    """The word, the word without genitive s, and each form that an ending may have been added to."""
    found = [word]
    stripped = [word]
    if word.endswith("s") and len(word) > MIN_BASE:
        found.append(word[:-1])
        stripped.append(word[:-1])
    for form in stripped:
        for ending, bases in _BY_LAST.get(form[-1:], ()):
            trunk = form[: -len(ending)]
            if not form.endswith(ending) or len(trunk) < MIN_TRUNK:
                continue
            found += [trunk + base for base in bases if len(trunk + base) >= MIN_BASE]
            if trunk.endswith(DOUBLED):
                found.append(trunk[:-1])
    return tuple(dict.fromkeys(found))


def irregular_base(word: str) -> str | None:
    """The base form by the irregular list, also with a regular ending after the irregular form."""
    forms = irregular_forms()
    for ending in ("", "s", "na", "nas"):
        if word.endswith(ending) and (base := forms.get(word[: len(word) - len(ending)])):
            return base
    return None


def base_form(word: str, lexicon: Lexicon) -> str:
    """The base form by the irregular list or the lexicon, else the word itself."""
    if irregular := irregular_base(word):
        return irregular
    for form in base_forms(word):
        if form in lexicon.whole or form in lexicon.last:
            return irregular_forms().get(form, form)
    return _base_by_tail(word, lexicon)


def _base_by_tail(word: str, lexicon: Lexicon) -> str:
    """An unknown word inflects like the longest known word that it ends with: `turistgatan` like `gatan`."""
    for cut in range(MIN_HEAD, len(word) - MIN_TAIL + 1):
        tail = word[cut:]
        for form in (irregular_base(tail) or tail, *base_forms(tail)):
            if form in lexicon.last and len(form) >= MIN_TAIL:
                return word[:cut] + irregular_forms().get(form, form)
    return word


def swedish_key(word: str, lexicon: Lexicon) -> str:
    """The key of a simple word."""
    return stem(base_form(word, lexicon), "sv")
