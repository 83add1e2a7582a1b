"""Measure the search on a corpus: MRR@10, nDCG@10, recall@10, the share of queries without results, p50 and p95."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from search.evaluation import Measured, load, measure, read_documents, read_queries, scratch_index


class Command(BaseCommand):
    """Load a corpus into a scratch index and run queries through the real search. No site data is touched."""

    help = "Measure the search on a corpus of JSON lines (id, title, text) with queries (query, relevant)."
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own type

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two files, the engine, and how to print."""
        parser.add_argument("--corpus", required=True, type=Path, help="JSON lines: id, title, text")
        parser.add_argument("--queries", required=True, type=Path, help="JSON lines: query, relevant")
        parser.add_argument("--engine", default="", help="sqlite or postgres; the site's own when absent")
        parser.add_argument("--json", action="store_true", help="print the measures as JSON")
        parser.add_argument("--details", type=Path, help="write what each query found to this file, as JSON lines")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, run, print."""
        try:
            queries = read_queries(options["queries"])
            with scratch_index(options["engine"]) as engine:
                documents = self._load(options["corpus"])
                measured, rows = measure(queries, documents, engine)
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
        if options["details"]:
            lines = (json.dumps(row, ensure_ascii=False) for row in rows)
            options["details"].write_text("\n".join(lines) + "\n", encoding="utf-8")
        if options["json"]:
            self.stdout.write(json.dumps(asdict(measured)))
        else:
            Console(file=self.stdout).print(_table(measured))  # type: ignore[arg-type]  # OutputWrapper writes like a file

    def _load(self, corpus: Path) -> int:
        """Index the corpus, with a bar on the error stream."""
        with Progress(console=Console(stderr=True), transient=True) as progress:
            task = progress.add_task("Corpus", total=None)
            return load(read_documents(corpus), lambda done: progress.update(task, completed=done))


def _table(measured: Measured) -> Table:
    table = Table("", measured.engine, title=f"{measured.queries} queries, {measured.documents} documents")
    for label, value in (
        ("MRR@10", f"{measured.mrr:.4f}"),
        ("nDCG@10", f"{measured.ndcg:.4f}"),
        ("Recall@10", f"{measured.recall:.4f}"),
        ("Without results", f"{measured.zero_results:.1%}"),
        ("p50", f"{measured.p50:.1f} ms"),
        ("p95", f"{measured.p95:.1f} ms"),
    ):
        table.add_row(label, value)
    return table
