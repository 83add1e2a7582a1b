"""Purpose: Snowball stems for every language it knows, safe to call from several threads.

Contract: `stem(word, language)` takes a normalised word and gives its stem, or the word itself where
Snowball has no algorithm (Somali, Tigrinya, Pashto, Kurmanji, Dari, Bosnian, Albanian, Thai ...). It never
raises.
Choice: PyStemmer (C, some fifty times the speed of snowballstemmer's pure Python, same algorithms, MIT/BSD),
pinned to `PyStemmer>=3.1,<3.2`: the Snowball release decides the keys that stand in the index, so a new one
raises LEXICON_VERSION. Stemmer objects keep state while they run and are documented as not thread safe: one
set per thread.
"""

import threading
from functools import cache
from typing import Final

import Stemmer  # type: ignore[import-not-found, unused-ignore]  # a C extension without stubs

ALGORITHMS: Final = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}

_local = threading.local()


@cache
def base_language(language: str) -> str:
    """`sv-SE`, `sv_FI`, `SV` -> `sv`."""
    return language.replace("_", "-").partition("-")[0].lower()


def _stemmer(algorithm: str) -> Stemmer.Stemmer:
    stemmers: dict[str, Stemmer.Stemmer] | None = getattr(_local, "stemmers", None)
    if stemmers is None:
        stemmers = _local.stemmers = {}
    if algorithm not in stemmers:
        stemmers[algorithm] = Stemmer.Stemmer(algorithm, 0)
    return stemmers[algorithm]


def stem(word: str, language: str) -> str:
    """The Snowball stem, or the word itself when there is no algorithm or the word cannot be encoded."""
    algorithm = ALGORITHMS.get(language)
    if algorithm is None:
        return word
    try:
        return _stemmer(algorithm).stemWord(word) or word
    except UnicodeEncodeError:
        return word
