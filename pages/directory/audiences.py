"""Which audience groups a person belongs to on a day: those of their centres, employers and professions."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import Q, QuerySet

from pages.directory.models import Assignment, Audience
from pages.models import CentrePage, Party, Profession
from pages.prepared import Prepared
from pages.registries import Reader


def groups_of(user: Reader, on: date) -> QuerySet[Group]:
    """The groups as a queryset, to be used inside the query of the page: nothing is asked before.

    A profession opens its sections only to somebody who has an assignment: who has left sees nothing.
    """
    current = Assignment.objects.current(on).filter(profile__user=user.pk)
    return Group.objects.filter(
        Q(audience__centre__in=current.values("centre"))
        | Q(audience__party__in=current.values("employer"))
        | Q(audience__profession__in=current.values("profile__professions"))
    )


STEPS = ("centre__area__code", "centre__area__parent__code", "centre__area__parent__parent__code")


def _area_rows(user: int, on: date) -> QuerySet[Any, tuple[Any, ...]]:
    current = Assignment.objects.current(on).filter(profile__user_id=user, centre__area__isnull=False)
    return current.values_list(*STEPS)


_areas = Prepared(_area_rows, user=int, on=date)


def areas_of(user: Reader, on: date) -> list[str]:
    """Codes of the areas of a person's current centres, narrowest first, in one query."""
    if user.pk is None:
        return []
    rows = _areas(user=user.pk, on=on)
    return [code for step in range(len(STEPS)) for code in dict.fromkeys(row[step] for row in rows) if code]


@transaction.atomic
def audience_for(subject: CentrePage | Profession | Party) -> Group:
    """The group that stands for a centre, a profession or a principal, made when it does not exist yet."""
    field = {CentrePage: "centre", Profession: "profession", Party: "party"}[type(subject)]
    label = {"centre": "Central", "profession": "Yrke", "party": "Huvudman"}[field]
    existing = Audience.objects.filter(**{field: subject}).select_related("group").first()
    if existing:
        return existing.group
    # Always a group of its own: two centres may bear one name, and a group that is there already may have rights or members.
    name = f"{label}: {subject}"[:130]
    taken = Group.objects.filter(name=name).exists()
    group = Group.objects.create(name=f"{name} ({subject.pk})" if taken else name)
    Audience.objects.create(group=group, **{field: subject})
    return group
