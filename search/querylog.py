"""What is searched, as words and counts: no person, digits masked, nothing that looks like data about somebody.

Searches are counted in memory and written after an answer has been sent, at most once a minute or for every fifty: a GET
waits for no write. A process that is killed loses a minute of counts.
"""

import re
import threading
import time
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from django.core.signals import request_finished
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from pages.personal_numbers import find_personal_data
from search.analysis import normalise
from search.models import QueryLog

MONTHS_KEPT = 13
WRITE_AFTER = timedelta(minutes=1).total_seconds()
WRITE_AT = 50
LONGEST = 200
_DIGITS = re.compile(r"\d")
Key = tuple[date, str, str]

_waiting: dict[Key, tuple[int, int]] = {}
_lock = threading.Lock()
_written = time.monotonic()


def words_of(query: str) -> str:
    """What is kept of a query: lower case, single spaces, digits masked; nothing of one that may be about a person."""
    if "@" in query or find_personal_data(query):
        return ""
    return _DIGITS.sub("#", " ".join(normalise(query[:LONGEST]).split()))[:LONGEST]


def record(query: str, language: str, results: int) -> None:
    """Count a search, in memory."""
    words = words_of(query)
    if not words:
        return
    key = (timezone.localdate(), language, words)
    with _lock:
        times, _results = _waiting.get(key, (0, 0))
        _waiting[key] = (times + 1, results)


def write() -> None:
    """Write what has been counted; what cannot be written now stays for the next time."""
    global _written  # noqa: PLW0603 - the clock of this process's buffer
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
        _written = time.monotonic()
    if not counted:
        return
    rows = [(*key, times, results) for key, (times, results) in sorted(counted.items())]
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_querylog AS q (day, language, words, times, results) VALUES (%s, %s, %s, %s, %s) "
                "ON CONFLICT (day, language, words) DO UPDATE SET times = q.times + excluded.times, "
                "results = excluded.results",
                rows,
            )
    except DatabaseError:
        with _lock:
            for key, (times, results) in counted.items():
                more, _results = _waiting.get(key, (0, 0))
                _waiting[key] = (times + more, results)


def write_when_due(**_kwargs: object) -> None:
    """Receiver of request_finished: the answer has gone out."""
    if _waiting and (len(_waiting) >= WRITE_AT or time.monotonic() - _written > WRITE_AFTER):
        write()


def connect() -> None:
    """Write after answers."""
    request_finished.connect(write_when_due, dispatch_uid="search-query-log")


def purge(*, on: date | None = None) -> int:
    """Remove what is older than thirteen months; returns how many rows went."""
    before = (on or timezone.localdate()) - relativedelta(months=MONTHS_KEPT)
    return QueryLog.objects.filter(day__lt=before).delete()[0]
