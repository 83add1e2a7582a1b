"""Statements that the ORM composes once per process and that are then only given their values.

Composing a query of several joins costs the ORM some milliseconds, more than SQLite needs to answer it. Only for queries
whose form depends on nothing but the schema: never for what a reader may see, which rooms compose as they like.
"""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Prepared:
    """A queryset composed with markers, values that stand for those to come.

    `compose` is called once for each database with the markers by name; `rows` replaces each marker among the parameters,
    in whatever form the database's adapter gave it, by the value of that name.
    """

    def __init__(self, compose: Callable[..., QuerySet[Any, Any]], **markers: Any) -> None:
        self._compose = compose
        self._markers = markers
        self._statements: dict[str, tuple[str, tuple[Any, ...]]] = {}

    def _statement(self) -> tuple[str, tuple[Any, ...]]:
        vendor = connection.vendor
        if vendor not in self._statements:
            sql, params = self._compose(**self._markers).query.sql_with_params()
            self._statements[vendor] = (sql, tuple(params))
        return self._statements[vendor]

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """The rows for these values."""
        sql, params = self._statement()
        known: dict[str, Any] = {}
        for name, value in values.items():
            marker = self._markers[name]
            known |= {repr(str(marker)): str(value), repr(marker): value}
        with connection.cursor() as cursor:
            cursor.execute(sql, [known.get(repr(each), each) for each in params])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
            return rows
