"""One table of roles; the command writes it to the database, and a second run changes nothing."""

from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page

from intranet.users import sync
from intranet.users.roles import ROLES, Role
from intranet.users.sync import group_name, sync_roles
from tests import factories as make


def state() -> tuple[object, ...]:
    return (
        sorted(Group.objects.values_list("name", flat=True)),
        sorted(Group.permissions.through.objects.values_list("group__name", "permission__codename")),
        sorted(GroupPagePermission.objects.values_list("group__name", "page__path", "permission__codename")),
        sorted(
            GroupCollectionPermission.objects.values_list("group__name", "collection__path", "permission__codename")
        ),
    )


def test_a_second_run_changes_nothing(home: Page) -> None:
    before = state()
    with CaptureQueriesContext(connection) as queries:
        assert sync_roles() == (0, 0)
    assert state() == before
    writes = [query["sql"] for query in queries if query["sql"].startswith(("INSERT", "UPDATE"))]
    assert writes == []


def test_from_nothing(home: Page) -> None:
    before = state()
    Group.objects.all().delete()
    assert sync_roles() == (len(ROLES), 0)
    assert state() == before


def test_what_was_changed_by_hand_is_put_right(home: Page) -> None:
    before = state()
    reader, editor = Group.objects.get(name="Roll: reader"), Group.objects.get(name="Roll: editor")
    reader.permissions.add(Permission.objects.get(codename="access_admin"))
    editor.permissions.clear()
    GroupPagePermission.objects.create(
        group=reader,
        page=home,
        permission=Permission.objects.get(codename="publish_page", content_type__app_label="wagtailcore"),
    )
    Group.objects.create(name="Roll: spöke")
    Group.objects.create(name="Editors")
    assert sync_roles() == (0, 2)
    assert state() == before


def test_other_groups_are_left_alone(home: Page) -> None:
    Group.objects.create(name="Central: Lyktan")
    sync_roles()
    assert Group.objects.filter(name="Central: Lyktan").exists()


def test_an_unknown_permission_is_named_and_nothing_is_written(home: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    before = state()
    monkeypatch.setattr(sync, "ROLES", (Role("ny", "Ny"), Role("fel", "Fel", ("pages.fly_page",))))
    with pytest.raises(Permission.DoesNotExist, match=r"pages\.fly_page"):
        sync_roles()
    assert state() == before


def test_the_command_says_what_it_did(home: Page) -> None:
    out = StringIO()
    call_command("sync_roles", stdout=out)
    assert "0 nya, 0 ändrade" in out.getvalue()


def test_codes_are_unique_and_every_role_is_written(home: Page) -> None:
    assert len({role.code for role in ROLES}) == len(ROLES)
    assert {group_name(role) for role in ROLES} <= set(Group.objects.values_list("name", flat=True))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_no_role_may_change_accounts_groups_or_restrictions_of_rights(home: Page, role: Role) -> None:
    """Traps: "may change users" lets its holder become superuser; so does a right on groups or permissions."""
    user = make.make_person("x", role=role.code)
    for permission in (
        "users.add_user",
        "users.change_user",
        "auth.add_group",
        "auth.change_group",
        "auth.change_permission",
    ):
        assert not user.has_perm(permission), permission


@pytest.mark.parametrize(
    ("role", "publishes"),
    [("reader", False), ("reviewer", False), ("translator", False), ("editor", True), ("overall_coordinator", True)],
)
def test_who_publishes(home: Page, role: str, *, publishes: bool) -> None:
    page = make.RoutineFactory()
    assert page.permissions_for_user(make.make_person("x", role=role)).can_publish() is publishes
