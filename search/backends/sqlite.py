"""Wagtail's backend on SQLite FTS5."""

from modelsearch.backends.database.sqlite.sqlite import SQLiteSearchBackend

from search.backends.queries import CleanQueries


class SqliteBackend(CleanQueries, SQLiteSearchBackend):
    """A lone quotation mark, white space alone and 500 words would each raise OperationalError."""
