"""The benchmark builds, serves, asks and tells; what the figures are is for it to say, not for a test."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from intranet.benchmark.texts import place
from tests.databases import ROOT, SHIPPED, key_of

VIEWS = {"start", "routine", "section", "search_common", "search_rare", "suggestion"}
FIGURES = {"queries", "p50_ms", "p95_ms", "ratio_to_empty"}
WITHIN_SECONDS = 240


@pytest.mark.skipif(connection.vendor != "sqlite", reason="starts from a copy of the SQLite template")
def test_thirty_pages(shipped_content: None, pytestconfig: pytest.Config, tmp_path: Path) -> None:
    assert pytestconfig.cache is not None
    template = pytestconfig.cache.mkdir("databases") / f"{key_of(SHIPPED)}-{SHIPPED}.sqlite3"
    shutil.copyfile(template, tmp_path / "benchmark.sqlite3")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "INTRANET_"))}
    command = [
        sys.executable,
        "manage.py",
        "benchmark",
        "--pages",
        "30",
        "--rounds",
        "1",
        "--json",
        "--keep",
        str(tmp_path),
    ]
    run = subprocess.run(
        command, cwd=ROOT, env=kept, capture_output=True, text=True, timeout=WITHIN_SECONDS, check=False
    )
    assert run.returncode == 0, run.stderr[-3000:]
    figures = json.loads(run.stdout)
    assert set(figures) == VIEWS
    for view, figure in figures.items():
        assert set(figure) == FIGURES, view
        assert figure["queries"] > 0
        assert 0 < figure["p50_ms"] <= figure["p95_ms"]
        assert figure["ratio_to_empty"] > 0


def test_places_are_many_and_different() -> None:
    names = [place(number) for number in range(5000)]
    assert len(set(names)) == len(names)
