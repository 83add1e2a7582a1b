"""People at work: profile, assignments, staff groups, and the audience groups that are derived from them (decision A)."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pages.models import CentrePage, Party, Profession
from pages.personal_data import PersonalDataModelMixin


class StaffProfile(models.Model):
    """A person at work: the professions they hold. Where and for whom they work is in Assignment."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="profile")
    professions = models.ManyToManyField(Profession, blank=True, verbose_name=_("professions"))

    class Meta:
        verbose_name = _("staff profile")
        verbose_name_plural = _("staff profiles")

    def __str__(self) -> str:
        return str(self.user.get_display_name())


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Questions about assignments."""

    @staticmethod
    def current_q(on: date, prefix: str = "") -> Q:
        """Assignments that hold on a day: both the first and the last day count."""
        return Q(**{f"{prefix}starts__lte": on}) & (
            Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__gte": on})
        )

    def current(self, on: date | None = None) -> "AssignmentQuerySet":
        """Assignments that hold on a day (today when absent)."""
        return self.filter(self.current_q(on or timezone.localdate()))


class Assignment(models.Model):
    """A person at a centre (or none) for an employer, as what, from when to when."""

    class Role(models.TextChoices):
        """What the person does there, beside their profession."""

        STAFF = "staff", _("staff")
        COORDINATOR = "coordinator", _("centre coordinator")
        MANAGER = "manager", _("manager")
        STEERING = "steering", _("steering group member")
        MENTOR = "mentor", _("mentor")

    profile = models.ForeignKey(StaffProfile, models.CASCADE, related_name="assignments", verbose_name=_("person"))
    centre = models.ForeignKey(
        CentrePage, models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name=_("centre")
    )
    employer = models.ForeignKey(Party, models.PROTECT, related_name="assignments", verbose_name=_("employer"))
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.STAFF)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        ordering = (
            "starts",
            "pk",
        )
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="assignment_ends_after_it_starts",
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                violation_error_message=_("The last day cannot come before the first."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.profile} · {self.centre or self.employer}"


class StaffGroup(PersonalDataModelMixin, models.Model):
    """A named group of staff that can be responsible for pages, at one centre or across them."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    centre = models.ForeignKey(CentrePage, models.SET_NULL, null=True, blank=True, verbose_name=_("centre"))
    members = models.ManyToManyField(StaffProfile, blank=True, related_name="groups", verbose_name=_("members"))

    class Meta:
        ordering = ("name",)
        verbose_name = _("staff group")
        verbose_name_plural = _("staff groups")

    def __str__(self) -> str:
        return self.name


class Audience(models.Model):
    """What a group of Wagtail's page privacy stands for: a centre, a profession or a principal, exactly one of them.

    The group has no stored members: who is in it follows from assignments and profiles at the moment of asking.
    """

    group = models.OneToOneField(Group, models.CASCADE, related_name="audience", verbose_name=_("group"))
    centre = models.OneToOneField(CentrePage, models.CASCADE, null=True, blank=True, verbose_name=_("centre"))
    profession = models.OneToOneField(Profession, models.CASCADE, null=True, blank=True, verbose_name=_("profession"))
    party = models.OneToOneField(Party, models.CASCADE, null=True, blank=True, verbose_name=_("principal"))

    class Meta:
        verbose_name = _("audience")
        verbose_name_plural = _("audiences")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="audience_is_exactly_one_thing",
                condition=(
                    Q(centre__isnull=False, profession__isnull=True, party__isnull=True)
                    | Q(centre__isnull=True, profession__isnull=False, party__isnull=True)
                    | Q(centre__isnull=True, profession__isnull=True, party__isnull=False)
                ),
            )
        ]

    def __str__(self) -> str:
        return str(self.group)
