"""The site's own queries on the shipped content. Each complaint adds a line to queries.sv.jsonl; the measure may only rise.

A query is asked by somebody of the profession that types it; `expected` is the content id of what should stand first, or
several of which one should.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from knowledge.importing.models import ContentSource
from search.models import IndexEntry
from search.service import run_search
from tests import factories as make

QUERIES = Path(__file__).with_name("queries.sv.jsonl")
# What staff cannot do without: these must be first, not only high.
ALWAYS_FIRST = {
    "orosanmälan", "BVC", "anmäla oro", "14 kap 1", "hedersvald", "oppna forskolan", "EPDS", "sip möte", "anafylaxi",
    "allergisk reaktion vaccin", "tolk", "suicid", "självmord", "brand utrymning barnvagn", "hot och våld", "barnets bästa",
    "artikel 12", "MVC",
}  # fmt: skip
LEAST_MRR = 0.95
TOP = 10


@cache
def queries() -> list[dict[str, Any]]:
    """The lines of the file."""
    return [json.loads(line) for line in QUERIES.read_text(encoding="utf-8").splitlines()]


def ranks() -> dict[str, int]:
    """The place at which each query finds what it should; 0 for one that does not."""
    sources = dict(ContentSource.objects.values_list("page_id", "content_id"))
    content = {entry: sources.get(page) for entry, page in IndexEntry.objects.values_list("pk", "page_id")}
    people: dict[str, Any] = {}
    found: dict[str, int] = {}
    for row in queries():
        code = row["profession"]
        if code not in people:
            people[code] = make.make_person(f"söker-{code}", professions=[code])
        hits = run_search(row["query"], user=people[code], language="sv", per_page=TOP).hits
        wanted = row["expected"] if isinstance(row["expected"], list) else [row["expected"]]
        places = [place for place, hit in enumerate(hits, 1) if content[hit.entry_id] in wanted]
        found[row["query"]] = places[0] if places else 0
    return found


def test_the_file_is_well_formed_and_holds_what_must_be_first() -> None:
    assert len(queries()) >= 40
    assert len({row["query"] for row in queries()}) == len(queries())
    assert {row["query"] for row in queries()} >= ALWAYS_FIRST


@pytest.mark.django_db
def test_the_right_page_is_first(shipped_content: None) -> None:
    found = ranks()
    assert {query: found[query] for query in ALWAYS_FIRST if found[query] != 1} == {}
    mrr = sum(1 / place for place in found.values() if place) / len(found)
    assert mrr >= LEAST_MRR, {query: place for query, place in found.items() if place != 1}
    assert all(found.values()), [query for query, place in found.items() if not place]
