"""`manage.py serve`: the server of production on 127.0.0.1, and one worker process beside it."""

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from intranet.serving import Site


class Command(BaseCommand):
    """Runs until Ctrl-C or SIGTERM and stops cleanly."""

    help = "Serve the site on 127.0.0.1 with one worker process beside it."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to listen and how many at a time."""
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--threads", type=int, default=4)
        parser.add_argument("--processes", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Serve."""
        site = Site(
            host=options["host"], port=options["port"], threads=options["threads"], processes=options["processes"]
        )
        self.stdout.write(f"Sajten svarar på http://{options['host']}:{options['port']}/ (avsluta med Ctrl-C)")
        self.stdout.flush()
        sys.exit(site.run())
