"""The demonstration: made from nothing in an empty database, refused where anybody else has an account."""

import stat
from pathlib import Path

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intranet.users.demo import PEOPLE, NotADemonstrationError, make_people, password_from, refuse_foreign_database
from intranet.users.models import DemoMark
from intranet.users.roles import ROLES
from pages.directory.models import Assignment, StaffProfile
from tests.databases import PASSWORD

User = get_user_model()


def rows() -> tuple[object, ...]:
    return (
        sorted(User.objects.values_list("username", "password", "first_name", "is_superuser")),
        sorted(User.groups.through.objects.values_list("user__username", "group__name")),
        sorted(
            StaffProfile.professions.through.objects.values_list("staffprofile__user__username", "profession__code")
        ),
        sorted(Assignment.objects.values_list("profile__user__username", "role", "starts", "pk")),
    )


def test_everybody_has_a_role_and_a_place(shipped_content: None) -> None:
    assert User.objects.count() == len(PEOPLE)
    assert {person.group for person in PEOPLE} <= {role.code for role in ROLES}
    for person in PEOPLE:
        user = User.objects.get(username=person.username)
        assert user.groups.count() == 1, person.username
        assert user.email.endswith(".example")
        assert Assignment.objects.filter(profile__user=user).count() == len(person.places)
    assert User.objects.get(username="admin").is_superuser


def test_a_second_run_changes_nothing(shipped_content: None) -> None:
    before = rows()
    with CaptureQueriesContext(connection) as queries:
        make_people(PASSWORD)
    assert rows() == before
    assert [query["sql"][:100] for query in queries if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_another_password_is_the_only_thing_that_changes(shipped_content: None) -> None:
    make_people("ett-annat-losenord-77")
    assert User.objects.get(username="barnmorska").check_password("ett-annat-losenord-77")


def test_a_database_with_other_people_is_refused(shipped_content: None) -> None:
    User.objects.create(username="en-riktig-manniska")
    with pytest.raises(NotADemonstrationError):
        refuse_foreign_database()
    with pytest.raises(NotADemonstrationError):
        make_people(PASSWORD)


def test_a_database_with_namesakes_but_without_the_mark_is_refused(shipped_content: None) -> None:
    """A real administrator may be called admin: the mark says whose database it is."""
    DemoMark.objects.all().delete()
    with pytest.raises(NotADemonstrationError):
        make_people(PASSWORD)


def test_an_empty_database_is_accepted(db: None) -> None:
    refuse_foreign_database()


def test_the_command_is_refused_without_the_demonstrations_settings(
    db: None, monkeypatch: pytest.MonkeyPatch, settings: object
) -> None:
    monkeypatch.setenv("INTRANET_DEMO", "yes")
    settings.INTRANET_DEMO = False  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match="utvecklingsinställningarna"):
        call_command("demo", no_serve=True)
    assert not User.objects.exists()


def test_password_is_given_or_kept_or_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = tmp_path / "folder" / "demo-password"
    monkeypatch.delenv("INTRANET_DEMO_PASSWORD", raising=False)
    first = password_from(kept)
    assert len(first) >= 12
    assert password_from(kept) == first
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    monkeypatch.setenv("INTRANET_DEMO_PASSWORD", "given-by-hand")
    assert password_from(kept) == "given-by-hand"
    assert kept.read_text().strip() == first


def test_all_people_are_invented(shipped_content: None) -> None:
    from pages.personal_numbers import find_personal_data

    for user in User.objects.all():
        assert not find_personal_data(f"{user.username} {user.get_full_name()} {user.email}")
