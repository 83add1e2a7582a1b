"""The only way to search: `run_search` and `suggest`, exact for the reader who asks, whichever engine answers.

A search takes seven queries, whatever it finds: the corpus, what is hidden from the reader, the names and the reader's own
codes, the frequencies, the entries that fit, the candidates' tokens, the results shown. One more asks which of many fit
best, or for the entries that share a part of a word, where few fit; a word that is nowhere for this reader is looked for
once more as it may be spelt.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pages.registries import Reader
from search.analysis import Notice, QueryTree, analyse, analyse_query
from search.corpus import Corpus, read_corpus
from search.documents import plain, storable
from search.engines import CANDIDATES, Found, Looked, Typed, engine
from search.facets import Filters, codes_of
from search.hits import Hit, address, kind_labels, read_hits
from search.models import IndexEntry
from search.plan import Plan, make_plan
from search.reader import Asked, centre_names, read_asked
from search.scorer import Candidate, Scored, rank
from search.shelf import Shown, shown_to
from search.synonyms import synonyms_of
from search.vocabulary import Vocabulary, vocabulary_of

PER_PAGE = 10
FEW = 10  # with fewer results than this, entries that share no more than a part of a word are shown too
SUGGESTIONS = 8
SHORTEST_TYPED = 2
LONGEST_TYPED = 100


@dataclass(frozen=True, slots=True)
class SearchResults:
    """One page of answers. `total` and `facets` count what the reader may open; `did_you_mean` is a respelt query.

    `replaced` says that the results already are for the respelt query, because a word as typed was found nowhere.
    """

    query: str
    language: str
    hits: Sequence[Hit] = ()
    total: int = 0
    page: int = 1
    pages: int = 1
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    did_you_mean: str = ""
    replaced: bool = False
    notices: Sequence[Notice] = ()
    capped: bool = False


@dataclass(frozen=True, slots=True)
class Suggested:
    """A thing whose name begins as somebody types."""

    title: str
    url: str
    kind: str
    kind_label: str


def run_search(
    query: str,
    *,
    user: Reader,
    language: str,
    filters: Filters | None = None,
    page: int = 1,
    per_page: int = PER_PAGE,
) -> SearchResults:
    """Search as `user`, in one language. `filters` maps facets to chosen codes; a page beyond the last is the last.

    Never raises for any text; an empty query finds nothing.
    """
    query, corpus = storable(query), read_corpus(language)
    vocabulary = vocabulary_of(corpus)
    tree = analyse_query(query, language, synonyms=synonyms_of(corpus), vocabulary=vocabulary.__contains__)
    if tree.is_empty:
        return SearchResults(query, language, capped=tree.capped)
    chosen = {name: codes for name, codes in (filters or {}).items() if codes}
    search = _Search(shown_to(user, corpus), chosen, read_asked(user, language))
    plan, answer = search.respelt(tree, corpus, vocabulary)
    pages = max(1, -(-answer.found.total // per_page))
    page = min(max(page, 1), pages)
    shown = search.shown(plan, answer, (page - 1) * per_page, page * per_page)
    did_you_mean, replaced = _respelling(plan, answer.scored)
    names = search.asked.names
    return SearchResults(
        query,
        language,
        hits=read_hits(shown, plan.telling_tree(), search.asked),
        total=answer.found.total,
        page=page,
        pages=pages,
        facets=answer.found.facets,
        names={**names, "centre": centre_names(chosen["centre"], user)} if "centre" in chosen else names,
        did_you_mean=did_you_mean,
        replaced=replaced,
        notices=tree.notices,
        capped=tree.capped,
    )


@dataclass(frozen=True, slots=True)
class _Answer:
    """What an engine found, and its best candidates in the scorer's order."""

    found: Found
    scored: list[Scored]


