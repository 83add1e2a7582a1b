"""Measuring the search on any corpus, through the real `run_search`, in a scratch index that is thrown away.

The scratch index is a database of its own (a file for SQLite, a schema for PostgreSQL) with the tables that a search
reads. While it is open it is the default connection of this thread, so no site data is read or written.
"""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from copy import deepcopy
from dataclasses import dataclass
from math import log2
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model
from wagtail.models import Locale, Page

from pages.directory.models import Assignment, StaffProfile
from pages.models import CentrePage, Profession, Topic
from pages.registries import Reader, SearchDocument
from search import engines, models
from search.documents import storable
from search.indexing import BATCH, index_documents
from search.service import run_search

TOP = 10
TABLES: tuple[type[Model], ...] = (
    Locale, Page, Profession, Topic, CentrePage, StaffProfile, Assignment,
    models.FacetSet, models.IndexEntry, models.IndexText, models.IndexTerm, models.IndexState, models.SynonymGroup,
)  # fmt: skip
RELEVANT_NAMES = ("relevant", "relevant_ids", "ids", "expected", "qrels")


@dataclass(frozen=True, slots=True)
class Query:
    """A query with what should be found: ids with their worth."""

    text: str
    relevant: Mapping[str, float]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Measured:
    """The measures of a set of queries; latencies in milliseconds."""

    queries: int
    mrr: float
    ndcg: float
    recall: float
    zero_results: float
    p50: float
    p95: float
    documents: int
    engine: str


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """JSON lines; raises ValueError with file and line for one that is no JSON object."""
    with path.open(encoding="utf-8-sig") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
            if not isinstance(row, dict):
                raise ValueError(f"{path}:{number}: not a JSON object")
            yield row


def read_documents(path: Path) -> Iterator[SearchDocument]:
    """A corpus: id, title and text, and where they are given language, kind, lead, terms and headings."""
    for number, row in enumerate(read_lines(path), 1):
        if "id" not in row:
            raise ValueError(f"{path}: document {number} has no id")
        text = str(row.get("text") or "")
        yield SearchDocument(
            key=storable(str(row["id"])),
            kind=str(row.get("kind") or "page"),
            title=str(row.get("title") or ""),
            language=str(row.get("language") or "sv"),
            url=storable(f"/{row['id']}"),
            lead=str(row.get("lead") or ""),
            terms=tuple(map(str, row.get("terms") or ())),
            headings=tuple(map(str, row.get("headings") or ())),
            paragraphs=tuple(line for line in text.split("\n") if line.strip()),
        )


def read_queries(path: Path) -> list[Query]:
    """Queries with the ids that are relevant: a list, or a mapping from id to worth."""
    found = []
    for number, row in enumerate(read_lines(path), 1):
        relevant = next((row[name] for name in RELEVANT_NAMES if name in row), None)
        if "query" not in row or relevant is None:
            raise ValueError(f"{path}: query {number} needs query and relevant")
        if not isinstance(relevant, dict):
            relevant = dict.fromkeys(relevant if isinstance(relevant, list) else [relevant], 1)
        worth = {storable(str(number)): float(value) for number, value in relevant.items() if float(value) > 0}
        found.append(Query(str(row["query"]), worth, str(row.get("language") or "")))
    return found


@contextmanager
def scratch_index(engine: str = "") -> Iterator[str]:
    """An empty index in a database of its own; gives the name of its engine. Raises ValueError for an unknown engine."""
    site = connections["default"]
    names = {name: vendor for vendor, made in engines.ENGINES.items() for name in (vendor, made.name)}
    vendor = names.get(engine) if engine else site.vendor
    if vendor is None or (vendor == "postgresql" and site.vendor != "postgresql"):
        raise ValueError(f"the engine {engine!r} is not to be had here; known: {', '.join(sorted(names))}")
    opened = _scratch_sqlite(site) if vendor == "sqlite" else _scratch_postgres(site)
    with opened as scratch:
        connections["default"] = scratch
        try:
            scratch.features.supports_foreign_keys = False  # what refers to a table of the site refers to nothing here
            with scratch.schema_editor() as editor:
                for model in TABLES:
                    editor.create_model(model)
            _create_full_text(vendor, scratch)
            yield engines.ENGINES[vendor].name
        finally:
            connections["default"] = site


def _create_full_text(vendor: str, scratch: BaseDatabaseWrapper) -> None:
    module = {"sqlite": engines.sqlite, "postgresql": engines.postgres}[vendor]
    with scratch.schema_editor() as editor:
        module.create_full_text(editor)


