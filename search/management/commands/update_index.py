"""Index everything that is to be found, anew; safe to repeat, and the site can be used meanwhile."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from search.indexing import rebuild


class Command(BaseCommand):
    """Rebuild the search index, 200 rows at a time."""

    help = "Index everything that is to be found; rows of what is gone are removed, the statistics are counted anew."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, with a bar for each kind."""
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Progress(*columns, console=Console(stderr=True)) as progress:
            tasks: dict[str, TaskID] = {}

            def show(label: str, done: int, total: int) -> None:
                if label not in tasks:
                    tasks[label] = progress.add_task(label, total=total)
                progress.update(tasks[label], completed=done, total=total)

            count = rebuild(show)
        self.stdout.write(_("%(count)d entries in the index") % {"count": count})
