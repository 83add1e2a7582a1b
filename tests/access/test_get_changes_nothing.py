"""A GET changes no domain row (architecture, rule 2); the tables that it may change are these and no others."""

import hashlib
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from pages.registries import surfaces
from tests.access.addresses import sample
from tests.answers import content_of

ClientOf = Callable[..., Client]
# The session, counters, and what Wagtail itself keeps.
MAY_CHANGE = {
    "django_session", "users_user.last_login", "search_querylog", "media_rendition", "wagtailusers_userprofile",
    "wagtailadmin_editingsession", "wagtailcore_pagesubscription",
}  # fmt: skip


def digests() -> dict[str, str]:
    """A hash of the content of every table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table in MAY_CHANGE or table.startswith(("search_fulltext", "sqlite_")):
                continue
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr(row) for row in cursor.fetchall())
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


@pytest.mark.parametrize("who", ["anonymous", "forskollarare", "admin"])
def test_get_changes_no_domain_row(shipped_content: None, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    before = digests()
    assert len(before) > 60
    asked = 0
    for surface in surfaces:
        for address in [*sample(surface.name), "/finns-inte/"]:
            content_of(client.get(address))
            asked += 1
    assert asked > 90
    after = digests()
    assert {table for table in before if before[table] != after.get(table)} == set()


def test_the_digest_sees_a_change(shipped_content: None) -> None:
    from pages.models import Area

    before = digests()
    Area.objects.filter(pk=Area.objects.first().pk).update(name="Annat")
    after = digests()
    assert {table for table in before if before[table] != after[table]} == {"pages_area"}
