"""Pure readers of environment variables: a wrong or missing value stops the start and says its name."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


def text(name: str, default: str | None = None, *, environ: Mapping[str, str] = os.environ) -> str:
    """The value of `name`; without a default a missing or empty one raises ImproperlyConfigured."""
    value = environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"The environment variable {name} is required and is not set.")
    return default


def flag(name: str, default: bool = False, *, environ: Mapping[str, str] = os.environ) -> bool:
    """A yes/no value; anything but 1/true/yes/on and 0/false/no/off raises ImproperlyConfigured."""
    value = environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"The environment variable {name} must be yes or no, not {value!r}.")


def integer(name: str, default: int, *, environ: Mapping[str, str] = os.environ) -> int:
    """A whole number, not negative."""
    value = environ.get(name, "")
    if not value:
        return default
    if not value.isdecimal():
        raise ImproperlyConfigured(f"The environment variable {name} must be a whole number, not {value!r}.")
    return int(value)


def words(name: str, default: str = "", *, environ: Mapping[str, str] = os.environ) -> list[str]:
    """A list with commas between."""
    return [word.strip() for word in environ.get(name, default).split(",") if word.strip()]


def folder(name: str, default: Path, *, environ: Mapping[str, str] = os.environ) -> Path:
    """An absolute path."""
    return Path(environ.get(name) or default).resolve()


def database(name: str, default: str, *, environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Django's DATABASES entry for a URL, with the options each engine needs here (architecture, two stages).

    SQLite: WAL, IMMEDIATE transactions (without them eight writers end in "database is locked"), synchronous FULL and
    a connection that lives on, since each reopened one reruns its pragmas. PostgreSQL: psycopg's own pool, and no compilation
    of queries (JIT): it takes half a second before each list of pages that itself takes a millisecond.
    """
    url = environ.get(name) or default
    try:
        entry: dict[str, Any] = dict(dj_database_url.parse(url))
    except (ValueError, KeyError) as error:
        raise ImproperlyConfigured(f"The environment variable {name} is not a database address: {error}") from error
    options = entry.setdefault("OPTIONS", {})
    if entry["ENGINE"].endswith("sqlite3"):
        entry["CONN_MAX_AGE"] = None
        options.update(
            transaction_mode="IMMEDIATE",
            timeout=20,
            init_command=(
                "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA cache_size=-32000;PRAGMA mmap_size=268435456;PRAGMA temp_store=MEMORY;"
            ),
        )
    else:
        entry["CONN_MAX_AGE"] = 0
        options.setdefault("pool", True)
        options["options"] = f"-c jit=off {options.get('options', '')}".strip()
    return entry
