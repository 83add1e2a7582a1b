"""The condition "this page is hidden" as SQL: the text of the rule in pages.visibility, where it is asked from.

Built from Django's expressions the same condition takes thirty times as long to make as an empty page takes to answer, for
each depth compiles the subquery of restrictions anew. What is put together here are names of columns, numbers and SQL
that Django has made; every value stays a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, Expression, F
from django.db.models.sql.compiler import SQLCompiler
from wagtail.models import Page

STEP = Page.steplen
PAGES = Page._meta.db_table
COLUMNS = ("path", "alias_of_id", "locale_id", "translation_key")


@dataclass(frozen=True, slots=True)
class Places:
    """The paths of the sections that are closed to a reader: a subquery with one column, `place`."""

    sql: str
    params: tuple[Any, ...]


class Hidden(Expression):
    """Whether a page lies in a closed section, or what it stands for does: its alias source, the source page of either.

    `page` is the lookup of the page, "" for a queryset of pages; `source` the locale of source pages. With `each` the
    sections above a row are looked up in the tree's index, row by row, which pays for few rows; without, each depth is
    compared with the set of all closed sections, made once.
    """

    def __init__(self, places: Places, *, page: str, source: int, depths: Sequence[int], each: bool) -> None:
        super().__init__(output_field=BooleanField())
        self.columns: list[Any] = [F(f"{page}__{name}" if page else name) for name in COLUMNS]
        self.places, self.source, self.depths, self.each = places, int(source), tuple(depths), each

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
            + self._some(f"{PAGES} s", "s.translation_key", key, f"s.locale_id = {self.source}"),
            f"{alias} IS NOT NULL AND " + self._some(f"{PAGES} s", "s.id", alias),
            f"{alias} IS NOT NULL AND " + self._some(f"{PAGES} a JOIN {translated}", "a.id", alias),
        ]
        copies = len(tests) * (1 if self.each else len(self.depths))
        return "(" + " OR ".join(f"({test})" for test in tests) + ")", self.places.params * copies

    def _some(self, tables: str, inner: str, outer: str, also: str = "1 = 1") -> str:
        """Whether a page `s` of `tables`, whose `inner` is the row's `outer`, lies in a closed section."""
        closed = f"{also} AND ({self._under('s.path')})"
        if self.each:
            return f"EXISTS (SELECT 1 FROM {tables} WHERE {inner} = {outer} AND {closed})"
        return f"{outer} IN (SELECT {inner} FROM {tables} WHERE {closed})"

    def _under(self, path: str) -> str:
        """Whether a path lies at or below a closed section."""
        prefixes = [f"SUBSTR({path}, 1, {STEP * depth})" for depth in self.depths]
        if self.each:
            return f"EXISTS (SELECT 1 FROM ({self.places.sql}) c WHERE c.place IN ({', '.join(prefixes)}))"
        return " OR ".join(f"{prefix} IN ({self.places.sql})" for prefix in prefixes)
