"""`manage.py check_content`: counts the content and lists its gaps; ends with 1 when there is a gap."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from knowledge.importing.gaps import counts, gaps, uncertain


class Command(BaseCommand):
    """Legal references that are to be checked are listed apart: they are known and marked, not gaps."""

    help = "Count the content and list its gaps."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print counts, references to check, gaps."""
        for name, number in counts().items():
            self.stdout.write(f"{number:>5} {name}")
        references = uncertain()
        self.stdout.write(f"{len(references):>5} lagrum att kontrollera")
        for reference in references:
            self.stdout.write(f"        {reference} {reference.note}".rstrip())
        found = list(gaps())
        for gap in found:
            self.stdout.write(f"lucka: {gap}")
        self.stdout.write(f"{len(found):>5} luckor")
        if found:
            raise CommandError("Innehållet har luckor.")
