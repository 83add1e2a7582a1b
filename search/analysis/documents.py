"""Purpose: text -> tokens, the analysis that documents and queries share.

Contract: `analyse(text, language)` takes any str (NUL, lone surrogates, ten kilobytes of emoji) and never
raises. Offsets count characters of the text as given, so marking needs no second search. A hanging part is
completed in place: `mödra- och barnhälsovård` gives `mödrahälsovård` and `barnhälsovård`.
"""

import re
from itertools import pairwise
from typing import Final

from search.analysis.compounds import split
from search.analysis.languages import WordAnalyser, analyser
from search.analysis.lexicon import swedish_lexicon
from search.analysis.statutes import Reference, find_references
from search.analysis.stemming import base_language
from search.analysis.tokens import Token
from search.analysis.words import HYPHENS, WORD, normalise

_HANGING: Final = re.compile(rf"(?<=\w)[{HYPHENS}](?=[\s,/&])")
_REACH: Final = 7  # tokens after a hanging part in which its other half must stand
_CONNECTORS: Final = frozenset({"och", "eller", "samt", "respektive", "resp"})


def analyse(text: str, language: str) -> list[Token]:
    """The tokens of a text in order."""
    words = analyser(language)
    tokens: list[Token] = []
    at = 0
    for reference in find_references(text):
        _words(text, at, reference.start, words, tokens)
        tokens.append(_statute(text, reference, len(tokens)))
        at = reference.end
    _words(text, at, len(text), words, tokens)
    if base_language(language) == "sv":
        hanging = {match.start() for match in _HANGING.finditer(text)}
        if hanging:
            _complete(text, tokens, hanging, words)
    return tokens


def _words(text: str, start: int, end: int, words: WordAnalyser, tokens: list[Token]) -> None:
    """Append the tokens of a stretch without references; the inner loop of everything, hence
    tuple.__new__.
    """
    make = tuple.__new__
    entry_of = words.entry
    position = len(tokens)
    append = tokens.append
    for match in WORD.finditer(text, start, end):
        surface = match.group()
        begin, stop = match.span()
        norm, key, parts, folded = entry_of(surface)
        append(make(Token, (surface, norm, key, parts, folded, begin, stop, position)))
        position += 1


def _statute(text: str, reference: Reference, position: int) -> Token:
    surface = text[reference.start : reference.end]
    norm = " ".join(normalise(surface).split())
    return Token(surface, norm, reference.key, reference.parts, "", reference.start, reference.end, position)


def _complete(text: str, tokens: list[Token], hanging: set[int], words: WordAnalyser) -> None:
    """Give each hanging part (`mödra-`) the rest of the compound that follows (`barnhälsovård`)."""
    for index, token in enumerate(tokens):
        if token.end not in hanging:
            continue
        head = _head(text, tokens, index, hanging)
        rest = _rest(head.norm) if head else ""
        if rest:
            whole = words.entry(token.norm + rest)
            alone = words.entry(token.norm)
            parts = tuple(dict.fromkeys((*whole.parts, alone.key)))
            folded = whole.folded
            tokens[index] = token._replace(key=whole.key, parts=parts, folded=folded)


def _head(text: str, tokens: list[Token], index: int, hanging: set[int]) -> Token | None:
    """The compound that a hanging part leans on: behind connectors and further hanging parts."""
    following = tokens[index : index + _REACH]
    for before, token in pairwise(following):
        between = text[before.end : token.start].strip(HYPHENS + " \n\t\r\u00a0,/&")
        if between:
            return None
        if token.norm not in _CONNECTORS and token.end not in hanging:
            return token
    return None


def _rest(compound: str) -> str:
    """What is left of a compound without its first part: `barnhälsovård` -> `hälsovård`."""
    parts = split(compound, swedish_lexicon())
    return "".join(parts[1:])
