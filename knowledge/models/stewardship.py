"""What verbs change, beside the page and carried by no revision, copy or translation (architecture, rule 3; decision E).

Wagtail restores fields from a revision, so a review date on the page would silently be undone by publishing an older draft.
"""

from datetime import date, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision

from knowledge.enums import ChangeKind, ReviewState
from pages.directory.models import StaffGroup
from pages.locales import source_locale
from pages.models import CentrePage, Profession

# Said thirty days ahead; amber from the day the review is due; red when ninety days have passed without one.
DUE_SOON = timedelta(days=30)
LONG_OVERDUE = timedelta(days=90)


def source_of(page: Page) -> Page:
    """The page that carries stewardship: an alias's source, a translation's source-language page, else the page itself."""
    source = page.alias_of if page.alias_of_id and page.alias_of else page
    default = source_locale()
    if source.locale_id == default.pk:
        return source
    original = Page.objects.filter(
        translation_key=source.translation_key, locale=default, alias_of__isnull=True
    ).first()
    return original or source


class Stewardship(models.Model):
    """Who answers for a page, when it was reviewed, when it is due; one row per source page, made at first publication."""

    page = models.OneToOneField(Page, models.CASCADE, related_name="stewardship", verbose_name=_("page"))
    profession = models.ForeignKey(
        Profession, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible profession")
    )
    group = models.ForeignKey(
        StaffGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("responsible group")
    )
    centre = models.ForeignKey(
        CentrePage, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("at the centre")
    )
    substitute_profession = models.ForeignKey(
        Profession, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("substitute profession")
    )
    substitute_group = models.ForeignKey(
        StaffGroup, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("substitute group")
    )
    interval_months = models.PositiveSmallIntegerField(_("reviewed every (months)"), default=12)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("reviewed by"),
    )
    due_on = models.DateField(_("review is due on"), null=True, blank=True)
    timeless = models.BooleanField(_("does not age"), default=False)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("withdrawn by"),
    )
    replaced_by = models.ForeignKey(
        Page, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("replaced by")
    )

    class Meta:
        verbose_name = _("stewardship")
        verbose_name_plural = _("stewardships")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="stewardship_review_date_or_timeless",
                condition=Q(timeless=True, due_on__isnull=True) | Q(timeless=False, due_on__isnull=False),
                violation_error_message=_("Give a review date, or say that the page does not age: exactly one."),
            ),
            models.CheckConstraint(
                name="stewardship_one_responsible",
                condition=Q(profession__isnull=True) | Q(group__isnull=True),
                violation_error_message=_("Name a profession or a group as responsible, not both."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.page)

    @staticmethod
    def named(group: str | None, profession: str | None, centre: str | None = None) -> str:
        """A function by its name; with the centre when it is one centre's."""
        name = group or profession or ""
        return f"{name}, {centre}" if name and centre else name

    @property
    def responsible(self) -> str:
        """Who answers for the page, by function."""
        return self.named(_name(self.group), _name(self.profession), self.centre.title if self.centre else None)

    @property
    def substitute(self) -> str:
        """Who answers when the responsible is away."""
        return self.named(_name(self.substitute_group), _name(self.substitute_profession))

    def state(self, on: date | None = None) -> ReviewState:
        """Where the review stands on a day (today when absent), from the dates alone."""
        day = on or timezone.localdate()
        if self.withdrawn_on and self.withdrawn_on <= day:
            return ReviewState.WITHDRAWN
        if self.timeless or self.due_on is None:
            return ReviewState.TIMELESS
        if day < self.due_on:
            return ReviewState.DUE if day >= self.due_on - DUE_SOON else ReviewState.OK
        return ReviewState.LONG_OVERDUE if day >= self.due_on + LONG_OVERDUE else ReviewState.OVERDUE


def _name(function: StaffGroup | Profession | None) -> str | None:
    return function.name if function else None


def kept_with_the_page(collector: Any, field: Any, rows: Any, using: str) -> None:
    """on_delete: a revision behind a version goes with its page and in no other way.

    Raises ProtectedError, as models.PROTECT does, where revisions are what is deleted: Wagtail's purge_revisions passes over
    those. RESTRICT would let the page go too, but raises an error that the purge does not know.
    """
    origin = collector.origin
    if isinstance(origin, Revision) or getattr(origin, "model", None) is Revision:
        models.PROTECT(collector, field, rows, using)
    else:
        models.CASCADE(collector, field, rows, using)


class PageVersion(models.Model):
    """A published version N.m of a page: what changed, who published it, from when it is valid."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions", verbose_name=_("page"))
    revision = models.ForeignKey(Revision, kept_with_the_page, related_name="+", verbose_name=_("revision"))
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    kind = models.CharField(_("kind of change"), max_length=12, choices=ChangeKind.choices)
    sentence = models.CharField(_("what changed"), max_length=250, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )
    published_at = models.DateTimeField(_("published"), default=timezone.now)
    valid_from = models.DateField(_("valid from"))

    class Meta:
        ordering = (
            "-major",
            "-minor",
        )
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=("page", "major", "minor"), name="one_row_per_version")
        ]
        # Each start page asks for the latest of all pages.
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-valid_from", "-id"], name="versions_by_day")]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """The version as people write it: N.m."""
        return f"{self.major}.{self.minor}"
