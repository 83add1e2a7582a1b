"""Guidance and policy: the chain policy -> guidance -> routine, shown both ways."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable

from knowledge.blocks import TimelineBlock
from knowledge.enums import Level
from knowledge.models.base import KnowledgePage, RelatedPage
from knowledge.models.routine import RoutinePage
from pages.blocks import BODY_FEATURES, NEVER_WRITE, TEXT_FEATURES, BodyBlock


class PolicyPage(KnowledgePage):
    """A steering document (styrdokument) that guidance rests on."""

    issuer = models.ForeignKey("pages.Party", models.PROTECT, null=True, related_name="+", verbose_name=_("issuer"))
    purpose = RichTextField(_("purpose"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("content"))
    timeline = StreamField([("decision", TimelineBlock())], blank=True, verbose_name=_("decisions"))

    content_panels: ClassVar[list[Panel]] = [
        *KnowledgePage.content_panels,
        FieldPanel("issuer"),
        FieldPanel("purpose"),
        FieldPanel("body"),
        FieldPanel("timeline"),
        *KnowledgePage.concerns_panels,
        *KnowledgePage.ground_panels,
        *KnowledgePage.record_panels,
    ]
    template = "knowledge/policy_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.SectionPage"]

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")

    kind = "policy"
    body_template = "knowledge/policy_body.html"

    def body_context(self) -> dict[str, Any]:
        """Purpose, content, and the decisions in their order."""
        from knowledge import presentation

        decisions = sorted((raw["value"] for raw in self.timeline.raw_data), key=lambda value: value["date"])
        return {
            **presentation.common(self),
            "sections": presentation.sections(self, ("purpose",)),
            "blocks": presentation.stream(self.body),
            "timeline": [{"date": date.fromisoformat(each["date"]), "text": each["text"]} for each in decisions],
        }

    def lists(self) -> dict[str, Q]:
        """The guidance under this policy, the routines below that, and related pages."""
        guidance = GuidancePage.objects.filter(policy_id=self.pk)
        routines = CarriedRoutine.objects.filter(page__policy_id=self.pk)
        return {
            "guidance": Q(pk__in=guidance.values("pk")),
            "routines": Q(pk__in=routines.values("routine_id")),
            "related": Q(pk__in=RelatedPage.objects.filter(page_id=self.pk).values("target_id")),
        }


class GuidancePage(KnowledgePage):
    """Guidance (vägledning): why and how, with the routines it carries."""

    issuers = ParentalManyToManyField("pages.Party", blank=True, related_name="+", verbose_name=_("issuers"))
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.GENERAL)
    policy = models.ForeignKey(
        PolicyPage, models.SET_NULL, null=True, blank=True, related_name="guidance", verbose_name=_("stands under")
    )
    purpose = RichTextField(_("purpose"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    for_whom = RichTextField(_("target group"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    body = RichTextField(_("content"), features=BODY_FEATURES, help_text=NEVER_WRITE)
    childs_perspective = RichTextField(_("the child's perspective"), features=TEXT_FEATURES, help_text=NEVER_WRITE)
    participation = RichTextField(
        _("how children and parents took part"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE
    )
    gender_equality = RichTextField(
        _("gender equality analysis"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE
    )
    equal_treatment = RichTextField(_("equal treatment"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)

    content_panels: ClassVar[list[Panel]] = [
        *KnowledgePage.content_panels,
        MultiFieldPanel([FieldPanel(name) for name in ("issuers", "level", "policy")], heading=_("Guidance")),
        *[
            FieldPanel(name)
            for name in (
                "purpose",
                "for_whom",
                "body",
                "childs_perspective",
                "participation",
                "gender_equality",
                "equal_treatment",
            )
        ],
        InlinePanel("carried", label=_("routine"), heading=_("Routines that it carries")),
        *KnowledgePage.concerns_panels,
        *KnowledgePage.ground_panels,
        *KnowledgePage.record_panels,
    ]
    template = "knowledge/guidance_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.SectionPage"]

    class Meta:
        verbose_name = _("guidance")
        verbose_name_plural = _("guidance pages")

    kind = "guidance"
    body_template = "knowledge/guidance_body.html"

    def body_context(self) -> dict[str, Any]:
        """The fixed parts of a guidance page."""
        from knowledge import presentation

        return {
            **presentation.common(self),
            "issuers": [party.name for party in self.issuers.all()],
            "before": presentation.sections(self, ("purpose", "for_whom")),
            "content": presentation.rich(self.body),
            "sections": presentation.sections(
                self, ("childs_perspective", "participation", "gender_equality", "equal_treatment")
            ),
        }

    def lists(self) -> dict[str, Q]:
        """The routines that it carries, the policy above it, and related pages."""
        return {
            "routines": Q(pk__in=CarriedRoutine.objects.filter(page_id=self.pk).values("routine_id")),
            "policies": Q(pk__in=GuidancePage.objects.filter(pk=self.pk).values("policy_id")),
            "related": Q(pk__in=RelatedPage.objects.filter(page_id=self.pk).values("target_id")),
        }


class CarriedRoutine(Orderable):
    """A routine that a guidance page carries."""

    page = ParentalKey(GuidancePage, on_delete=models.CASCADE, related_name="carried")
    routine = models.ForeignKey(RoutinePage, models.CASCADE, related_name="carried_by", verbose_name=_("routine"))

    panels: ClassVar[list[Panel]] = [FieldPanel("routine")]

    class Meta(Orderable.Meta):
        verbose_name = _("routine that a guidance page carries")
        verbose_name_plural = _("routines that a guidance page carries")

    def __str__(self) -> str:
        return str(self.routine)