@dataclass(frozen=True, slots=True)
class _Search:
    """A reader's search: what they may see, what they have chosen, what is theirs."""

    shown_entries: Shown
    filters: Filters
    asked: Asked

    def respelt(self, tree: QueryTree, corpus: Corpus, vocabulary: Vocabulary) -> tuple[Plan, _Answer]:
        """Run a query; when a word of it is nowhere for this reader, once more with what is spelt like that word."""
        plan = make_plan(tree, corpus, vocabulary)
        answer = self.run(plan)
        lost = _found_nowhere(plan, answer) if not self.filters else []
        if lost:
            other = make_plan(tree, corpus, vocabulary, respell=lost)
            if any(word.neighbours for word in other.words):
                return other, self.run(other)
        return plan, answer

    def run(self, plan: Plan) -> _Answer:
        """Find and rank; what shares only a part with the query is taken in where little else fits."""
        found = engine().find(Looked.of(plan), self.shown_entries, self.filters)
        if found.unfiltered < FEW and plan.finds_weakly:
            found = engine().find(Looked.of(plan, weakly=True), self.shown_entries, self.filters)
        return _Answer(found, rank(plan, self._candidates(found.ids[:CANDIDATES]), self.asked.codes))

    def shown(self, plan: Plan, answer: _Answer, start: int, stop: int) -> list[Scored]:
        """A stretch of the answer: by the scorer as far as it has seen, then in the engine's order."""
        beyond = answer.found.ids[max(start, CANDIDATES) : max(stop, CANDIDATES)]
        stretch = answer.scored[start:stop]
        if beyond:
            order = {number: place for place, number in enumerate(beyond)}
            rest = rank(plan, self._candidates(beyond), self.asked.codes)
            stretch += sorted(rest, key=lambda each: order[each.candidate.entry_id])
        return stretch

    def _candidates(self, numbers: Sequence[int]) -> list[Candidate]:
        """What the scorer needs of entries; one query."""
        rows = IndexEntry.objects.filter(pk__in=numbers).values_list(
            "pk", "key", "title", "text__tokens", "kind", "facet_set_id"
        )
        return [
            Candidate(number, key, title, tokens, kind, _labelled(facet_set))
            for number, key, title, tokens, kind, facet_set in rows
            if tokens
        ]


def _labelled(facet_set: int) -> frozenset[str]:
    """The codes that may be a reader's own."""
    codes = codes_of(facet_set)
    return frozenset(f"{name}:{code}" for name in ("profession", "centre") for code in codes.get(name, ()))


def _found_nowhere(plan: Plan, answer: _Answer) -> list[int]:
    """The words that none of the results has, when all of them were looked at: perhaps misspelt, for this reader."""
    if answer.found.total > CANDIDATES:
        return []
    matched = {number for each in answer.scored for number in each.matched}
    return [
        number
        for number, word in enumerate(plan.words)
        if number not in matched and not (word.neighbours or word.clause.is_stop or word.clause.is_phrase)
    ]


def _respelling(plan: Plan, scored: Sequence[Scored]) -> tuple[str, bool]:
    """The query with each word that is found nowhere replaced by what was found instead, best result first."""
    text = plan.tree.text
    replaced = True
    for number, word in enumerate(plan.words):
        if not word.neighbours:
            continue
        has = [each for each in scored if each.neighbours & word.neighbours.keys()]
        if not has:
            continue
        element = next(element for element in word.neighbours if element in has[0].neighbours)
        text = text.replace(word.clause.text, word.neighbours[element], 1)
        replaced = replaced and not any(
            number in each.matched and not each.neighbours & word.neighbours.keys() for each in scored
        )
    return (text, replaced) if text != plan.tree.text else ("", False)


def suggest(query: str, *, user: Reader, language: str, limit: int = SUGGESTIONS) -> list[Suggested]:
    """What begins as typed, in titles and search words, of what the reader may see; never raises for any text."""
    query = storable(query)[:LONGEST_TYPED]
    tokens = analyse(query, language)
    plain_query = plain(query)
    if len(plain_query) < SHORTEST_TYPED or not tokens:
        return []
    typed = Typed(tuple(token.norm for token in tokens), tuple(token.key for token in tokens), plain_query)
    labels = kind_labels()
    return [
        Suggested(each.title, address(each.url, each.url_path), each.kind, labels.get(each.kind, each.kind))
        for each in engine().suggest(typed, shown_to(user, read_corpus(language)), limit)
    ]
