"""The routine: what to do, step by step."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField, StreamField

from knowledge.blocks import StepBlock
from knowledge.enums import Scope
from knowledge.models.base import KnowledgePage, RelatedPage
from pages.blocks import NEVER_WRITE, TEXT_FEATURES
from pages.translation import Spoken, facts, texts


class RoutinePage(KnowledgePage):
    """A routine with fixed headings. It opens on the steps; no routine ends in a dead end (`next_contact`)."""

    number = models.CharField(_("document number"), max_length=40, blank=True)
    is_acute = models.BooleanField(_("acute"), default=False)
    acute_first = models.CharField(_("what to do first"), max_length=250, blank=True)
    scope = models.CharField(_("in force at"), max_length=14, choices=Scope.choices, default=Scope.ALL)
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"))
    purpose = RichTextField(_("purpose"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    applies_to = RichTextField(_("whom it concerns"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    limits = RichTextField(_("limits"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    childs_perspective = RichTextField(_("the child's perspective"), features=TEXT_FEATURES, help_text=NEVER_WRITE)
    participation = RichTextField(
        _("how children and parents took part"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE
    )
    next_contact = RichTextField(_("next contact"), features=TEXT_FEATURES, help_text=NEVER_WRITE)

    override_translatable_fields: ClassVar[Spoken] = [
        *KnowledgePage.override_translatable_fields,
        *facts("number"),
        *texts("acute_first"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *KnowledgePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("number", "is_acute", "acute_first", "scope")], heading=_("Routine")
        ),
        FieldPanel("steps"),
        *[
            FieldPanel(name)
            for name in ("purpose", "applies_to", "limits", "childs_perspective", "participation", "next_contact")
        ],
        *KnowledgePage.concerns_panels,
        *KnowledgePage.ground_panels,
        *KnowledgePage.record_panels,
    ]
    template = "knowledge/routine_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.SectionPage", "pages.CentrePage"]

    class Meta:
        verbose_name = _("routine")
        verbose_name_plural = _("routines")
        # Each start page asks for the few that are acute.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["is_acute"], name="acute_routines", condition=models.Q(is_acute=True))
        ]

    kind = "routine"

    def clean(self) -> None:
        """An acute routine says what to do first; a routine for named centres names them."""
        super().clean()
        if self.is_acute and not self.acute_first:
            raise ValidationError({"acute_first": _("Say in one sentence what to do first: the routine is acute.")})

    body_template = "knowledge/routine_body.html"

    def body_context(self) -> dict[str, Any]:
        """Steps first, then why, for whom, and on what ground."""
        from knowledge import presentation

        fields = ("next_contact", "purpose", "applies_to", "limits", "childs_perspective", "participation")
        return {
            **presentation.common(self),
            "steps": presentation.steps(self),
            "first_calls": presentation.first_calls(self) if self.is_acute else [],
            "sections": presentation.sections(self, fields),
        }

    def lists(self) -> dict[str, Q]:
        """The guidance that carries this routine, the policies above that, and related pages."""
        carried = self.carried_by.model.objects.filter(routine_id=self.pk)
        return {
            "carried_by": Q(pk__in=carried.values("page_id")),
            "policies": Q(pk__in=carried.values("page__policy_id")),
            "related": Q(pk__in=RelatedPage.objects.filter(page_id=self.pk).values("target_id")),
        }
