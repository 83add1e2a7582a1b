"""Migrations: one for each app, in step with the models; the states of the test database hold what they say."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from tests.architecture.test_imports import ROOT, room_of

OWN_APPS = [config for config in apps.get_app_configs() if room_of(config.name)]


@pytest.mark.parametrize("config", OWN_APPS, ids=lambda config: config.label)
def test_one_migration_for_each_app(config: object) -> None:
    """Before the first release: one `0001_initial` per app."""
    names = sorted(path.name for path in Path(config.path, "migrations").glob("[0-9]*.py"))  # type: ignore[attr-defined]
    own = any(model._meta.managed for model in config.get_models())  # type: ignore[attr-defined]
    assert names == (["0001_initial.py"] if own else [])


def test_migrations_are_in_step_with_the_models(db: None) -> None:
    out = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=out, stderr=out)
    assert "No changes detected" in out.getvalue()


def test_the_empty_state_has_a_start_page_and_roles(home: object) -> None:
    from django.contrib.auth.models import Group
    from wagtail.models import Page

    assert list(Page.objects.filter(depth__gt=2)) == []
    assert home.live  # type: ignore[attr-defined]
    assert Group.objects.filter(name="Roll: editor").exists()


def test_the_shipped_state_has_content_people_and_index(shipped_content: None) -> None:
    from django.contrib.auth import get_user_model

    from knowledge.models import RoutinePage
    from search.models import IndexEntry

    assert RoutinePage.objects.count() >= 10
    assert get_user_model().objects.filter(username="barnmorska").exists()
    assert IndexEntry.objects.filter(kind="routine").count() >= 10


def test_a_test_leaves_nothing_behind_after_a_transaction(transactional_db: None) -> None:
    from pages.models import Area

    Area.objects.create(code="kvar", name="Kvar", kind="region")


@pytest.mark.parametrize("turn", [1, 2])
def test_the_next_test_begins_afresh(db: None, turn: int) -> None:
    from wagtail.models import Page

    from pages.models import Area

    assert not Area.objects.filter(code="kvar").exists()
    assert Page.objects.filter(depth=1).exists()
    Area.objects.create(code="kvar", name="Kvar", kind="region")


def test_root_is_the_project() -> None:
    assert (ROOT / "manage.py").exists()
