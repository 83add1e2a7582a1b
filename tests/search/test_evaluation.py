"""The measuring command: right figures, real search, no site data touched."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections

from search.evaluation import read_queries
from search.models import IndexEntry, IndexTerm, QueryLog
from tests.search.indexed import put, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(tmp_path: Path) -> Any:
    def write(documents: list[dict[str, Any]], queries: list[dict[str, Any]]) -> list[str]:
        for name, rows in (("corpus", documents), ("queries", queries)):
            text = "\n".join(json.dumps(row) for row in rows)
            (tmp_path / f"{name}.jsonl").write_text(text + "\n", encoding="utf-8")
        return [f"--corpus={tmp_path / 'corpus.jsonl'}", f"--queries={tmp_path / 'queries.jsonl'}"]

    return write


def measured(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("evaluate_search", *arguments, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


CORPUS = [
    {"id": "1", "title": "Tolk", "text": "Vi bokar tolk."},
    {"id": "2", "title": "Samtycke", "text": "Om samtycke.\n\nOch tolk."},
    {"id": "3", "title": "Interpreter", "text": "tolk", "language": "en", "kind": "page"},
]


def test_the_measures_are_those_of_the_textbook(files: Any) -> None:
    queries = [
        {"query": "tolk", "relevant": ["1"]},  # first of two
        {"query": "tolk", "relevant": ["2"]},  # second of two
        {"query": "kvast", "relevant": ["1"]},  # nothing
        {"query": "samtycke", "relevant": ["2", "1"]},  # one of two
    ]
    found = measured(*files(CORPUS, queries))
    assert found["queries"] == 4
    assert found["documents"] == 3
    assert found["mrr"] == pytest.approx((1 + 0.5 + 0 + 1) / 4)
    assert found["recall"] == pytest.approx((1 + 1 + 0 + 0.5) / 4)
    assert found["ndcg"] == pytest.approx((1 + 0.63093 + 0 + 0.61315) / 4, abs=1e-4)
    assert found["zero_results"] == 0.25
    assert 0 < found["p50"] <= found["p95"]
    assert found["engine"] == {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]


def test_a_query_may_ask_in_another_language_and_grade_its_answers(files: Any) -> None:
    queries = [{"query": "tolk", "relevant": {"3": 2}, "language": "en"}]
    assert measured(*files(CORPUS, queries))["mrr"] == 1


def test_no_site_data_is_touched(files: Any) -> None:
    put("site", "Kvastskaft")
    before = set(IndexTerm.objects.values_list("term", "df"))
    database = connections["default"]
    measured(*files(CORPUS, [{"query": "tolk", "relevant": ["1"]}, {"query": "kvastskaft", "relevant": ["1"]}]))
    assert connections["default"] is database
    assert list(IndexEntry.objects.values_list("key", flat=True)) == ["site"]
    assert set(IndexTerm.objects.values_list("term", "df")) == before
    assert not QueryLog.objects.exists()
    assert titles("kvastskaft") == ["Kvastskaft"]
    assert titles("tolk") == []


def test_the_site_is_not_searched(files: Any) -> None:
    put("1", "Kvastskaft")
    found = measured(*files(CORPUS, [{"query": "kvastskaft", "relevant": ["1"]}]))
    assert found["zero_results"] == 1


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgres", marks=pytest.mark.skipif(connection.vendor != "postgresql", reason="needs PostgreSQL"))])  # fmt: skip
def test_the_engine_can_be_chosen(files: Any, engine: str) -> None:
    found = measured(*files(CORPUS, [{"query": "tolk", "relevant": ["1"]}]), f"--engine={engine}")
    assert (found["engine"], found["mrr"]) == (engine, 1)


def test_the_table_is_for_people(files: Any) -> None:
    out = StringIO()
    call_command("evaluate_search", *files(CORPUS, [{"query": "tolk", "relevant": ["1"]}]), stdout=out)
    assert "MRR@10" in out.getvalue()
    assert "1.0000" in out.getvalue()


def test_what_each_query_found_can_be_kept(files: Any, tmp_path: Path) -> None:
    details = tmp_path / "details.jsonl"
    measured(*files(CORPUS, [{"query": "tolk", "relevant": ["1"]}]), f"--details={details}")
    (row,) = [json.loads(line) for line in details.read_text(encoding="utf-8").splitlines()]
    assert row["found"] == ["1", "2"]


@pytest.mark.parametrize(
    ("documents", "queries", "engine", "told"),
    [
        (CORPUS, [{"query": "x"}], "", "queries.jsonl: query 1 needs query and relevant"),
        ([{"title": "x"}], [{"query": "x", "relevant": []}], "", "corpus.jsonl: document 1 has no id"),
        (CORPUS, [{"query": "x", "relevant": []}], "solr", "solr"),
    ],
)
def test_a_file_or_engine_that_cannot_be_used_is_named(
    files: Any, documents: list[dict[str, Any]], queries: list[dict[str, Any]], engine: str, told: str
) -> None:
    with pytest.raises(CommandError, match=told):
        call_command("evaluate_search", *files(documents, queries), f"--engine={engine}", stdout=StringIO())


def test_a_line_that_is_no_json_is_named_by_number(tmp_path: Path) -> None:
    path = tmp_path / "broken.jsonl"
    path.write_text('{"query": "a", "relevant": ["1"]}\n\n{broken\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"broken\.jsonl:3"):
        read_queries(path)


def test_hostile_texts_are_measured_too(files: Any) -> None:
    documents = [
        *CORPUS,
        {"id": "x\u0000", "title": "\ud800 tolk", "text": "a\u0000b\n" * 3},
        {"id": "1", "title": "Tolk igen"},
    ]
    assert measured(*files(documents, [{"query": "tolk", "relevant": ["1"]}]))["mrr"] > 0
