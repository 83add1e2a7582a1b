"""Facets: which codes the hits of a reader have, how many each, and what remains when some are chosen.

An entry carries the key of its combination of codes (FacetSet). A combination never changes, so a process keeps those
that it has seen, and counting is adding up combinations: nothing here knows or keeps who may see what.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from itertools import chain
from sys import intern

from search.models import FacetSet

Codes = Mapping[str, Collection[str]]
Filters = Mapping[str, Collection[str]]
FACETS = ("kind", "profession", "topic")
EVERYBODY = {"profession": "ALLA"}  # what concerns everybody counts for each profession, and is found under each
MOST_KEPT = 50_000

# Tuples of strings: what is no container of containers costs the garbage collector nothing, however many are kept.
_kept: dict[int, tuple[tuple[str, tuple[str, ...]], ...]] = {}
_counted: dict[int, tuple[tuple[str, ...], ...]] = {}


def load_sets(numbers: Collection[int]) -> None:
    """Read the combinations that this process has not met; one query at most."""
    missing = [number for number in numbers if number not in _kept]
    if not missing:
        return
    if len(_kept) > MOST_KEPT:
        _kept.clear()
        _counted.clear()
        missing = list(numbers)
    rows = FacetSet.objects.filter(pk__in=missing) if len(missing) <= MOST_KEPT // 100 else FacetSet.objects.all()
    for number, codes in rows.values_list("pk", "codes"):
        _kept[number] = tuple((intern(name), tuple(map(intern, values))) for name, values in codes.items())
        _counted[number] = tuple(_own(codes_of(number), name) for name in FACETS)


def codes_of(number: int) -> Codes:
    """The codes of a combination that load_sets has read."""
    return dict(_kept.get(number, ()))


def _fits(codes: Codes, name: str, chosen: Collection[str]) -> bool:
    """Several codes of one facet widen, several facets narrow."""
    return any(code in chosen or code == EVERYBODY.get(name) for code in codes.get(name, ()))


def allowed_sets(numbers: Collection[int], filters: Filters) -> set[int]:
    """The combinations that fit every filter."""
    return {
        number for number in numbers if all(_fits(codes_of(number), name, chosen) for name, chosen in filters.items())
    }


def count_facets(sets: Counter[int], filters: Filters) -> dict[str, Counter[str]]:
    """For each facet, how many hits each code would leave, with the filters of the other facets in force."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in FACETS}
    if not filters:
        return _for_each(_count_all(sets), filters)
    for number, times in sets.items():
        codes = codes_of(number)
        failed = [name for name, chosen in filters.items() if not _fits(codes, name, chosen)]
        if len(failed) > 1:
            continue
        for name in failed or FACETS:
            if name in counts:
                for code in _own(codes, name):
                    counts[name][code] += times
    return _for_each(counts, filters)


def _count_all(sets: Counter[int]) -> dict[str, Counter[str]]:
    """Every code of every hit: at the speed of C where nearly every hit has a combination of its own."""
    counts: dict[str, Counter[str]] = {}
    for place, name in enumerate(FACETS):
        counts[name] = Counter(chain.from_iterable(_counted[number][place] for number in sets))
    for number, times in sets.items():
        if times > 1:
            for name, codes in zip(FACETS, _counted[number], strict=True):
                for code in codes:
                    counts[name][code] += times - 1
    return counts


def _own(codes: Codes, name: str) -> tuple[str, ...]:
    """The codes of a facet, or the one for everybody alone."""
    own = tuple(codes.get(name, ()))
    everybody = EVERYBODY.get(name, "")
    return (everybody,) if everybody in own else own


def _for_each(counts: dict[str, Counter[str]], filters: Filters) -> dict[str, Counter[str]]:
    """What concerns everybody counts for each code that is shown or chosen."""
    for name, everybody in EVERYBODY.items():
        concerns_all = counts[name].pop(everybody, 0)
        for code in {*counts[name], *filters.get(name, ())}:
            counts[name][code] += concerns_all
    return counts
