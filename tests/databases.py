"""The test database: migrated once, kept as a template in pytest's cache folder, and copied from there in no time.

Two states exist: "empty" (migrations and roles: a start page and nothing below it) and "shipped" (with knowledge/content, the
people of the demonstration and the search index). A template is keyed by everything that made it. On SQLite a copy is
`backup()`, a few milliseconds; on PostgreSQL `CREATE DATABASE … TEMPLATE`.
"""

import fcntl
import hashlib
import platform
import shutil
import sqlite3
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import distributions
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection

EMPTY, SHIPPED = "empty", "shipped"
ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("intranet", "knowledge", "pages", "search")
PASSWORD = "ett-mycket-hemligt-losenord"
KEPT_SECONDS = 60 * 60


def _digest(paths: Iterator[Path]) -> str:
    known = hashlib.sha256(f"{platform.python_version()} {sqlite3.sqlite_version}".encode())
    for name, version in sorted({(each.name, each.version) for each in distributions()}):
        known.update(f"{name}={version}\n".encode())
    for path in sorted(paths):
        known.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return known.hexdigest()[:20]


def key_of(state: str) -> str:
    """The hash of all that a state is made of: migrations and models, and for shipped content all code and all content."""
    files = [path for package in PACKAGES for path in (ROOT / package).rglob("*") if path.is_file()]
    code = [path for path in files if path.suffix == ".py"]
    if state == EMPTY:
        return _digest(
            path for path in code if {"migrations", "models", "models.py", "roles.py", "sync.py"} & set(path.parts)
        )
    outside = {"static", "locale", "docs", "settings", "home", "management", "__pycache__"}
    return _digest(path for path in files if not outside & set(path.parts) or "models.py" in path.parts)


class Store(ABC):
    """Keeps templates and copies them into this process's test database."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.keys = {state: key_of(state) for state in (EMPTY, SHIPPED)}
        self.now: str | None = None

    @contextmanager
    def _lock(self) -> Iterator[None]:
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def use(self, state: str) -> None:
        """Bring the test database to a state; nothing to do when it is there."""
        if self.now == state:
            return
        with self._lock():
            if not self.has(state):
                self._make(state)
            else:
                self.restore(state)
        self._media(state)
        self.now = state

    def spoil(self) -> None:
        """A test has written outside a transaction: the next one gets a fresh copy."""
        self.now = None

    def _make(self, state: str) -> None:
        if state == EMPTY:
            self.migrate()
            call_command("sync_roles", verbosity=0)
        else:
            self.restore(EMPTY) if self.has(EMPTY) else self._make(EMPTY)
            self._load()
        self.save(state)

    def _load(self) -> None:
        from intranet.users.demo import make_people

        call_command("load_content", verbosity=0)
        make_people(PASSWORD)
        call_command("update_index", verbosity=0)
        media = self.folder / f"{self.keys[SHIPPED]}-media"
        shutil.copytree(settings.MEDIA_ROOT, media, dirs_exist_ok=True)

    def _media(self, state: str) -> None:
        if state == SHIPPED:
            media = self.folder / f"{self.keys[SHIPPED]}-media"
            shutil.copytree(media, settings.MEDIA_ROOT, dirs_exist_ok=True)

    def _is_old(self, path: Path) -> bool:
        return (
            not any(key in path.name for key in self.keys.values())
            and time.time() - path.stat().st_mtime > KEPT_SECONDS
        )

    def tidy(self) -> None:
        """Remove what other code and content left behind more than an hour ago."""
        for path in self.folder.iterdir():
            if path.name != "lock" and self._is_old(path):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)

    @abstractmethod
    def migrate(self) -> None:
        """Make the tables in the test database."""

    @abstractmethod
    def has(self, state: str) -> bool:
        """Whether the template exists."""

    @abstractmethod
    def save(self, state: str) -> None:
        """The test database becomes the template of a state."""

    @abstractmethod
    def restore(self, state: str) -> None:
        """The template becomes the test database."""

    @abstractmethod
    def drop(self) -> None:
        """Remove the test database."""


class SqliteStore(Store):
    """The database lives in memory, the templates in files."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        connection.close()
        name = connection.creation._create_test_db(verbosity=0, autoclobber=True)
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = name
        connection.ensure_connection()

    def _file(self, state: str) -> Path:
        return self.folder / f"{self.keys[state]}-{state}.sqlite3"

    def migrate(self) -> None:
        call_command("migrate", verbosity=0, interactive=False)

    def has(self, state: str) -> bool:
        return self._file(state).exists()

    def save(self, state: str) -> None:
        new = self._file(state).with_suffix(".new")
        new.unlink(missing_ok=True)
        target = sqlite3.connect(new)
        connection.connection.backup(target)
        target.close()
        new.rename(self._file(state))

    def restore(self, state: str) -> None:
        connection.ensure_connection()
        source = sqlite3.connect(f"file:{self._file(state)}?mode=ro", uri=True)
        source.backup(connection.connection)
        source.close()

    def drop(self) -> None:
        connection.close()


class PostgresStore(Store):
    """The templates are databases beside the test database."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.name = connection.creation._get_test_db_name()
        connection.close()
        settings.DATABASES["default"]["NAME"] = connection.settings_dict["NAME"] = self.name

    def _template(self, state: str) -> str:
        return f"intranet_{self.keys[state]}_{state}"

    def _execute(self, *statements: str) -> None:
        connection.close()
        with connection._nodb_cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def _copy(self, source: str, target: str) -> None:
        self._execute(
            f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)', f'CREATE DATABASE "{target}" TEMPLATE "{source}"'
        )

    def migrate(self) -> None:
        self._copy("template0", self.name)
        call_command("migrate", verbosity=0, interactive=False)

    def has(self, state: str) -> bool:
        with connection._nodb_cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._template(state)])
            return cursor.fetchone() is not None

    def save(self, state: str) -> None:
        self._copy(self.name, self._template(state))

    def restore(self, state: str) -> None:
        self._copy(self._template(state), self.name)

    def drop(self) -> None:
        self._execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def tidy(self) -> None:
        super().tidy()
        with connection._nodb_cursor() as cursor:
            cursor.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE 'intranet\\_%%\\_empty' OR datname LIKE 'intranet\\_%%\\_shipped'"
            )
            names = [row[0] for row in cursor.fetchall()]
        old = [name for name in names if name not in {self._template(state) for state in (EMPTY, SHIPPED)}]
        self._execute(*[f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)' for name in old])


def make_store(folder: Path) -> Store:
    """The store for the database that the settings name."""
    return PostgresStore(folder) if connection.vendor == "postgresql" else SqliteStore(folder)
