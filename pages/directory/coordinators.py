"""Whom to ask about access: the coordinators with a current assignment."""

from django.db.models import Q

from pages.directory.models import Assignment
from pages.models import CentrePage
from pages.registries import Reader
from pages.visibility import visible_to

Coordinator = dict[str, str]


def coordinators(user: Reader) -> list[Coordinator]:
    """The coordinators whom `user` can ask, those of the own centres first, as components/contact_list.html shows them."""
    # The name of a centre that is hidden from the reader is told nowhere.
    seen = visible_to(CentrePage.objects.all(), user, few=True).order_by().values("pk")
    rows = (
        Assignment.objects.current()
        .filter(
            Q(centre__isnull=True) | Q(centre__in=seen), role=Assignment.Role.COORDINATOR, profile__user__is_active=True
        )
        .select_related("profile__user", "centre", "employer")
        .order_by("centre__title")
    )
    own = set(Assignment.objects.current().filter(profile__user=user.pk).values_list("centre_id", flat=True)) - {None}
    mine = [row for row in rows if row.centre_id in own]
    return [
        {
            "name": row.profile.user.get_display_name(),
            "role": f"{row.get_role_display()}, {row.centre.title if row.centre else row.employer.short}",
            "email": row.profile.user.email,
        }
        for row in mine or rows
    ]
