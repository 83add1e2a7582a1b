"""`manage.py demo`: a whole intranet to try, from nothing: database, roles, content, people, index, server."""

import os
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from intranet.users.demo import PEOPLE, NotADemonstrationError, make_people, password_from, refuse_foreign_database


class Command(BaseCommand):
    """Safe to run again: what is there stays, what is missing is made."""

    help = "Make a demonstration with invented people and the shipped content, and serve it on 127.0.0.1."
    # The database may not exist yet.
    requires_system_checks: list[str] = []  # noqa: RUF012 - Django's own declaration

    def add_arguments(self, parser: CommandParser) -> None:
        """Where, and whether to serve."""
        parser.add_argument("--no-serve", action="store_true", help="Stop before serving.")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--db", type=Path, help="File of the SQLite database.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Build and serve."""
        self._restart_as_demo(options["db"])
        if not settings.INTRANET_DEMO:
            raise CommandError("Demon finns bara med utvecklingsinställningarna (intranet.settings.dev).")
        Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
        self._say("Databasen")
        self._migrate()
        try:
            refuse_foreign_database()
        except NotADemonstrationError:
            raise CommandError("Databasen har andra konton än demons. Välj en annan fil med --db.") from None
        call_command("sync_roles", verbosity=0)
        self._say("Innehållet")
        call_command("load_content", verbosity=options["verbosity"])
        self._say("Kontona")
        password = password_from(self._password_file())
        make_people(password)
        self._say("Sökindexet")
        call_command("update_index", verbosity=0)
        self._tell(password, options["port"])
        if not options["no_serve"]:
            connection.close()
            call_command("serve", port=options["port"])

    def _restart_as_demo(self, database: Path | None) -> None:
        """Settings are read before arguments: begin again with what they say in the environment."""
        wanted = {"INTRANET_DEMO": "yes"}
        if database:
            wanted["INTRANET_DATABASE_URL"] = f"sqlite:///{database.resolve()}"
        if all(os.environ.get(name) == value for name, value in wanted.items()):
            return
        self.stdout.flush()
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **wanted})  # noqa: S606 - ourselves

    def _migrate(self) -> None:
        from django.db.migrations.executor import MigrationExecutor
        from rich.progress import Progress

        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        with Progress(disable=not plan) as progress:
            task = progress.add_task("Skapar tabeller", total=len(plan))

            def step(action: str, _migration: Any = None, _fake: bool = False) -> None:
                progress.advance(task, action == "apply_success")

            executor.progress_callback = step  # type: ignore[assignment]  # the stubs narrow the callback's words
            executor.migrate(executor.loader.graph.leaf_nodes(), plan)
        if plan:
            # Permissions and content types come with the signal after `migrate`.
            call_command("migrate", verbosity=0)

    def _password_file(self) -> Path:
        name = settings.DATABASES["default"]["NAME"]
        sqlite = settings.DATABASES["default"]["ENGINE"].endswith("sqlite3")
        return Path(f"{name}.demo-password") if sqlite else Path(settings.DATA_DIR) / "demo-password"

    def _say(self, what: str) -> None:
        self.stdout.write(f"{what} …")
        self.stdout.flush()

    def _tell(self, password: str, port: int) -> None:
        self.stdout.write("\nLogga in som någon av dessa (ingen andra faktor i demon):")
        for person in PEOPLE:
            self.stdout.write(f"  {person.username:<14} {person.what}")
        self.stdout.write(f"Lösenord för alla: {password}")
        self.stdout.write(f"Adress: http://127.0.0.1:{port}/\n")
