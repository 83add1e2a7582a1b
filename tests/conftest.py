"""Fixtures of all tests: the database in milliseconds, clean caches, people and clients."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.test import Client
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from tests.databases import EMPTY, SHIPPED, Store, make_store

hypothesis_settings.register_profile("intranet", deadline=None)
hypothesis_settings.load_profile("intranet")

_store = pytest.StashKey[Store]()
_wanted = pytest.StashKey[str]()
_blocker = pytest.StashKey[Any]()
TRANSACTIONAL = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}


def _is_transactional(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(TRANSACTIONAL & set(item.fixturenames)) or bool(marker and marker.kwargs.get("transaction"))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Bring the database to the state that the test asks for, before its transaction begins."""
    state = SHIPPED if "shipped_content" in item.fixturenames else EMPTY
    stash = item.config.stash
    stash[_wanted] = state
    uses_database = "db" in item.fixturenames or item.get_closest_marker("django_db") or _is_transactional(item)
    if uses_database and _store in stash:
        with stash[_blocker].unblock():
            stash[_store].use(state)


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """What a test without a transaction has done is not for the next one."""
    if _is_transactional(item) and _store in item.config.stash:
        item.config.stash[_store].spoil()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: Any,
    django_db_modify_db_settings: None,
) -> Iterator[None]:
    """The test database of this process, copied from a template (tests.databases)."""
    config = request.config
    config.stash[_blocker] = django_db_blocker
    with django_db_blocker.unblock():
        store = make_store(config.cache.mkdir("databases"))
        store.use(config.stash.get(_wanted, EMPTY))
        config.stash[_store] = store
    yield
    with django_db_blocker.unblock():
        store.drop()
        store.tidy()
    del config.stash[_store]


def pytest_unconfigure() -> None:
    """The settings of the tests make a folder for this process."""
    if settings.configured:
        shutil.rmtree(settings.TEST_DIR, ignore_errors=True)


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """Nothing that a process keeps survives a test."""
    forget()
    yield
    forget()


def forget() -> None:
    """Empty every cache of the process: Django's, ours, and what a request leaves behind."""
    from pages import addresses, glossary, locales
    from search import facets, querylog, synonyms, vocabulary

    for cache in caches.all(initialized_only=True):
        cache.clear()
    addresses._roots.clear()
    locales._kept.clear()
    glossary._forms.cache_clear()
    facets._kept.clear()
    synonyms._kept.clear()
    vocabulary._kept.clear()
    querylog._waiting.clear()
    ContentType.objects.clear_cache()
    translation.deactivate()


@pytest.fixture
def shipped_content(db: None) -> None:
    """The database holds knowledge/content, the people of the demonstration and the index."""


@pytest.fixture
def home(db: None) -> Any:
    """The Swedish start page."""
    from intranet.home.models import HomePage

    return HomePage.objects.get(locale__language_code="sv")


@pytest.fixture
def people(db: None) -> Callable[..., Any]:
    """Makes a person: `people("anna", role="editor", professions=["BM"], centre=centre, starts=…, ends=…)`."""
    from tests.factories import make_person

    return make_person


@pytest.fixture
def client_of(db: None) -> Callable[..., Client]:
    """A signed-in browser of a user, a username, or a role code (then of a new person with that role); "anonymous" is none."""
    from django.contrib.auth import get_user_model

    from tests.factories import make_person

    def make(who: Any, **kwargs: Any) -> Client:
        client = Client(**kwargs)
        if who == "anonymous":
            return client
        user = get_user_model().objects.filter(username=who).first() if isinstance(who, str) else who
        client.force_login(user or make_person(who, role=who))
        return client

    return make


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets the time of the site, in Swedish time."""

    def at(text: str) -> None:
        moment = datetime.fromisoformat(text).replace(tzinfo=timezone.get_default_timezone()).astimezone(UTC)
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    return at
