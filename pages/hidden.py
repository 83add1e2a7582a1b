"""The condition "this page is hidden" as SQL: the text of the rule in pages.visibility, where it is asked from.

Built from Django's expressions the same condition takes thirty times as long to make as an empty page takes to answer, for
each depth compiles the subquery of restrictions anew. What is put together here are names of columns, numbers and SQL
that Django has made; every value stays a parameter.

The condition has two forms that say the same. `Hidden` looks at the sections above each row, which pays for a few rows.
`HiddenAmongMany` makes the set of all hidden pages once and compares each row's number with it, which pays for thousands.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler
from wagtail.models import Page

from pages.tree import LAST_CHILD, STEP

PAGES = Page._meta.db_table
DEAD = f"SELECT id FROM {PAGES} WHERE NOT live"
# Deeper than this nothing is published: BasePage refuses it.
DEEPEST = 10
CLOSED, TRANSLATION, ALIAS, DEAD_PAGE = range(4)  # why a page may be hidden
COLUMNS = ("path", "alias_of_id", "locale_id", "translation_key")


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of the sections that are closed to a reader: a subquery with one column, `place`."""

    sql: str
    params: tuple[Any, ...]


class Hidden(Expression):
    """Whether a page lies in a closed section, or what it stands for does: its alias source, the source page of either.

    `page` is the lookup of the page, "" for a queryset of pages; `source` the locale of source pages.
    """

    def __init__(self, places: Places, *, page: str, source: int) -> None:
        super().__init__(output_field=BooleanField())
        self.columns: list[Any] = [F(f"{page}__{name}" if page else name) for name in COLUMNS]
        self.places, self.source = places, int(source)

    def get_source_expressions(self) -> list[Any]:
        """The page's own columns."""
        return self.columns

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """The same, resolved."""
        self.columns = list(exprs)

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """Most rows are neither alias nor translation and end at the guards."""
        path, alias, locale, key = (compiler.compile(column)[0] for column in self.columns)
        translated = f"{PAGES} s ON s.translation_key = a.translation_key AND s.locale_id = {self.source}"
        tests = [
            self._under(path),
            f"{locale} <> {self.source} AND "
            + self._some(f"{PAGES} s", f"s.translation_key = {key} AND s.locale_id = {self.source}"),
            f"{alias} IS NOT NULL AND " + self._some(f"{PAGES} s", f"s.id = {alias}"),
            f"{alias} IS NOT NULL AND " + self._some(f"{PAGES} a JOIN {translated}", f"a.id = {alias}"),
        ]
        return "(" + " OR ".join(f"({test})" for test in tests) + ")", self.places.params * len(tests)

    def _some(self, tables: str, condition: str) -> str:
        """Whether a page `s` of `tables` lies in a closed section."""
        return f"EXISTS (SELECT 1 FROM {tables} WHERE {condition} AND {self._under('s.path')})"

    def _under(self, path: str) -> str:
        """Whether a path lies at or below a closed section."""
        prefixes = [f"SUBSTR({path}, 1, {STEP * depth})" for depth in range(2, DEEPEST + 1)]
        return f"EXISTS (SELECT 1 FROM ({self.places.sql}) c WHERE c.place IN ({', '.join(prefixes)}))"


class Dead(Expression):
    """Whether a row's page is not live, without a join. A row without a page is neither dead nor live (NULL)."""

    def __init__(self, *, page: str) -> None:
        super().__init__(output_field=BooleanField())
        self.number: Any = F(page or "pk")

    def get_source_expressions(self) -> list[Any]:
        """The number of the page."""
        return [self.number]

    def set_source_expressions(self, exprs: Sequence[Any]) -> None:
        """The same, resolved."""
        (self.number,) = exprs

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A comparison with a set that is made once."""
        return f"({compiler.compile(self.number)[0]} IN ({DEAD}))", ()


class HiddenAmongMany(Dead):
    """`Hidden` for a queryset of many rows; with `dead`, pages that are not live count as hidden."""

    def __init__(self, places: Places, *, page: str, source: int, dead: bool) -> None:
        super().__init__(page=page)
        self.places, self.source, self.dead = places, int(source), dead

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """A comparison with the set of hidden pages, made once."""
        number, _params = compiler.compile(self.number)
        sets = [
            *([DEAD] if self.dead else []),
            "SELECT id FROM closed",
            "SELECT id FROM translated",
            f"SELECT a.id FROM closed p JOIN {PAGES} a ON a.alias_of_id = p.id",
            f"SELECT a.id FROM translated p JOIN {PAGES} a ON a.alias_of_id = p.id",
        ]
        closed = f"SELECT p.id, p.translation_key, p.locale_id FROM {_below(self.places)}"
        translated = (
            f"SELECT t.id FROM closed p JOIN {PAGES} t ON t.translation_key = p.translation_key "
            f"AND t.locale_id <> {self.source} WHERE p.locale_id = {self.source}"
        )
        tables = f"WITH closed AS ({closed}), translated AS ({translated})"
        return f"({number} IN ({tables} {' UNION ALL '.join(sets)}))", self.places.params


def _below(places: Places) -> str:
    """The closed sections `c` joined with the pages `p` at and below them: ranges of paths (pages.tree)."""
    return f"({places.sql}) c JOIN {PAGES} p ON p.path >= c.place AND p.path <= c.place || '{LAST_CHILD}'"


def hidden_numbers(places: Places, *, source: int) -> set[int]:
    """The set that `HiddenAmongMany` compares with, pages that are not live among it, read here: one query.

    A set in the database costs more to make than to read; translations and aliases come with what they stand for, and
    whether that is hidden is told here.
    """
    others = f"(t.locale_id < {source} OR t.locale_id > {source})"  # an index answers that, and not <>
    statement = (
        f"SELECT p.id, {CLOSED}, 0 FROM {_below(places)} UNION ALL SELECT id, {DEAD_PAGE}, 0 FROM {PAGES} WHERE NOT live "
        f"UNION ALL SELECT t.id, {TRANSLATION}, s.id FROM {PAGES} t CROSS JOIN {PAGES} s WHERE {others} "
        f"AND s.translation_key = t.translation_key AND s.locale_id = {source} "
        f"UNION ALL SELECT id, {ALIAS}, alias_of_id FROM {PAGES} WHERE alias_of_id > 0"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, places.params)
        rows = cursor.fetchall()
    of_kind: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for number, kind, stands_for in rows:
        of_kind[kind].append((number, stands_for))
    hidden = {number for number, _none in of_kind[CLOSED]}
    for kind in (TRANSLATION, ALIAS):
        hidden |= {number for number, stands_for in of_kind[kind] if stands_for in hidden}
    return hidden.union(number for number, _none in of_kind[DEAD_PAGE])
