"""The engines and which of them answers."""

from functools import cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from search.engines.base import CANDIDATES, Engine, Found, Looked, Suggestion, Typed
from search.engines.postgres import PostgresEngine
from search.engines.sqlite import SqliteEngine

__all__ = ["CANDIDATES", "Engine", "Found", "Looked", "Suggestion", "Typed", "database_engine", "engine"]

ENGINES: dict[str, type[Engine]] = {"sqlite": SqliteEngine, "postgresql": PostgresEngine}


@cache
def _made(name: str) -> Engine:
    return ENGINES[name]()


def database_engine() -> Engine:
    """The engine of the site's own database: it always has the full text, whatever else is in use."""
    return _made(connection.vendor)


def engine() -> Engine:
    """The engine that answers: INTRANET_SEARCH_ENGINE, or the database's own ("database", the default).

    Raises ImproperlyConfigured for a name that is none.
    """
    name = getattr(settings, "INTRANET_SEARCH_ENGINE", "database")
    if name == "database":
        return database_engine()
    raise ImproperlyConfigured(f"INTRANET_SEARCH_ENGINE must be database, not {name!r}.")
