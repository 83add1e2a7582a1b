"""The words that pages are tagged with. A term's identity is its code and its source-language row (decision B).

Relations point to the source-language row alone; rows in other languages give labels, never identity.
"""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import TranslatableMixin

from pages.personal_data import PersonalDataModelMixin
from pages.translation import Spoken, facts, texts


class CodedTerm(PersonalDataModelMixin, TranslatableMixin, models.Model):
    """A vocabulary row: a code that never changes and a name in the row's language."""

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=120)

    override_translatable_fields: ClassVar[Spoken] = [*facts("code"), *texts("name")]
    panels: ClassVar[list[Panel]] = [FieldPanel("code"), FieldPanel("name")]

    class Meta(TranslatableMixin.Meta):
        abstract = True
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Profession(CodedTerm):
    """A profession, or a role at a centre (classifications of the field: BM, BHV, SOC …)."""

    class Kind(models.TextChoices):
        """One person may hold a profession and a role."""

        PROFESSION = "profession", _("profession")
        ROLE = "role", _("role")

    plural = models.CharField(_("plural"), max_length=120, blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.PROFESSION)
    is_base = models.BooleanField(_("belongs to the base of a family centre"), default=False)
    regime = models.CharField(_("secrecy rules"), max_length=80, blank=True)

    override_translatable_fields: ClassVar[Spoken] = [
        *CodedTerm.override_translatable_fields,
        *facts("regime"),
        *texts("plural"),
    ]
    panels: ClassVar[list[Panel]] = [
        *CodedTerm.panels,
        FieldPanel("plural"),
        FieldPanel("kind"),
        FieldPanel("is_base"),
        FieldPanel("regime"),
    ]

    class Meta(CodedTerm.Meta):
        abstract = False
        verbose_name = _("profession")
        verbose_name_plural = _("professions")


class Topic(CodedTerm):
    """A subject; some stand under another."""

    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("broader topic")
    )

    override_translatable_fields: ClassVar[Spoken] = [*CodedTerm.override_translatable_fields, *facts("parent")]
    panels: ClassVar[list[Panel]] = [*CodedTerm.panels, FieldPanel("parent")]

    class Meta(CodedTerm.Meta):
        abstract = False
        verbose_name = _("topic")
        verbose_name_plural = _("topics")


class Goal(CodedTerm):
    """A goal of the centres: mission items FG-1–6, coordinators' goals HG-1–12, the national association's NP-1–3."""

    text = models.TextField(_("text"), blank=True)
    same_as = models.CharField(_("same as"), max_length=40, blank=True, help_text=_("Code of the goal it equals."))

    override_translatable_fields: ClassVar[Spoken] = [
        *CodedTerm.override_translatable_fields,
        *facts("same_as"),
        *texts("text"),
    ]
    panels: ClassVar[list[Panel]] = [*CodedTerm.panels, FieldPanel("text"), FieldPanel("same_as")]

    class Meta(CodedTerm.Meta):
        abstract = False
        ordering = ("code",)
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class TargetGroup(CodedTerm):
    """Whom content is about or for: children, parents, expectant parents …"""

    class Meta(CodedTerm.Meta):
        abstract = False
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Term(CodedTerm):
    """A glossary entry; its forms are recognised in texts and explained there."""

    forms = models.TextField(_("forms"), blank=True, help_text=_("Inflected forms and spellings, one on each line."))
    definition = models.TextField(_("definition"), max_length=500)
    more = models.TextField(_("more"), blank=True, help_text=_("What sets it apart from words that are close to it."))
    source = models.CharField(_("source"), max_length=200, blank=True)
    see_also = models.ManyToManyField("self", blank=True, verbose_name=_("see also"))

    override_translatable_fields: ClassVar[Spoken] = [
        *CodedTerm.override_translatable_fields,
        *facts("source"),
        *texts("forms", "definition", "more"),
    ]
    panels: ClassVar[list[Panel]] = [
        *CodedTerm.panels,
        FieldPanel("forms"),
        FieldPanel("definition"),
        FieldPanel("more"),
        FieldPanel("source"),
        FieldPanel("see_also"),
    ]

    class Meta(CodedTerm.Meta):
        abstract = False
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")


class Article(PersonalDataModelMixin, models.Model):
    """One of the 54 articles of the UN Convention on the Rights of the Child: 54 rows, whatever the languages.

    The subjects are our own short words, never the text of the Convention. Articles 1–42 have the force of Swedish law
    through lag (2018:1197); 2, 3, 6 and 12 are the general principles.
    """

    class Relevance(models.TextChoices):
        """How often an article matters at a family centre."""

        DAILY = "daily", _("every day")
        OFTEN = "often", _("often")
        SELDOM = "seldom", _("seldom")
        MACHINERY = "machinery", _("how the treaty works")

    number = models.PositiveSmallIntegerField(
        _("number"), unique=True, validators=[MinValueValidator(1), MaxValueValidator(54)]
    )
    part = models.PositiveSmallIntegerField(_("part"), choices=[(1, "I"), (2, "II"), (3, "III")])
    is_principle = models.BooleanField(_("general principle"), default=False)
    is_swedish_law = models.BooleanField(_("Swedish law"), default=True)
    subject_sv = models.CharField(_("subject in Swedish"), max_length=120)
    subject_en = models.CharField(_("subject in English"), max_length=120)
    themes = models.JSONField(_("themes"), default=list, blank=True)
    relevance = models.CharField(_("relevance"), max_length=10, choices=Relevance.choices)

    panels: ClassVar[list[Panel]] = [
        FieldPanel("number"),
        FieldPanel("part"),
        FieldPanel("is_principle"),
        FieldPanel("is_swedish_law"),
        FieldPanel("subject_sv"),
        FieldPanel("subject_en"),
        FieldPanel("relevance"),
    ]

    class Meta:
        ordering = ("number",)
        verbose_name = _("article of the Convention")
        verbose_name_plural = _("articles of the Convention")

    def __str__(self) -> str:
        return f"{self.number} {self.subject}"

    @property
    def subject(self) -> str:
        """The subject in the reader's language: Swedish in Swedish, English elsewhere."""
        return self.subject_sv if (get_language() or "sv").startswith("sv") else self.subject_en


class VocabularyState(models.Model):
    """One row with a number that every change of vocabulary raises (pages.vocabulary_state)."""

    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the vocabulary")
        verbose_name_plural = _("states of the vocabulary")

    def __str__(self) -> str:
        return str(self.number)
