"""The tree as conditions that an index answers: a page's path begins with the path of the page above it.

treebeard's steps are of digits and capitals, which sort alike in every collation, so what lies at or below a page is a
range of paths. `LIKE 'path%'`, which Django's `startswith` makes, is no such range to SQLite or to PostgreSQL outside the
C collation, and a scan of all pages for a menu is what makes a large site slow.
"""

from typing import Any

from django.db import connections
from django.db.models import Q
from wagtail.models import Page

STEP = Page.steplen
# Sorts after every path below a page and before the next page beside it.
LAST_CHILD = "Z" * (STEP + 1)
# Wagtail has none of these. Made after each migrate, for on SQLite a migration of Wagtail's that alters the table drops
# what its model does not name.
INDEXES = (
    "CREATE INDEX IF NOT EXISTS pages_tree ON {pages} (depth, path)",
    "CREATE INDEX IF NOT EXISTS pages_dead ON {pages} (id) WHERE NOT live",
)


def below_q(path: str) -> Q:
    """The page at `path` and all below it."""
    return Q(path__gte=path, path__lte=path + LAST_CHILD)


def children_q(path: str) -> Q:
    """The pages directly below the page at `path`."""
    return below_q(path) & Q(depth=len(path) // STEP + 1)


def ensure_indexes(using: str, **_signal: Any) -> None:
    """After migrate: what the conditions above and visibility need to stay as quick at 20,000 pages as at 1,000."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if Page._meta.db_table not in connection.introspection.table_names(cursor):
            return  # an early stop of the migrations
        for statement in INDEXES:
            cursor.execute(statement.format(pages=connection.ops.quote_name(Page._meta.db_table)))
