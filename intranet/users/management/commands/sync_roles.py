"""`manage.py sync_roles`: the table of roles becomes groups and rights."""

from typing import Any

from django.core.management.base import BaseCommand

from intranet.users.sync import sync_roles


class Command(BaseCommand):
    """Idempotent: a second run changes nothing."""

    help = "Write the table of roles (intranet/users/roles.py) to the database."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it and say what changed."""
        made, changed = sync_roles()
        self.stdout.write(f"Roller: {made} nya, {changed} ändrade")
