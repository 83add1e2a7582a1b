"""Who runs the centres and where: principals, areas and the services of a family centre."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from pages.models.vocabulary import CodedTerm
from pages.personal_data import PersonalDataModelMixin


class Variant(models.TextChoices):
    """Which definition of a family centre a region follows.

    National practice asks that all four base services have their whole ordinary operation in the house; in Stockholm County
    systematic collaboration between the four is enough.
    """

    NATIONAL = "national", _("national practice")
    STOCKHOLM = "stockholm", _("Stockholm County")


class Area(PersonalDataModelMixin, models.Model):
    """A region, a municipality in it, a district or a part of one. Names are proper names: not translated."""

    class Kind(models.TextChoices):
        """From the widest to the narrowest."""

        REGION = "region", _("region")
        MUNICIPALITY = "municipality", _("municipality")
        DISTRICT = "district", _("district")
        AREA = "area", _("area")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("lies in")
    )
    variant = models.CharField(
        _("definition that the region follows"), max_length=10, choices=Variant.choices, blank=True
    )
    variant_source = models.CharField(_("source of the definition"), max_length=250, blank=True)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("parent"),
        FieldPanel("variant"),
        FieldPanel("variant_source"),
    ]

    class Meta:
        ordering = ("name",)
        verbose_name = _("area")
        verbose_name_plural = _("areas")

    def __str__(self) -> str:
        return self.name

    def lineage(self) -> list["Area"]:
        """This area and those it lies in, narrowest first."""
        areas: list[Area] = []
        area: Area | None = self
        while area is not None and area not in areas:
            areas.append(area)
            area = area.parent
        return areas


class Party(PersonalDataModelMixin, models.Model):
    """A principal or partner: a municipality's committee, a region's committee, a private care provider, an association."""

    class Kind(models.TextChoices):
        """Decides which secrecy rules the staff live under."""

        MUNICIPALITY = "municipality", _("municipality")
        REGION = "region", _("region")
        PRIVATE = "private", _("private care provider")
        CIVIL = "civil", _("civil society")

    code = models.SlugField(_("code"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    short = models.CharField(_("short name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind.choices)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, verbose_name=_("area"))

    panels: ClassVar[list[Panel]] = [
        FieldPanel("code"),
        FieldPanel("name"),
        FieldPanel("short"),
        FieldPanel("kind"),
        FieldPanel("area"),
    ]

    class Meta:
        ordering = ("short",)
        verbose_name = _("principal or partner")
        verbose_name_plural = _("principals and partners")

    def __str__(self) -> str:
        return self.short


class Service(CodedTerm):
    """A service that may be part of a centre: MHV, BHV, OFS and FSO are the base."""

    is_base = models.BooleanField(_("base service"), default=False)
    is_municipal = models.BooleanField(_("counts as a municipal activity"), default=False)

    panels: ClassVar[list[Panel]] = [*CodedTerm.panels, FieldPanel("is_base"), FieldPanel("is_municipal")]

    class Meta(CodedTerm.Meta):
        abstract = False
        verbose_name = _("service")
        verbose_name_plural = _("services")
