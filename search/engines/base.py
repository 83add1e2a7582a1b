"""What every engine can do, and what the two database engines share.

An engine stores the same elements (documents.py) and finds entries by them; it never ranks for a reader: `find` returns a
bounded set of candidates with their tokens, and the one scorer orders them. Visibility comes in as a queryset of the
entries that a reader may see, read from the database at the moment of asking, so totals and facets are exact for them.
Elasticsearch, which cannot join, will take the same arguments and ask with the ids left out; its place is a module beside
these two and a branch in `engine()`.
"""

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import connection
from django.db.models import F, QuerySet

from search.atoms import Atom
from search.documents import AnalysedDocument
from search.facets import Filters, allowed_sets, count_facets, load_sets
from search.models import IndexEntry
from search.plan import Plan

CANDIDATES = 70


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
    def find(self, looked: Looked, visible: QuerySet[IndexEntry], filters: Filters) -> Found:
        """The visible entries that fit; never raises for any content of the query."""

    @abstractmethod
    def suggest(self, typed: Typed, visible: QuerySet[IndexEntry], limit: int) -> list[Suggestion]:
        """Visible entries with every word in their title or search words, each word perhaps unfinished."""

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

    def find(self, looked: Looked, visible: QuerySet[IndexEntry], filters: Filters) -> Found:
        """All visible entries that fit, with their facet combinations; counted here, no row of text is read."""
        if not looked.finds and not looked.required:
            return Found()
        visible_sql, visible_params = visible.order_by().values_list("id", "facet_set_id").query.sql_with_params()
        rows = self._rows(looked, visible_sql, visible_params)
        sets = Counter([row[1] for row in rows])
        load_sets(sets)
        facets = count_facets(sets, filters)
        if filters:
            allowed = allowed_sets(sets, filters)
            ids = [row[0] for row in rows if row[1] in allowed]
        else:
            ids = [row[0] for row in rows]
        return Found(ids, len(ids), len(rows), facets)

    @abstractmethod
    def _rows(self, looked: Looked, visible_sql: str, visible_params: Sequence[object]) -> list[tuple[int, int]]:
        """(id, facet_set_id) of the visible entries that fit, best first, ties by id."""

    def suggest(self, typed: Typed, visible: QuerySet[IndexEntry], limit: int) -> list[Suggestion]:
        """Titles that begin as typed come first, then acute ones, then the shorter ones."""
        entries = visible.order_by().annotate(url_path=F("page__url_path"))
        rows = entries.values_list("id", "title", "kind", "url", "url_path", "plain_title", "is_acute")
        visible_sql, visible_params = rows.query.sql_with_params()
        matching, params = self._titles_statement(typed)
        statement = (
            f"SELECT v.id, v.title, v.kind, v.url, v.url_path FROM ({matching}) AS f JOIN ({visible_sql}) AS v "
            "ON v.id = f.id ORDER BY CASE WHEN substr(v.plain_title, 1, %s) = %s THEN 0 ELSE 1 END, "
            "CASE WHEN v.is_acute THEN 0 ELSE 1 END, length(v.plain_title), v.id LIMIT %s"
        )
        with connection.cursor() as cursor:
            values: list[Any] = [*params, *visible_params, len(typed.plain), typed.plain, limit]
            cursor.execute(statement, values)
            return [
                Suggestion(number, title, kind, url, path or "") for number, title, kind, url, path in cursor.fetchall()
            ]

    @abstractmethod
    def _titles_statement(self, typed: Typed) -> tuple[str, list[object]]:
        """(id) of the entries with every typed word in their title or search words."""
