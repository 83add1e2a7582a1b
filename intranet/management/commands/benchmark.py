"""`manage.py benchmark`: how fast pages and searches are answered, on as many pages as asked for, away from the site."""

import json
import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, cast

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

SETTINGS = "intranet.settings.benchmark"
FOLDER = "INTRANET_BENCHMARK_FOLDER"
READER = "bhv"
HOW_MANY = 25  # addresses of one kind
COMMON = ("barn", "samtycke", "vårdnadshavare", "anmälan", "samtal med föräldrar", "ring socialtjänsten")
TYPED = ("oro", "sam", "vå", "barnm", "anm", "tol")


class Command(BaseCommand):
    """Builds a scratch site, serves it as production does, and asks."""

    help = "Measure how fast pages and searches are answered, in a scratch database of its own."
    # The database does not exist yet.
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own declaration

    def add_arguments(self, parser: CommandParser) -> None:
        """How much and where."""
        parser.add_argument("--pages", type=int, default=1000, help="How many routines beside the shipped content.")
        parser.add_argument("--json", action="store_true", help="One JSON object on standard output, nothing else.")
        parser.add_argument("--keep", type=Path, metavar="DIR", help="Keep the scratch site here for another run.")
        parser.add_argument("--database", metavar="URL", help="An empty PostgreSQL database instead of SQLite.")
        parser.add_argument("--rounds", type=int, default=30, help="Turns of ten requests for each view.")
        parser.add_argument("--seconds", type=float, default=120, help="The longest time to measure.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build, serve, ask, tell."""
        if FOLDER not in os.environ:
            self._begin_again(options["keep"], options["database"])
        if settings.SETTINGS_MODULE != SETTINGS:
            raise CommandError(f"Mätningen körs med {SETTINGS} i en egen mapp.")
        self.console = Console(stderr=True)
        try:
            figures = self._measured(options)
        finally:
            connection.close()
            if not options["keep"]:
                shutil.rmtree(os.environ[FOLDER], ignore_errors=True)
        if options["json"]:
            self.stdout.write(json.dumps(figures, ensure_ascii=False, indent=1))
        else:
            self._show(figures, options["pages"])

    def _begin_again(self, keep: Path | None, database: str | None) -> None:
        """Settings are read before arguments: begin again with settings and a folder that are the benchmark's own."""
        folder = keep.resolve() if keep else Path(tempfile.mkdtemp(prefix="intranet-benchmark-"))
        folder.mkdir(parents=True, exist_ok=True)
        own = {
            FOLDER: str(folder),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "INTRANET_DATA_DIR": str(folder),
            "INTRANET_DATABASE_URL": database or f"sqlite:///{folder / 'benchmark.sqlite3'}",
        }
        sys.stdout.flush()
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **own})  # noqa: S606 - ourselves

    def _measured(self, options: dict[str, Any]) -> dict[str, dict[str, float]]:
        from intranet.benchmark.building import build
        from intranet.benchmark.measuring import measure
        from intranet.benchmark.server import Reader, ServerError, running

        password = self._prepare()
        with self._bar("Bygger sidor", options["pages"]) as advance:
            build(options["pages"], advance)
        views = self._views()
        connection.close()
        try:
            with running() as port, self._bar("Mäter", options["rounds"]) as advance:
                reader = Reader(port)
                reader.sign_in(READER, password)
                return measure(
                    reader, views, rounds=options["rounds"], seconds=options["seconds"], progress=lambda: advance(1)
                )
        except ServerError as error:
            raise CommandError(str(error)) from None

    def _prepare(self) -> str:
        """Tables, shipped content, people and static files; what an earlier run has made stays."""
        from intranet.users.demo import NotADemonstrationError, make_people, refuse_foreign_database
        from knowledge.models import RoutinePage

        quiet = {"verbosity": 0}
        self.console.print("Tabeller och innehåll …")
        call_command("migrate", **quiet)
        try:
            refuse_foreign_database()
        except NotADemonstrationError:
            raise CommandError("Databasen har konton som inte är mätningens. Välj en tom.") from None
        if not RoutinePage.objects.exists():
            with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
                for command in ("sync_roles", "load_content"):
                    call_command(command, stdout=nowhere, **quiet)
        password = secrets.token_urlsafe(12)
        make_people(password)
        call_command("collectstatic", interactive=False, **quiet)
        return password

    def _views(self) -> dict[str, list[str]]:
        """The addresses of each view, all open to the reader."""
        from urllib.parse import quote

        from django.contrib.auth import get_user_model
        from django.urls import reverse

        from intranet.benchmark.texts import PAGES_PER_PLACE, place
        from knowledge.models import RoutinePage
        from pages.addresses import url_of
        from pages.models import SectionPage
        from pages.visibility import visible_to

        user = get_user_model().objects.get(username=READER)
        pages = {
            name: [
                url_of(path)
                for path in visible_to(model.objects.all(), user)
                .order_by("-path")
                .values_list("url_path", flat=True)[:HOW_MANY]
            ]
            for name, model in (("routine", RoutinePage), ("section", SectionPage))
        }
        places = RoutinePage.objects.count() // PAGES_PER_PLACE + 1
        rare = [place(places * number // HOW_MANY) for number in range(HOW_MANY)]
        search, suggest = reverse("search:results"), reverse("search:suggestions")
        return {
            "start": ["/"],
            **pages,
            "search_common": [f"{search}?q={quote(words)}" for words in COMMON],
            "search_rare": [f"{search}?q={quote(words)}" for words in dict.fromkeys(rare)],
            "suggestion": [f"{suggest}?q={quote(words)}" for words in TYPED],
        }

    @contextmanager
    def _bar(self, what: str, total: int) -> Iterator[Callable[[int], None]]:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.console) as progress:
            task = progress.add_task(what, total=total)
            yield lambda number: progress.advance(task, number)

    def _show(self, figures: dict[str, dict[str, float]], pages: int) -> None:
        table = Table(title=f"{pages} rutiner, {connection.vendor}")
        for heading in ("vy", "frågor", "p50 ms", "p95 ms", "av tom vys takt"):
            table.add_column(heading, justify="left" if heading == "vy" else "right")
        for name, row in figures.items():
            table.add_row(
                name,
                str(row["queries"]),
                f"{row['p50_ms']:.1f}",
                f"{row['p95_ms']:.1f}",
                f"{row['ratio_to_empty']:.2f}",
            )
        Console(file=cast("IO[str]", self.stdout)).print(table)
