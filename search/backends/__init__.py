"""What answers the searches of the editors' pages: the database backends of Wagtail, given only what they can read.

Readers search with `search.service`; nothing of theirs passes here.
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection

__all__ = ["SearchBackend"]


def SearchBackend(params: Mapping[str, Any]) -> Any:  # noqa: N802 - the name that Wagtail looks for
    """The backend of the site's own database; the module of the other one is not imported, for its driver may be absent."""
    if connection.vendor == "postgresql":
        from search.backends.postgres import PostgresBackend

        return PostgresBackend(params)
    from search.backends.sqlite import SqliteBackend

    return SqliteBackend(params)
