"""The centres: facts about each, from which its type is computed (pages.centre_types)."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.fields import StreamField
from wagtail.models import Orderable

from pages.blocks import WEEKDAYS, BodyBlock, ClockBlock, ExceptionBlock, HoursBlock, IntegerMultipleChoiceBlock
from pages.centre_types import CentreLabel, Verdict, classify
from pages.models.base import BasePage
from pages.models.organisations import Area, Variant
from pages.personal_data import PersonalDataModelMixin
from pages.translation import Spoken, facts, texts
from pages.tree import children_q


class DropInBlock(blocks.StructBlock):
    """Hours when one may come without a booking."""

    what = blocks.CharBlock(max_length=120, label=_("What"))
    days = IntegerMultipleChoiceBlock(choices=WEEKDAYS, label=_("Days"))
    opens = ClockBlock(label=_("From"))
    closes = ClockBlock(label=_("To"))

    class Meta:
        icon = "group"
        label = _("Drop-in")


class RoomBlock(blocks.StructBlock):
    """A room and what it is for."""

    name = blocks.CharBlock(max_length=80, label=_("Name"))
    use = blocks.CharBlock(required=False, max_length=200, label=_("Use"))
    places = blocks.IntegerBlock(required=False, min_value=1, label=_("Places"))
    accessible = blocks.BooleanBlock(required=False, label=_("Accessible with a wheelchair or pram"))

    class Meta:
        icon = "home"
        label = _("Room")


class CentreContactBlock(blocks.StructBlock):
    """A function at the centre that answers; never a private number."""

    name = blocks.CharBlock(max_length=120, label=_("Function"))
    phone = blocks.CharBlock(required=False, max_length=30, label=_("Telephone number"))
    email = blocks.EmailBlock(required=False, label=_("E-mail"))

    class Meta:
        icon = "mail"
        label = _("Contact")


class CentrePage(BasePage):
    """A family centre, one in the making, or a way of working without a house."""

    class Status(models.TextChoices):
        """From the first inquiry to the end."""

        INVESTIGATED = "utreds", _("under investigation")
        FORMING = "under-bildande", _("being formed")
        PLANNED = "planerad", _("planned")
        RUNNING = "i-drift", _("in operation")
        DORMANT = "vilande", _("dormant")
        CLOSED = "nedlagd", _("closed down")

    code = models.SlugField(_("code"), max_length=40)
    label = models.CharField(
        _("what it calls itself"),
        max_length=40,
        choices=[(label.value, label.value) for label in CentreLabel],
        default=CentreLabel.FC.value,
    )
    status = models.CharField(_("status"), max_length=16, choices=Status.choices, default=Status.RUNNING)
    aims_at = models.CharField(
        _("aims at"), max_length=4, blank=True, choices=[("FC", "FC"), ("FCL", "FCL"), ("FCA", "FCA")]
    )
    opened = models.DateField(_("opened"), null=True, blank=True)
    planned_opening = models.DateField(_("planned opening"), null=True, blank=True)
    own_variant = models.CharField(
        _("definition, where it differs from the region's"), max_length=10, choices=Variant.choices, blank=True
    )
    variant_source = models.CharField(_("source of the definition"), max_length=250, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, related_name="centres", verbose_name=_("area"))
    parties = ParentalManyToManyField("pages.Party", blank=True, related_name="centres", verbose_name=_("principals"))
    address = models.CharField(_("address"), max_length=200, blank=True)
    ages = models.CharField(_("ages"), max_length=40, default="0–6 år")
    hours = StreamField([("hours", HoursBlock())], blank=True, verbose_name=_("opening hours"))
    exceptions = StreamField([("exception", ExceptionBlock())], blank=True, verbose_name=_("other hours on some days"))
    drop_in = StreamField([("drop_in", DropInBlock())], blank=True, verbose_name=_("drop-in"))
    rooms = StreamField([("room", RoomBlock())], blank=True, verbose_name=_("rooms"))
    contacts = StreamField([("contact", CentreContactBlock())], blank=True, verbose_name=_("contacts"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("local profile"))

    override_translatable_fields: ClassVar[Spoken] = [
        *BasePage.override_translatable_fields,
        *facts("code", "variant_source", "address", "hours", "exceptions"),
        *texts("ages"),
    ]
    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("code", "label", "status", "aims_at", "opened", "planned_opening")],
            heading=_("What it is"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("area", "address", "ages", "parties", "own_variant", "variant_source")],
            heading=_("Where and whose"),
        ),
        InlinePanel("services", label=_("service"), heading=_("Services")),
        FieldPanel("hours"),
        FieldPanel("exceptions"),
        FieldPanel("drop_in"),
        FieldPanel("rooms"),
        FieldPanel("contacts"),
        FieldPanel("body"),
    ]
    template = "pages/centre_page.html"
    subpage_types: ClassVar[list[str]] = ["pages.StandardPage", "pages.SectionPage", "pages.NewsPage"]

    class Meta:
        verbose_name = _("centre")
        verbose_name_plural = _("centres")

    @cached_property
    def region(self) -> Area | None:
        """The region that the centre lies in."""
        return (
            next((area for area in self.area.lineage() if area.kind == Area.Kind.REGION), None) if self.area else None
        )

    @property
    def variant(self) -> str:
        """The definition that applies: the centre's own, else its region's, else national practice."""
        return self.own_variant or (self.region.variant if self.region else "") or Variant.NATIONAL.value

    @property
    def verdict(self) -> Verdict:
        """Type and permitted label, computed from the services as they stand."""
        facts = [(row.service.code, row.whole_at_site) for row in self.services.select_related("service")]
        return classify(facts, status=self.status, variant=self.variant, aims_at=self.aims_at)

    def hours_rows(self) -> list[dict[str, Any]]:
        """The weekly hours in the shape of pages.opening_hours."""
        return [
            {"days": block["value"]["days"], "from": block["value"]["opens"], "to": block["value"]["closes"]}
            for block in self.hours.raw_data
        ]

    def exception_rows(self) -> list[dict[str, Any]]:
        """The days that differ, in the shape of pages.opening_hours."""
        values = [block["value"] for block in self.exceptions.raw_data]
        return [
            {
                "date": value["date"],
                "closed": value.get("closed"),
                "from": value.get("opens"),
                "to": value.get("closes"),
                "note": value.get("note") or "",
            }
            for value in values
        ]

    body_template = "pages/centre_body.html"

    def body_context(self) -> dict[str, Any]:
        """Facts, services, rooms and contacts (pages.centre_presentation)."""
        from pages.centre_presentation import body

        return body(self)

    def lists(self) -> dict[str, Q]:
        """The pages below."""
        return {"children": children_q(self.path)}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The hours as they are now beside what every page has."""
        from pages.centre_presentation import hours_now

        return {**super().get_context(request, *args, **kwargs), "hours": hours_now(self)}


class CentreService(PersonalDataModelMixin, Orderable):
    """A service at a centre, who runs it, and whether its whole ordinary operation is in the house."""

    page = ParentalKey(CentrePage, on_delete=models.CASCADE, related_name="services")
    service = models.ForeignKey("pages.Service", models.PROTECT, verbose_name=_("service"))
    party = models.ForeignKey("pages.Party", models.PROTECT, null=True, blank=True, verbose_name=_("principal"))
    whole_at_site = models.BooleanField(_("the whole ordinary operation is in the house"), default=False)
    note = models.CharField(_("note"), max_length=200, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("service"),
        FieldPanel("party"),
        FieldPanel("whole_at_site"),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("service at a centre")
        verbose_name_plural = _("services at a centre")

    def __str__(self) -> str:
        return str(self.service)
