"""From a QueryTree to what an engine looks for and what the scorer weighs, both in elements (documents.py).

Strengths: how much a page word counts for a query word (tf) and how far it covers it (coverage). The classes of a word
itself, its parts and its beginnings are decision 0010's; synonyms, statutes, folded forms and spelling neighbours are further
classes of ours. Only the strongest class of a page word counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from math import log1p

from search.analysis import Alternative, AlternativeKind, Clause, QueryTree
from search.atoms import Atom, AtomKind, Phrase, Strength
from search.corpus import Corpus, frequencies
from search.vocabulary import Vocabulary

COMMON_SHARE = 4  # an element in more than a quarter of the entries ranks but does not find
NOTHING_IS_COMMON = 40  # entries: below this size a quarter says nothing
RAREST_WORDS = 12
MOST_ATOMS = 32
FREQUENT = 1500  # entries: a word that more have chooses candidates by their titles and leads alone
PARTS_NEAR = (0.5, 0.75)
RUN_OF_PARTS = (0.2, 0.6)
BEGINNING = (0.4, 0.0)
NEIGHBOUR = (0.5, 0.5)
SHARED_LAST, SHARED_EARLIER = ((0.03, 0.6), (0.1, 0.3)), ((0.1, 0.5), (0.05, 0.3))


@dataclass(slots=True)
class PlannedWord:
    """A clause with its elements, strongest first, and its weight in the ranking."""

    clause: Clause
    strengths: list[Strength] = field(default_factory=list)
    parts: tuple[str, ...] = ()
    finds: list[Atom] = field(default_factory=list)
    finds_weakly: list[Atom] = field(default_factory=list)
    idf: float = 0.0
    df: float = 0.0
    neighbours: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What to look for: any of `finds` (with `finds_weakly` where that brings few), all `required`, none of `barred`."""

    tree: QueryTree
    corpus: Corpus
    words: list[PlannedWord]
    phrases: list[Phrase]
    finds: list[Atom] = field(default_factory=list)
    finds_weakly: list[Atom] = field(default_factory=list)
    frequent: set[Atom] = field(default_factory=set)
    required: list[Atom] = field(default_factory=list)
    barred: list[Atom] = field(default_factory=list)
    missing: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Nothing that could find an entry."""
        return not (self.finds or self.finds_weakly or self.required)

    @property
    def weight(self) -> float:
        """The sum of the words' weights."""
        return sum(word.idf for word in self.words) or 1.0

    def telling_tree(self) -> QueryTree:
        """The query with only those alternatives that the index has, and those that are spelt like a lost word: for marking."""
        clauses = []
        for word in self.words:
            known = {strength.element[1:] for strength in word.strengths} - self.missing
            kept = tuple(
                one
                for one in word.clause.alternatives
                if one.kind is not AlternativeKind.EXACT and (known.issuperset(one.keys) or len(one.keys) > 1)
            )
            near = tuple(Alternative(AlternativeKind.STEM, (element[1:],), NEIGHBOUR[0]) for element in word.neighbours)
            clauses.append(replace(word.clause, alternatives=kept + near))
        return replace(self.tree, clauses=tuple(clauses))


def make_plan(tree: QueryTree, corpus: Corpus, vocabulary: Vocabulary, *, respell: Iterable[int] = ()) -> Plan:
    """Plan a query; `respell` names words that found nothing, whose spelling neighbours are then looked for too."""
    words = [_word(clause, vocabulary) for clause in tree.clauses]
    phrases = _phrases(tree)
    df = frequencies(corpus.language, _asked(words, phrases))
    misspelt = set(respell)
    for number, word in enumerate(words):
        own = word.clause
        exists = any(df.get(each.element) for each in word.strengths if each.tf > RUN_OF_PARTS[0]) or any(
            number in phrase.covers and _possible(phrase.elements, df) for phrase in phrases
        )
        if not own.is_phrase and not own.is_stop and (number in misspelt or not exists):
            _respell(word, vocabulary, df)
        _weigh(word, phrases, number, df, corpus.documents)
    plan = Plan(tree, corpus, words, [phrase for phrase in phrases if _possible(phrase.elements, df)])
    present = {element[1:] for element in df}
    plan.missing = frozenset(each.element[1:] for word in words for each in word.strengths) - present
    _choose(plan, df)
    return plan


