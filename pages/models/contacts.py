"""Whom to call, kept once."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from pages.blocks import NumberBlock
from pages.models.vocabulary import CodedTerm
from pages.translation import Spoken, facts


class Contact(CodedTerm):
    """Somebody to call, as a function and never a person: the intake of the social services, the emergency number …"""

    class Kind(models.TextChoices):
        """What sort of help answers."""

        EMERGENCY = "emergency", _("emergency")
        AUTHORITY = "authority", _("authority")
        CARE = "care", _("health care")
        SUPPORT = "support", _("support line")
        INTERNAL = "internal", _("in the house")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.INTERNAL)
    numbers = StreamField([("number", NumberBlock())], verbose_name=_("numbers"), blank=True)
    fallback = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, verbose_name=_("whom to call outside these hours")
    )

    # A number lives once: a translated row gives the name, the source row what is dialled.
    override_translatable_fields: ClassVar[Spoken] = [
        *CodedTerm.override_translatable_fields,
        *facts("numbers", "fallback"),
    ]
    panels: ClassVar[list[Panel]] = [
        *CodedTerm.panels,
        FieldPanel("kind"),
        FieldPanel("numbers"),
        FieldPanel("fallback"),
    ]

    class Meta(CodedTerm.Meta):
        abstract = False
        verbose_name = _("telephone contact")
        verbose_name_plural = _("telephone contacts")