@contextmanager
def _scratch_sqlite(site: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    from django.db.backends.sqlite3.base import DatabaseWrapper

    with TemporaryDirectory(prefix="evaluate-search-") as folder:
        settings = deepcopy(site.settings_dict)
        settings.update(ENGINE="django.db.backends.sqlite3", NAME=str(Path(folder) / "scratch.sqlite3"))
        # A scratch file need survive no power cut.
        pragmas = "PRAGMA journal_mode=OFF;PRAGMA synchronous=OFF;PRAGMA foreign_keys=OFF;PRAGMA cache_size=-64000;"
        settings["OPTIONS"] = {"init_command": pragmas}
        with closing(DatabaseWrapper(settings, "default")) as scratch:
            yield scratch


@contextmanager
def _scratch_postgres(site: BaseDatabaseWrapper) -> Iterator[BaseDatabaseWrapper]:
    schema = f"evaluate_{uuid4().hex}"
    settings = deepcopy(site.settings_dict)
    settings["OPTIONS"] = {name: value for name, value in settings["OPTIONS"].items() if name != "pool"}
    settings["OPTIONS"]["options"] += f" -c search_path={schema}"
    with closing(type(site)(settings, "default")) as scratch:
        with scratch.cursor() as cursor:
            cursor.execute(f"CREATE SCHEMA {schema}")
        try:
            yield scratch
        finally:
            with scratch.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA {schema} CASCADE")


def load(documents: Iterable[SearchDocument], progress: Callable[[int], None] | None = None) -> int:
    """Index a corpus in the scratch index; of two documents with one id the later one counts."""
    done = 0
    batch: dict[str, SearchDocument] = {}
    for document in documents:
        batch[document.key] = document
        if len(batch) == BATCH:
            done += _load_batch(batch)
            if progress:
                progress(done)
    return done + _load_batch(batch)


def _load_batch(batch: dict[str, SearchDocument]) -> int:
    if batch:
        index_documents([(f"corpus:{key}", document) for key, document in batch.items()])
    size = len(batch)
    batch.clear()
    return size


def answers(query: Query, user: Reader) -> tuple[list[str], float]:
    """The ids that `run_search` gives for a query, best first, and how many milliseconds it took."""
    started = time.perf_counter()
    found = run_search(query.text, user=user, language=query.language or "sv", per_page=TOP)
    took = (time.perf_counter() - started) * 1000
    return [hit.url[1:] for hit in found.hits], took


def measure(queries: Sequence[Query], documents: int, engine: str) -> tuple[Measured, list[dict[str, Any]]]:
    """Run the queries as somebody who may see everything; the measures, and what each query found."""
    user = get_user_model()(is_superuser=True, is_active=True)
    for query in queries[:3]:
        answers(query, user)  # what a process reads once is no part of a query's time
    rows: list[dict[str, Any]] = []
    for query in queries:
        found, took = answers(query, user)
        gains = [query.relevant.get(number, 0.0) for number in found]
        rows.append({"query": query.text, "found": found, "ms": round(took, 2), **_judged(gains, query)})
    times = sorted(row["ms"] for row in rows)
    size = max(len(rows), 1)
    return (
        Measured(
            queries=len(rows),
            mrr=sum(row["rr"] for row in rows) / size,
            ndcg=sum(row["ndcg"] for row in rows) / size,
            recall=sum(row["recall"] for row in rows) / size,
            zero_results=sum(not row["found"] for row in rows) / size,
            p50=_percentile(times, 0.5),
            p95=_percentile(times, 0.95),
            documents=documents,
            engine=engine,
        ),
        rows,
    )


def _judged(gains: Sequence[float], query: Query) -> dict[str, float]:
    """Reciprocal rank, normalised discounted gain and recall of the first ten."""
    first = next((place for place, gain in enumerate(gains, 1) if gain > 0), 0)
    gained = sum(gain / log2(place + 1) for place, gain in enumerate(gains, 1))
    best = sorted(query.relevant.values(), reverse=True)[:TOP]
    ideal = sum(gain / log2(place + 1) for place, gain in enumerate(best, 1))
    hits = sum(gain > 0 for gain in gains)
    return {
        "rr": 1 / first if first else 0.0,
        "ndcg": gained / ideal if ideal else 0.0,
        "recall": hits / len(query.relevant) if query.relevant else 0.0,
    }


def _percentile(times: Sequence[float], share: float) -> float:
    """The nearest rank."""
    return times[min(len(times) - 1, int(share * len(times)))] if times else 0.0
