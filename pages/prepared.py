"""A query whose SQL is made once for the process; each call fills in the values.

Django builds a queryset and its SQL anew for each request, which for a query of several joins takes longer than the
database needs to answer it. The queries that every page asks are prepared instead.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

# Values that no row has stand in for those to come, and are found again among the parameters.
FIRST_NUMBER = 2_000_000_011
FIRST_DAY = date(1801, 1, 1)


def _stand_in(kind: type, place: int) -> Any:
    if kind is date:
        return FIRST_DAY + timedelta(days=place)
    return object() if kind is object else kind(FIRST_NUMBER + place)


class Prepared:
    """`Prepared(build, page=int, day=date)`: `build(page=…, day=…)` answers a `values_list` queryset; call with the same names.

    What `build` does may depend on nothing but its arguments, which it hands to look-ups as they are.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, tuple[Any, ...]]], **kinds: type) -> None:
        self.build, self.kinds = build, kinds
        self._made: tuple[SQLCompiler, str, list[tuple[str, Any]], Any] | None = None

    def __call__(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows."""
        try:
            compiler, sql, params, converters = self._made or self._make()
        except EmptyResultSet:
            return []
        filled = {name: _adapted(value) for name, value in values.items()}
        with connection.cursor() as cursor:
            cursor.execute(sql, [filled[name] if name else value for name, value in params])
            rows = cursor.fetchall()
        return [tuple(row) for row in compiler.apply_converters(rows, converters)] if converters else rows

    def _make(self) -> tuple[SQLCompiler, str, list[tuple[str, Any]], Any]:
        stand_ins = {name: _stand_in(kind, place) for place, (name, kind) in enumerate(self.kinds.items())}
        compiler = self.build(**stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {_adapted(value): name for name, value in stand_ins.items()}
        places = [(names.get(param, ""), param) for param in params]
        if {name for name, _param in places if name} != set(self.kinds):
            raise ValueError(f"{self.build.__qualname__} does not hand on every value as it is")
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        self._made = compiler, sql, places, converters
        return self._made


def _adapted(value: Any) -> Any:
    """As the database's driver takes it."""
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
