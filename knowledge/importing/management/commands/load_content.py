"""`manage.py load_content [DIR]`: load a folder of content files; without a folder, the shipped content."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from knowledge.importing.loader import Outcome, load

SHIPPED = Path(__file__).resolve().parents[3] / "content"


class Command(BaseCommand):
    """Loads content; says each faulty file with line and reason, and ends with 1 when there was one."""

    help = "Load a folder of content files (Markdown with front matter); the shipped content when no folder is given."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder."""
        parser.add_argument("folder", nargs="?", type=Path, default=SHIPPED)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, showing progress."""
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"Mappen {folder} finns inte.")
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, disable=options["verbosity"] == 0) as progress:
            task = progress.add_task("Läser in innehåll", total=None)
            outcome = load(
                folder,
                total=lambda number: progress.update(task, total=number),
                step=lambda _name: progress.advance(task),
            )
            # Files that are faulty or known have fewer steps than were counted.
            progress.update(task, completed=progress.tasks[0].total)
        self._report(outcome)

    def _report(self, outcome: Outcome) -> None:
        for problem in outcome.problems:
            self.stderr.write(str(problem))
        self.stdout.write(
            f"{outcome.made} nya sidor, {outcome.changed} ändrade, {outcome.unchanged} oförändrade, "
            f"{outcome.rows} rader i register, {len(outcome.problems)} fel"
        )
        if outcome.problems:
            raise CommandError("Filerna ovan lästes inte in; allt annat är inläst.")
