"""What every engine can do, and what the two database engines share.

An engine stores the same elements (documents.py) and finds entries by them; it never ranks for a reader: `find` returns a
bounded set of candidates with their tokens, and the one scorer orders them. What the reader may see comes in as a set that
was asked of the database in the same search (shelf.py), so totals and facets are exact for them on an engine that cannot
join as well.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import connection

from search.atoms import Atom
from search.documents import AnalysedDocument
from search.facets import Filters, allowed_sets, count_facets, load_sets
from search.models import IndexEntry
from search.plan import Plan
from search.scorer import KINDS
from search.shelf import Shown

CANDIDATES = 70
FIRST_SUGGESTED = 40  # looked at before it is known that the reader may not see most of them
# Suggestions of like names stand in the order in which the scorer would put their kinds.
KIND_ORDER = (
    "CASE e.kind " + " ".join(f"WHEN '{kind}' THEN {-weight}" for kind, weight in KINDS.items()) + " ELSE -1 END"
)


@dataclass(frozen=True, slots=True)
class Looked:
    """What an engine looks for: any of `finds`, all of `required`, none of `barred`.

    Of the `frequent` among them an engine may weigh only title and lead when it chooses candidates: thousands of entries
    have them, and those that have them there come first.
    """

    finds: tuple[Atom, ...]
    required: tuple[Atom, ...] = ()
    barred: tuple[Atom, ...] = ()
    frequent: frozenset[Atom] = frozenset()

    @classmethod
    def of(cls, plan: Plan, *, weakly: bool = False) -> "Looked":
        """From a plan; `weakly` adds what shares no more than a part with the query."""
        finds = (*plan.finds, *plan.finds_weakly) if weakly else tuple(plan.finds)
        return cls(finds, tuple(plan.required), tuple(plan.barred), frozenset(plan.frequent))


@dataclass(slots=True)
class Found:
    """The entries that were found for a reader. `ids` holds all of them, in the engine's own order.

    `unfiltered` is the number without filters; `facets` counts, for each facet, what the reader would get by choosing a
    code, the other facets' filters in force.
    """

    ids: Sequence[int] = ()
    total: int = 0
    unfiltered: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An entry whose title or search words begin as somebody types."""

    entry_id: int
    title: str
    kind: str
    url: str
    url_path: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody has typed so far: each word in lower case, its key, and all of it without diacritics."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    plain: str


class Engine(ABC):
    """The contract; one test class runs it on each engine."""

    name: ClassVar[str]

    @abstractmethod
    def index(self, rows: Sequence[tuple[int, AnalysedDocument]]) -> None:
        """Store or replace the full text of entries, in the caller's transaction."""

    @abstractmethod
    def delete(self, entry_ids: Sequence[int]) -> None:
        """Remove the full text of entries; one that has none is passed over."""

    @abstractmethod
    def find(self, looked: Looked, shown: Shown, filters: Filters) -> Found:
        """The entries that fit of those that the reader may see; never raises for any content of the query."""

    @abstractmethod
    def suggest(self, typed: Typed, shown: Shown, limit: int) -> list[Suggestion]:
        """Entries that the reader may see with every word in their title or search words, each word perhaps unfinished."""

    @abstractmethod
    def terms(self, language: str) -> Mapping[str, int]:
        """Every element that the full text of a language holds, with the number of entries: to be compared with ours."""


def fetched(statement: str, params: Sequence[Any]) -> list[Any]:
    """The rows of a statement on the site's database."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchall()  # type: ignore[no-any-return]  # as the driver gives them


class DatabaseEngine(Engine):
    """Full text in the site's own database: one statement matches, joins what the reader may see, and sorts."""

    def find(self, looked: Looked, shown: Shown, filters: Filters) -> Found:
        """All entries that fit; what is counted are the combinations of their codes, no row is read."""
        if not looked.finds and not looked.required:
            return Found()
        ids = self._ids(looked, shown)
        set_of = shown.shelf.sets.__getitem__
        sets = Counter(map(set_of, ids))
        load_sets(sets)
        facets = count_facets(sets, filters)
        if not filters:
            return Found(ids, len(ids), len(ids), facets)
        allowed = allowed_sets(sets, filters)
        chosen = [number for number in ids if set_of(number) in allowed]
        return Found(chosen, len(chosen), len(ids), facets)

    @abstractmethod
    def _ids(self, looked: Looked, shown: Shown) -> list[int]:
        """The shown entries that fit, best first, ties by number."""

    def suggest(self, typed: Typed, shown: Shown, limit: int) -> list[Suggestion]:
        """First what is called so, then what begins so; what is to be done before what tells of it; the shorter ones first."""
        matching, params = self._titles_statement(typed)
        order = (
            f"SELECT e.id FROM ({matching}) AS f JOIN search_indexentry AS e ON e.id = f.id ORDER BY "
            "CASE WHEN e.plain_title || ' ' LIKE %s ESCAPE '!' OR e.plain_terms LIKE %s ESCAPE '!' THEN 0 "
            "WHEN e.plain_title LIKE %s ESCAPE '!' OR e.plain_terms LIKE %s ESCAPE '!' THEN 1 ELSE 2 END, "
            f"{KIND_ORDER}, CASE WHEN e.is_acute THEN 0 ELSE 1 END, length(e.plain_title), e.id"
        )
        begins = re.sub(r"([%_!])", r"!\1", typed.plain)
        values = [*params, f"{begins} %", f"%|{begins}|%", f"{begins}%", f"%|{begins}%"]
        numbers = [number for (number,) in fetched(order, values)]
        best = shown.among(numbers[:FIRST_SUGGESTED])[:limit]
        if len(best) < limit and len(numbers) > FIRST_SUGGESTED:
            best = shown.among(numbers)[:limit]
        rows = IndexEntry.objects.filter(pk__in=best).values_list("pk", "title", "kind", "url", "page__url_path")
        found = {row[0]: Suggestion(*row[:4], row[4] or "") for row in rows} if best else {}
        return [found[number] for number in best if number in found]

    @abstractmethod
    def _titles_statement(self, typed: Typed) -> tuple[str, list[object]]:
        """(id) of the entries with every typed word in their title or search words."""
