"""Purpose: a typed query -> QueryTree, by the same analysis as the documents.

Contract: `analyse_query` never raises for any str; at most 200 characters and 20 words count. Quotes make a
phrase, a minus before a word or phrase excludes it, every other sign of an engine's own syntax (*, :, NEAR(,
AND) is nothing special. Weights follow decision 0010 where it measured them (parts, prefix); synonyms, folding
and statutes are ours, to be tuned on the site's own queries: an exact match always stands above a synonym, a
synonym above a folded word.
"""

import re
from collections.abc import Callable, Sequence
from typing import Final

from search.analysis.documents import analyse
from search.analysis.languages import WordAnalyser, analyser
from search.analysis.moved import moved_alternatives, notices_for
from search.analysis.query_tree import Alternative, AlternativeKind, Clause, Notice, QueryTree
from search.analysis.synonyms import SynonymTable
from search.analysis.tokens import ACRONYM_MARK, Token
from search.analysis.words import fold

MAX_CHARACTERS: Final = 200
MAX_WORDS: Final = 20
PREFIX_LENGTH: Final = 5
PART_LENGTH: Final = 4
STOP_WEIGHT: Final = 0.5
FOLDABLE: Final = frozenset("aceinosuyz")  # letters that a diacritic may have been left off
FOLDABLE_LENGTH: Final = 3
WEIGHTS: Final = {
    AlternativeKind.EXACT: 1.0,
    AlternativeKind.STEM: 1.0,
    AlternativeKind.PHRASE: 1.0,
    AlternativeKind.WITHIN: 0.6,
    AlternativeKind.PARTS: 0.5,
    AlternativeKind.PREFIX: 0.4,
    AlternativeKind.FOLDED: 0.35,
}
SHARED_LAST: Final = 0.3
SHARED_EARLIER: Final = 0.15
FOLDED_KNOWN: Final = 0.15
Vocabulary = Callable[[str], bool] | frozenset[str] | None
_UNITS: Final = re.compile(r'(?P<minus>(?<!\S)[-\u2212])?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^"\s]+))')
_QUOTES: Final = str.maketrans("“”„«»＂\0", '"""""" ')


def analyse_query(
    query: str, language: str, *, synonyms: SynonymTable | None = None, vocabulary: Vocabulary = None
) -> QueryTree:
    """Parse a query. `vocabulary` knows the keys of the index: for folding, foreign compounds and unknown
    words.
    """
    text = query[:MAX_CHARACTERS].translate(_QUOTES)
    knows = _membership(vocabulary)
    wanted, phrases, barred = _units(text, language)
    capped = len(query) > MAX_CHARACTERS or len(wanted) + sum(map(len, phrases)) > MAX_WORDS
    wanted = wanted[:MAX_WORDS]
    words = analyser(language)
    clauses = [_clause(token, words, knows) for token in wanted]
    if synonyms is not None:
        clauses = _with_synonyms(clauses, wanted, synonyms)
    notices = _notices(wanted)
    clauses += [_phrase(phrase, words) for phrase in phrases[: MAX_WORDS - len(clauses)]]
    excluded = tuple(_excluded(tokens) for tokens in barred[:MAX_WORDS])
    unknown = tuple(token.norm for token in wanted if knows and not _is_known(token, words, knows))
    return QueryTree(query, language, tuple(clauses), excluded, notices, capped, unknown)


def _membership(vocabulary: Vocabulary) -> Callable[[str], bool] | None:
    if vocabulary is None:
        return None
    return vocabulary if callable(vocabulary) else vocabulary.__contains__


def _units(text: str, language: str) -> tuple[list[Token], list[list[Token]], list[list[Token]]]:
    """Cut the query into plain words, quoted phrases and excluded words or phrases; plain stretches are
    analysed whole.
    """
    phrases: list[list[Token]] = []
    barred: list[list[Token]] = []
    plain = list(text)
    for match in _UNITS.finditer(text):
        quoted = match.group("quoted")
        if not match.group("minus") and quoted is None:
            continue
        tokens = analyse(quoted if quoted is not None else match.group("plain"), language)[:MAX_WORDS]
        plain[match.start() : match.end()] = " " * (match.end() - match.start())
        if tokens and match.group("minus"):
            barred.append(tokens)
        elif tokens and quoted is not None:
            phrases.append(tokens)
    return analyse("".join(plain), language), phrases, barred


def _clause(token: Token, words: WordAnalyser, knows: Callable[[str], bool] | None) -> Clause:
    """A word with all that may stand for it but synonyms."""
    kind = AlternativeKind
    parts = tuple(part for part in token.parts if not part.startswith(ACRONYM_MARK))
    found = [
        Alternative(kind.EXACT, (token.norm,), WEIGHTS[kind.EXACT]),
        Alternative(kind.STEM, (token.key,), WEIGHTS[kind.STEM]),
        Alternative(kind.WITHIN, (token.key,), WEIGHTS[kind.WITHIN]),
    ]
    stop = words.is_stop(token.norm)
    found += moved_alternatives(token)
    if not stop and not token.key.startswith(("kap", "par", "artikel", "sfs")):
        parts = parts or _foreign_parts(token.key, knows)
        found += _part_alternatives(parts)
        if len(token.norm) >= PREFIX_LENGTH <= len(token.key) + 1 and not any(sign.isdigit() for sign in token.key):
            found.append(Alternative(kind.PREFIX, (token.key,), WEIGHTS[kind.PREFIX]))
        found += _folded(token, words, knows)
    if ":" in token.surface and token.key.replace("x", "").isdigit():
        chapter, _, paragraph = token.key.partition("x")
        found.append(Alternative(kind.STATUTE, (f"kap{chapter}par{paragraph}",), 1.0))
    return Clause(token.surface, token.key, parts, _sorted(found), STOP_WEIGHT if stop else 1.0, stop)


