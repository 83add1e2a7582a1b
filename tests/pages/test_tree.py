"""What lies below a page is found by an index, whatever the size of the site."""

import pytest
from django.db import connection
from wagtail.models import Page

from pages.models import StandardPage
from pages.tree import INDEXES, below_q, children_q, ensure_indexes

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree(home: Page) -> dict[str, Page]:
    """A page, its child and grandchild, and the page beside it."""
    first = home.add_child(instance=StandardPage(title="Först", slug="forst"))
    child = first.add_child(instance=StandardPage(title="Barn", slug="barn"))
    grandchild = child.add_child(instance=StandardPage(title="Barnbarn", slug="barnbarn"))
    beside = home.add_child(instance=StandardPage(title="Bredvid", slug="bredvid"))
    return {"first": first, "child": child, "grandchild": grandchild, "beside": beside}


def test_below_is_the_page_and_all_under_it(tree: dict[str, Page]) -> None:
    found = set(Page.objects.filter(below_q(tree["first"].path)).values_list("slug", flat=True))
    assert found == {"forst", "barn", "barnbarn"}


def test_children_are_one_step_below(tree: dict[str, Page]) -> None:
    assert [page.slug for page in Page.objects.filter(children_q(tree["first"].path))] == ["barn"]


def test_the_last_of_many_children_belongs_to_its_parent(tree: dict[str, Page]) -> None:
    last = tree["first"].path + "Z" * Page.steplen
    Page.objects.filter(pk=tree["child"].pk).update(path=last)
    found = Page.objects.filter(children_q(tree["first"].path)).values_list("slug", flat=True)
    assert list(found) == ["barn"]


def test_the_indexes_are_made_again_when_a_migration_has_dropped_them() -> None:
    names = {statement.split(" ON ")[0].split()[-1] for statement in INDEXES}

    def present() -> set[str]:
        with connection.cursor() as cursor:
            return names & set(connection.introspection.get_constraints(cursor, Page._meta.db_table))

    assert present() == names
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP INDEX {name}")
    assert present() == set()
    ensure_indexes(connection.alias)
    assert present() == names


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL scans small tables whatever indexes they have")
def test_children_are_looked_up_and_not_scanned(tree: dict[str, Page]) -> None:
    plan = Page.objects.filter(children_q(tree["first"].path)).explain()
    assert "pages_tree" in plan
