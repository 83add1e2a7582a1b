"""Legal grounds as structured objects, so that every page citing a paragraph can be found."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from pages.personal_data import PersonalDataModelMixin

# The law as it was read for the shipped content; shown wherever law is cited.
LAW_STATE_READ = date(2025, 9, 1)


class LegalAct(PersonalDataModelMixin, models.Model):
    """An act or regulation, by its SFS number or the number of the regulation."""

    code = models.CharField(_("number"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short = models.CharField(_("short name"), max_length=40)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    replaces = models.CharField(_("replaces"), max_length=40, blank=True)
    url = models.URLField(_("address of the text"), max_length=500, blank=True)
    note = models.CharField(_("note"), max_length=250, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel(name) for name in ("code", "name", "short", "valid_from", "valid_to", "replaces", "url", "note")
    ]

    class Meta:
        ordering = ("short",)
        verbose_name = _("act")
        verbose_name_plural = _("acts")

    def __str__(self) -> str:
        return f"{self.short} ({self.code})"


class LegalReference(PersonalDataModelMixin, models.Model):
    """A chapter and paragraph of an act, with the days between which it says what we cite."""

    act = models.ForeignKey(LegalAct, models.PROTECT, related_name="references", verbose_name=_("act"))
    chapter = models.CharField(_("chapter"), max_length=10, blank=True)
    section = models.CharField(_("paragraph"), max_length=40, blank=True)
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    verify = models.BooleanField(_("to be checked"), default=False, help_text=_("Shows a note to check the law."))
    note = models.CharField(_("note"), max_length=300, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel(name) for name in ("act", "chapter", "section", "valid_from", "valid_to", "verify", "note")
    ]

    class Meta:
        ordering = (
            "act",
            "chapter",
            "section",
        )
        verbose_name = _("legal reference")
        verbose_name_plural = _("legal references")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=("act", "chapter", "section"),
                condition=Q(valid_to__isnull=True),
                name="one_legal_reference_in_force",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act.short} {self.paragraph}".strip()

    @property
    def paragraph(self) -> str:
        """The place in the act as Swedish lawyers write it: 19 kap. 1 §, 10 kap. 8–9 §§."""
        several = any(mark in self.section for mark in ("–", "-", ",", " och "))
        chapter = f"{self.chapter} kap." if self.chapter else ""
        section = f"{self.section} {'§§' if several else '§'}" if self.section else ""
        return f"{chapter} {section}".strip()

    def in_force(self, on: date | None = None) -> bool:
        """Whether the reference holds on a day (today when absent)."""
        day = on or timezone.localdate()
        starts = self.valid_from or self.act.valid_from
        ends = self.valid_to or self.act.valid_to
        return (starts is None or starts <= day) and (ends is None or day <= ends)
