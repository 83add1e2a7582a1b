"""Purpose: what a written word becomes before any language is known: NFC, lower case, no invisible signs;
folding.

Contract: pure functions on str that never raise, also on lone surrogates and control characters. Keys that
leave this package hold letters, digits and combining marks only, so that no engine has to quote or escape
them.
Source: Unicode annex 29 for the idea of a word; å ä ö are letters in Swedish, so folding is a separate,
weaker form.
"""

import re
import sys
import unicodedata

INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
HYPHENS = "-\u2010\u2011"
APOSTROPHES = "'\u2019"
TATWEEL = "\u0640"


def _mark_ranges() -> str:
    """The combining marks of the basic plane as a character class: Python's word class leaves them out, yet
    they belong to
    words.
    """
    ranges: list[list[int]] = []
    for code in range(0x300, min(sys.maxunicode, 0xFFFF)):
        if unicodedata.category(chr(code))[0] == "M":
            if ranges and ranges[-1][1] == code - 1:
                ranges[-1][1] = code
            else:
                ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


# Possessive quantifiers on single signs: no text can make the search for words slow. None on groups, which Python
# before 3.11.5 matches wrongly (cpython issue 106052). The gate spares most word
# ends the long class.
_GATE = "(?=[\u00ad\u0300-\u20ff\ua66f-\uffff])"
_STRETCH = rf"[^\W_{TATWEEL}]\w*+(?:{_GATE}[{_mark_ranges()}{INVISIBLE}]++\w*+)*"
_ADDRESS = rf"(?:(?:\.{_STRETCH})*@{_STRETCH}(?:[-.]{_STRETCH})+)?"
WORD = re.compile(rf"{_STRETCH}(?:[{HYPHENS}{APOSTROPHES}]{_STRETCH}|(?<=\d)\u2013(?=\d){_STRETCH})*{_ADDRESS}")

_UNSEEN = str.maketrans("", "", INVISIBLE)
_NOT_KEY = re.compile(rf"(?:_|[^\w{_mark_ranges()}])+")
_LETTERS_APART = str.maketrans(
    {"ø": "o", "æ": "a", "ß": "ss", "ł": "l", "đ": "d", "ı": "i", "œ": "o", "ð": "d", "þ": "t"}
)


def normalise(surface: str) -> str:
    """The word in NFC and lower case, without soft hyphens, joiners and direction marks."""
    if surface.isascii():
        return surface.lower()
    return unicodedata.normalize("NFC", surface.translate(_UNSEEN).lower())


def bare(text: str) -> str:
    """Letters, digits and marks only: what a key may hold."""
    return _NOT_KEY.sub("", text)


def fold(word: str) -> str:
    """The word without diacritics (å ä -> a, ö ø -> o); other scripts stay as they are."""
    if word.isascii():
        return word
    parted = unicodedata.normalize("NFD", word.translate(_LETTERS_APART))
    folded = "".join(sign for sign in parted if not "\u0300" <= sign <= "\u036f")
    return unicodedata.normalize("NFC", folded)