def _part_alternatives(parts: tuple[str, ...]) -> list[Alternative]:
    """The finest parts together, then each alone: the last says what the thing is, so it counts more."""
    finest = _finest(parts)
    found: list[Alternative] = []
    if len(finest) > 1:
        found.append(Alternative(AlternativeKind.PARTS, finest, WEIGHTS[AlternativeKind.PARTS]))
    for index, part in enumerate(finest):
        weight = SHARED_LAST if index == len(finest) - 1 else SHARED_EARLIER
        found.append(Alternative(AlternativeKind.SHARED, (part,), weight))
    return found


def _finest(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Parts come finest first and last part first; keep those that no earlier one lies in, in reading
    order.
    """
    kept: list[str] = []
    for part in parts:
        if len(part) > 1 and not any(one in part for one in kept):
            kept.append(part)
    return tuple(reversed(kept))


def _foreign_parts(key: str, knows: Callable[[str], bool] | None) -> tuple[str, ...]:
    """Two words of the index that make up a word the lexicon cannot split, so a foreign corpus splits too."""
    if knows is None or len(key) < 2 * PART_LENGTH:
        return ()
    for cut in range(len(key) - PART_LENGTH, PART_LENGTH - 1, -1):
        head, last = key[:cut], key[cut:]
        bare = head.removesuffix("s")
        for first in (head, bare):
            if len(first) >= PART_LENGTH and knows(first) and knows(last):
                return last, first
    return ()


def _folded(token: Token, words: WordAnalyser, knows: Callable[[str], bool] | None) -> list[Alternative]:
    """Only a word typed without diacritics is looked for among folded words, unless it is a word of its own.

    `mal` is not `mål`, `oppna` is `öppna`; a word typed with diacritics is never folded.
    """
    if fold(token.norm) != token.norm or not FOLDABLE.intersection(token.norm) or len(token.norm) < FOLDABLE_LENGTH:
        return []
    real = words.knows(token.norm)
    seen = knows(token.key) if knows else real
    if real and seen:
        return []
    weight = FOLDED_KNOWN if seen else WEIGHTS[AlternativeKind.FOLDED]
    return [Alternative(AlternativeKind.FOLDED, (token.key,), weight)]


def _with_synonyms(clauses: list[Clause], tokens: Sequence[Token], table: SynonymTable) -> list[Clause]:
    """Add the expansions of each entry to every clause that it covers."""
    result = list(clauses)
    for match in table.lookup(tokens):
        covers = tuple(range(match.first, match.last))
        found = [
            Alternative(AlternativeKind.SYNONYM, expansion.keys, expansion.weight, expansion.label, covers)
            for expansion in match.expansions
        ]
        for index in covers:
            clause = result[index]
            result[index] = Clause(
                clause.text,
                clause.key,
                clause.parts,
                _sorted([*clause.alternatives, *found]),
                clause.weight,
                clause.is_stop,
            )
    return result


def _phrase(tokens: Sequence[Token], words: WordAnalyser) -> Clause:
    keys = tuple(token.key for token in tokens)
    text = " ".join(token.surface for token in tokens)
    stop = all(words.is_stop(token.norm) for token in tokens)
    alternative = Alternative(AlternativeKind.PHRASE, keys, WEIGHTS[AlternativeKind.PHRASE])
    return Clause(text, " ".join(keys), (), (alternative,), STOP_WEIGHT if stop else 1.0, stop, is_phrase=True)


def _excluded(tokens: Sequence[Token]) -> Clause:
    """Minus excludes the word itself, in any form, never its parts or synonyms."""
    keys = tuple(token.key for token in tokens)
    kind = AlternativeKind.STEM if len(keys) == 1 else AlternativeKind.PHRASE
    text = " ".join(token.surface for token in tokens)
    return Clause(text, " ".join(keys), (), (Alternative(kind, keys, 1.0),), is_phrase=len(keys) > 1)


def _notices(tokens: Sequence[Token]) -> tuple[Notice, ...]:
    found = [notice for token in tokens for notice in notices_for(token)]
    return tuple(dict.fromkeys(found))


def _is_known(token: Token, words: WordAnalyser, knows: Callable[[str], bool]) -> bool:
    return knows(token.key) or words.is_stop(token.norm)


def _sorted(alternatives: Sequence[Alternative]) -> tuple[Alternative, ...]:
    unique: dict[tuple[AlternativeKind, tuple[str, ...]], Alternative] = {}
    for one in alternatives:
        unique.setdefault((one.kind, one.keys), one)
    return tuple(sorted(unique.values(), key=lambda one: -one.weight))
