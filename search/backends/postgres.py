"""Wagtail's backend on PostgreSQL."""

from modelsearch.backends.database.postgres.postgres import PostgresSearchBackend

from search.backends.queries import CleanQueries


class PostgresBackend(CleanQueries, PostgresSearchBackend):
    """Some hundred words would nest deeper than Python and Django can follow, and signs alone give a query of nothing."""