def _word(clause: Clause, vocabulary: Vocabulary) -> PlannedWord:
    """The elements of a clause by the kind of each alternative; synonyms of several words are phrases."""
    word = PlannedWord(clause)
    shared = [one.keys[0] for one in clause.alternatives if one.kind is AlternativeKind.SHARED]
    for one in clause.alternatives:
        _BY_KIND.get(one.kind, _nothing)(word, one, vocabulary)
    for part in clause.parts:
        if part not in shared and not part.startswith("0"):
            word.strengths.append(Strength(f"f{part}", *RUN_OF_PARTS))
            word.finds_weakly.append(Atom(AtomKind.ANY, ((f"f{part}",),)))
    unique: dict[str, Strength] = {}
    for strength in sorted(word.strengths, key=lambda each: (-each.tf, -each.coverage, each.element)):
        unique.setdefault(strength.element, strength)
    word.strengths = list(unique.values())
    return word


def _nothing(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    """Exact forms add nothing that was measured; phrases are planned for the whole query."""


def _stem(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    key = one.keys[0]
    word.strengths += [Strength(f"f{key}", 1.0, 1.0), Strength(f"l{key}", 0.5, 0.7), Strength(f"p{key}", 0.5, 0.6)]
    word.finds.append(Atom(AtomKind.ANY, ((f"f{key}", f"p{key}"),)))


def _shared(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    part = one.keys[0]
    alone, inside = SHARED_LAST if word.clause.key.endswith(part) else SHARED_EARLIER
    word.strengths += [Strength(f"f{part}", *alone), Strength(f"l{part}", *inside), Strength(f"p{part}", *inside)]
    word.finds_weakly.append(Atom(AtomKind.ANY, ((f"f{part}", f"p{part}"),)))


def _parts(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    word.parts = one.keys
    word.finds.append(Atom(AtomKind.ALL, tuple((f"f{part}", f"p{part}") for part in one.keys)))


def _beginning(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    key = one.keys[0]
    word.strengths += [Strength(f"f{longer}", *BEGINNING) for longer in vocabulary.beginning_with(key)]
    word.finds.append(Atom(AtomKind.BEGINS, ((f"f{key}",),)))


def _folded(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    key = one.keys[0]
    word.strengths.append(Strength(f"g{key}", 2 * one.weight, min(1.0, 2.5 * one.weight)))
    word.finds.append(Atom(AtomKind.ANY, ((f"g{key}",),)))


def _other_word(word: PlannedWord, one: Alternative, vocabulary: Vocabulary) -> None:
    """A synonym of one word for this word alone, or a paragraph's other number."""
    if len(one.keys) > 1 or len(one.covers) > 1:
        return
    key, weight = one.keys[0], one.weight
    word.strengths += [
        Strength(f"f{key}", weight, weight, one.label),
        Strength(f"l{key}", weight / 2, weight * 0.7, one.label),
        Strength(f"p{key}", weight / 2 if not key.startswith("0") else weight, weight * 0.6, one.label),
    ]
    word.finds.append(Atom(AtomKind.ANY, ((f"f{key}", f"p{key}"),)))


_BY_KIND = {
    AlternativeKind.STEM: _stem,
    AlternativeKind.SHARED: _shared,
    AlternativeKind.PARTS: _parts,
    AlternativeKind.PREFIX: _beginning,
    AlternativeKind.FOLDED: _folded,
    AlternativeKind.SYNONYM: _other_word,
    AlternativeKind.STATUTE: _other_word,
}


def _phrases(tree: QueryTree) -> list[Phrase]:
    """Quoted words, and synonyms that are or replace several words, each once."""
    found: dict[tuple[str, ...], Phrase] = {}
    for number, clause in enumerate(tree.clauses):
        for one in clause.alternatives:
            quoted = one.kind is AlternativeKind.PHRASE
            if not quoted and (one.kind is not AlternativeKind.SYNONYM or len(one.keys) == len(one.covers) == 1):
                continue
            marked = one.keys[0].startswith("0")
            elements = tuple(f"p{key}" if marked else f"f{key}" for key in one.keys)
            covers = one.covers or (number,)
            found.setdefault(
                (*elements, *map(str, covers)), Phrase(elements, one.weight, one.weight, covers, one.label)
            )
    return list(found.values())


def _asked(words: Sequence[PlannedWord], phrases: Sequence[Phrase]) -> set[str]:
    """Every element whose frequency matters."""
    asked = {strength.element for word in words for strength in word.strengths}
    asked |= {f"p{element[1:]}" for element in asked if element[0] == "l"}
    return asked | {element for phrase in phrases for element in phrase.elements}


def _possible(elements: Iterable[str], df: dict[str, int]) -> bool:
    return all(df.get(element) for element in elements)


def _respell(word: PlannedWord, vocabulary: Vocabulary, df: dict[str, int]) -> None:
    """Look for what is spelt almost like a word that is found nowhere."""
    for key, written in vocabulary.neighbours(word.clause.text):
        element = f"f{key}"
        word.neighbours[element] = written
        df.setdefault(element, vocabulary.df.get(key, 1))
        word.strengths.append(Strength(element, *NEIGHBOUR))
        word.finds.append(Atom(AtomKind.ANY, ((element, f"p{key}"),)))


def _weigh(word: PlannedWord, phrases: Sequence[Phrase], number: int, df: dict[str, int], documents: int) -> None:
    """The idf of a word: by its own frequency, half of that as a part, a little of its parts'; a synonym's where it has none."""
    key = word.clause.key
    own = df.get(f"f{key}", 0) + 0.5 * df.get(f"p{key}", 0)
    own += 0.05 * sum(df.get(f"f{part}", 0) for part in word.parts)
    if word.clause.is_phrase or not own:
        others = [df.get(strength.element, 0) for strength in word.strengths if strength.tf > BEGINNING[0]]
        others += [min(df.get(each, 0) for each in phrase.elements) for phrase in phrases if number in phrase.covers]
        own = max(others, default=0)
    word.df = min(own, documents)
    word.idf = log1p((documents - word.df + 0.5) / (word.df + 0.5)) * word.clause.weight


def _choose(plan: Plan, df: dict[str, int]) -> None:
    """Which words find: the rarest, no stop words and none that a quarter of all entries have, unless that is all there is."""
    for clause in plan.tree.excluded:
        plan.barred.append(Atom(AtomKind.PHRASE, (tuple(f"f{key}" for key in clause.alternatives[0].keys),)))
    quoted = [word for word in plan.words if word.clause.is_phrase]
    plan.required = [
        Atom(AtomKind.PHRASE, (tuple(f"f{key}" for key in word.clause.alternatives[0].keys),)) for word in quoted
    ]
    asked = [word for word in plan.words if not word.clause.is_phrase]
    telling = [word for word in asked if not word.clause.is_stop] or asked
    rare = [word for word in telling if not _is_common(word.df, plan.corpus.documents)] or telling
    chosen = sorted(rare, key=lambda word: (word.df, word.clause.key))[:RAREST_WORDS]
    numbers = {number for number, word in enumerate(plan.words) if word in chosen}
    for word in chosen:
        common = _is_common(df.get(f"f{word.clause.key}", 0), plan.corpus.documents)
        finds = [_alone(word)] if common else [atom for atom in word.finds if _can_find(atom, df)]
        plan.finds += finds
        if word.df > FREQUENT:
            plan.frequent.update(finds)
        plan.finds_weakly += [atom for atom in word.finds_weakly if _can_find(atom, df)]
    plan.finds += [
        Atom(AtomKind.PHRASE, (phrase.elements,)) for phrase in plan.phrases if numbers.intersection(phrase.covers)
    ]
    plan.finds = list(dict.fromkeys(plan.finds))[:MOST_ATOMS]
    plan.finds_weakly = [
        atom
        for atom in dict.fromkeys(plan.finds_weakly)
        if atom not in plan.finds
        and not _is_common(max(df.get(each, 0) for each in atom.groups[0]), plan.corpus.documents)
    ][:MOST_ATOMS]


def _alone(word: PlannedWord) -> Atom:
    """A word that stands in a quarter of all entries is not also looked for within other words and at their beginnings."""
    return Atom(AtomKind.ANY, ((f"f{word.clause.key}",),))


def _is_common(df: float, documents: int) -> bool:
    return documents > NOTHING_IS_COMMON and df * COMMON_SHARE > documents


def _can_find(atom: Atom, df: dict[str, int]) -> bool:
    """Whether the index has what the atom looks for; beginnings are left to the engine."""
    if atom.kind is AtomKind.BEGINS:
        return True
    return all(any(df.get(each) for each in group) for group in atom.groups)
