"""The people of the demonstration: invented, one for each role, with the assignments that open their sections."""

import os
import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.contrib.auth.models import Group
from django.db import transaction

from intranet.users.models import DemoMark, User
from pages.directory.models import Assignment, StaffProfile
from pages.locales import source_locale
from pages.models import CentrePage, Party, Profession

STARTED = date(2026, 1, 7)
Role = Assignment.Role


class NotADemonstrationError(Exception):
    """The database holds people who are not of the demonstration."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person works: centre code ("" = none), employer code, role."""

    centre: str
    employer: str
    role: str = Role.STAFF.value


@dataclass(frozen=True, slots=True)
class Person:
    """An account of the demonstration."""

    username: str
    first_name: str
    last_name: str
    what: str
    professions: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    group: str = "reader"
    superuser: bool = False


EKBACKA, REGION = "ekbacka-kommun", "region-mellanvik"
PEOPLE: tuple[Person, ...] = (
    Person("barnmorska", "Maja", "Lindkvist", "barnmorska, Ekbacka", ("BM",), (Place("ekbacka", REGION),)),
    Person("bhv", "Amal", "Warsame", "BHV-sjuksköterska, Ekbacka och Lingonet", ("BHV",),
           (Place("ekbacka", REGION), Place("lingonet", REGION))),
    Person("forskollarare", "Karin", "Öberg", "förskollärare, Lingonet", ("FL",), (Place("lingonet", EKBACKA),)),
    Person("socionom", "Jonas", "Hedin", "socionom, Ekbacka", ("SOC",), (Place("ekbacka", EKBACKA),)),
    Person("bibliotekarie", "Sara", "Norell", "bibliotekarie, gäst i Ekbacka", ("BIB",), (Place("ekbacka", EKBACKA),)),
    Person("privat", "Elin", "Sandvall", "barnmorska hos den privata vårdgivaren, Stranden", ("BM",),
           (Place("strand", "lindens-vard"),)),
    Person("ny", "Noor", "Haddad", "ny medarbetare utan central och yrke"),
    Person("redaktor", "Petra", "Ekman", "redaktör", ("SOC",), (Place("ekbacka", EKBACKA),), "editor"),
    Person("granskare", "Olof", "Brandt", "granskare", ("BHV",), (Place("ekbacka", REGION),), "reviewer"),
    Person("oversattare", "Leyla", "Aslan", "översättare", ("KTL",), (Place("", EKBACKA),), "translator"),
    Person("samordnare", "Birgit", "Falk", "samordnare, Ekbacka", ("SAM",),
           (Place("ekbacka", EKBACKA, Role.COORDINATOR.value),), "centre_coordinator"),
    Person("koordinator", "Henrik", "Åkerlund", "övergripande koordinator", ("KOO",),
           (Place("", EKBACKA, Role.COORDINATOR.value),), "overall_coordinator"),
    Person("styrgrupp", "Gunilla", "Ström", "ledamot i styrgruppen, Ekbacka", ("CHEF",),
           (Place("ekbacka", REGION, Role.STEERING.value),), "steering_member"),
    Person("utvecklare", "Mikael", "Rask", "regional utvecklare", ("RUT",), (Place("", REGION),), "regional_developer"),
    Person("chef", "Ingrid", "Dahl", "enhetschef, Ekbacka", ("CHEF",),
           (Place("ekbacka", EKBACKA, Role.MANAGER.value),), "manager"),
    Person("admin", "Tove", "Lund", "administratör", ("ADM",), (Place("", EKBACKA),), "administrator", superuser=True),
)  # fmt: skip


def refuse_foreign_database() -> None:
    """Raise NotADemonstrationError when the database has an account that is not of the demonstration, or lacks its mark."""
    foreign = User.objects.exclude(username__in=[person.username for person in PEOPLE])
    if foreign.exists() or (User.objects.exists() and not DemoMark.objects.exists()):
        raise NotADemonstrationError


def password_from(kept: Path) -> str:
    """INTRANET_DEMO_PASSWORD, else the one kept by an earlier run, else a fresh one that is kept (readable by its owner)."""
    given = os.environ.get("INTRANET_DEMO_PASSWORD")
    if given:
        return given
    if kept.exists():
        return kept.read_text().strip()
    fresh = secrets.token_urlsafe(9)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.touch(mode=0o600)
    kept.write_text(fresh + "\n")
    return fresh


@transaction.atomic
def make_people(password: str) -> None:
    """Write accounts, profiles and assignments; a second run changes nothing but a new password."""
    refuse_foreign_database()
    DemoMark.objects.get_or_create(pk=1)
    for person in PEOPLE:
        user, _made = User.objects.get_or_create(
            username=person.username,
            defaults={
                "first_name": person.first_name,
                "last_name": person.last_name,
                "email": f"{person.username}@familjecentralen.example",
                "is_superuser": person.superuser,
            },
        )
        if not user.check_password(password):
            user.set_password(password)
            user.save(update_fields=["password"])
        user.groups.set(Group.objects.filter(name__endswith=f": {person.group}"))
        _place(user, person)


def _place(user: User, person: Person) -> None:
    profile, _made = StaffProfile.objects.get_or_create(user=user)
    profile.professions.set(Profession.objects.filter(code__in=person.professions, locale=source_locale()))
    for place in person.places:
        centre = CentrePage.objects.get(code=place.centre, locale=source_locale()) if place.centre else None
        Assignment.objects.get_or_create(
            profile=profile,
            centre=centre,
            employer=Party.objects.get(code=place.employer),
            role=place.role,
            defaults={"starts": STARTED},
        )
