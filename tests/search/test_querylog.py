"""What is remembered of searches: words and counts, no person, no digits, thirteen months."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from search import querylog
from search.models import QueryLog
from tests.search.indexed import put

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "kept"),
    [
        ("  Anmäla   ORO ", "anmäla oro"),
        ("14 kap 1", "## kap #"),
        ("19121212-1212", ""),
        ("anna@example.org", ""),
        ("", ""),
        ("a" * 500, "a" * 200),
    ],
)
def test_words_are_kept_without_digits_and_without_what_may_be_a_person(query: str, kept: str) -> None:
    assert querylog.words_of(query) == kept


def test_searches_are_counted_by_day_and_written_together() -> None:
    for results in (3, 3, 4):
        querylog.record("Oro", "sv", results)
    querylog.record("oro", "en", 0)
    querylog.write()
    querylog.record("oro", "sv", 5)
    querylog.write()
    assert list(QueryLog.objects.order_by("language").values_list("day", "language", "words", "times", "results")) == [
        (timezone.localdate(), "en", "oro", 1, 0),
        (timezone.localdate(), "sv", "oro", 4, 5),
    ]


def test_a_search_writes_nothing_before_it_is_answered(client_of: Callable[..., Client]) -> None:
    put("a", "Tolk")
    client = client_of("reader")
    client.get("/sok/?q=tolk")
    with CaptureQueriesContext(connection) as captured:
        client.get("/sok/?q=tolk")
    assert not [query["sql"] for query in captured if not query["sql"].lstrip("(").startswith("SELECT")]
    querylog.write()
    assert QueryLog.objects.get().times == 2


def test_turning_pages_and_choosing_facets_is_no_new_search(client_of: Callable[..., Client]) -> None:
    client = client_of("reader")
    client.get("/sok/?q=tolk&page=2")
    client.get("/sok/?q=tolk&kind=routine")
    querylog.write()
    assert not QueryLog.objects.exists()


def test_what_cannot_be_written_is_written_later(monkeypatch: pytest.MonkeyPatch) -> None:
    querylog.record("oro", "sv", 1)

    def broken(*_args: object) -> None:
        raise DatabaseError

    with monkeypatch.context() as patch:
        patch.setattr(querylog.transaction, "atomic", broken)
        querylog.write()
    assert not QueryLog.objects.exists()
    querylog.write()
    assert QueryLog.objects.get().times == 1


def test_the_log_is_written_when_many_wait_or_a_minute_has_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    querylog.write()
    querylog.record("oro", "sv", 1)
    querylog.write_when_due()
    assert not QueryLog.objects.exists()
    monkeypatch.setattr(querylog, "WRITE_AT", 1)
    querylog.write_when_due()
    assert QueryLog.objects.count() == 1


def test_what_is_older_than_thirteen_months_is_purged() -> None:
    today = date(2026, 11, 23)
    for day in (date(2025, 10, 22), date(2025, 10, 23), today - timedelta(days=1)):
        QueryLog.objects.create(day=day, language="sv", words="oro", times=1)
    assert querylog.purge(on=today) == 1
    assert sorted(QueryLog.objects.values_list("day", flat=True)) == [date(2025, 10, 23), today - timedelta(days=1)]
