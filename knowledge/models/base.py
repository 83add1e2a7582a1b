"""What routine, guidance and policy share, on one concrete page so that one query can filter across kinds."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, Panel
from wagtail.models import Orderable, Page, TranslatableMixin

from knowledge.enums import ChangeKind, Retention, Strength
from knowledge.models.law import LegalReference
from pages.models import BasePage
from pages.personal_data import PersonalDataModelMixin
from pages.translation import Spoken, facts, texts


class KnowledgePageForm(WagtailAdminPageForm):
    """The editor's form: what the last published revision changed is not what this one changes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.live and not self.instance.has_unpublished_changes:
            self.initial.update(change_kind=ChangeKind.SMALL, change_sentence="")


class KnowledgePage(BasePage):
    """A page that staff must know and follow.

    Version, review, responsible and withdrawal lie beside it (stewardship.py), where no revision carries them. `change_kind`
    and `change_sentence` say what this revision changes: they belong to the revision, and publishing reads them.
    """

    owning_party = models.ForeignKey(
        "pages.Party", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("owning organisation")
    )
    decided_by = models.CharField(_("deciding body"), max_length=200, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    diary_numbers = models.TextField(_("diary numbers"), blank=True, help_text=_("One on each line."))
    retention = models.CharField(_("archive"), max_length=8, choices=Retention.choices, default=Retention.KEEP)
    for_all_professions = models.BooleanField(_("concerns everybody"), default=False)
    professions = ParentalManyToManyField(
        "pages.Profession", blank=True, related_name="knowledge_pages", verbose_name=_("professions")
    )
    topics = ParentalManyToManyField(
        "pages.Topic", blank=True, related_name="knowledge_pages", verbose_name=_("topics")
    )
    goals = ParentalManyToManyField("pages.Goal", blank=True, related_name="knowledge_pages", verbose_name=_("goals"))
    target_groups = ParentalManyToManyField(
        "pages.TargetGroup", blank=True, related_name="knowledge_pages", verbose_name=_("target groups")
    )
    centres = ParentalManyToManyField(
        "pages.CentrePage", blank=True, related_name="knowledge_pages", verbose_name=_("centres")
    )
    change_kind = models.CharField(
        _("kind of change"), max_length=12, choices=ChangeKind.choices, default=ChangeKind.SMALL
    )
    change_sentence = models.CharField(
        _("what changed"), max_length=250, blank=True, help_text=_("One sentence, shown to every reader.")
    )

    override_translatable_fields: ClassVar[Spoken] = [
        *BasePage.override_translatable_fields,
        *facts("decided_by", "diary_numbers"),
        *texts("change_sentence"),
    ]
    concerns_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("for_all_professions", "professions", "topics", "goals", "target_groups", "centres")
            ],
            heading=_("Whom and what it concerns"),
        )
    ]
    ground_panels: ClassVar[list[Panel]] = [
        InlinePanel("article_links", label=_("article"), heading=_("Articles of the Convention")),
        InlinePanel("law_links", label=_("legal reference"), heading=_("Legal grounds")),
        InlinePanel("sources", label=_("source"), heading=_("Sources")),
        InlinePanel("related_links", label=_("related page"), heading=_("Related pages")),
    ]
    record_panels: ClassVar[list[Panel]] = [
        MultiFieldPanel(
            [FieldPanel(name) for name in ("owning_party", "decided_by", "decided_on", "diary_numbers", "retention")],
            heading=_("Decision and archive"),
        ),
        MultiFieldPanel([FieldPanel("change_kind"), FieldPanel("change_sentence")], heading=_("This change")),
    ]

    base_form_class = KnowledgePageForm

    class Meta:
        verbose_name = _("knowledge page")
        verbose_name_plural = _("knowledge pages")

    is_creatable = False
    subpage_types: ClassVar[list[str]] = []

    @property
    def kind(self) -> str:
        """The kind's code in search and filters."""
        return "knowledge"


class PageArticle(PersonalDataModelMixin, TranslatableMixin, Orderable):
    """An article of the Convention on a page, with a line on what it means here."""

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="article_links")
    article = models.ForeignKey("pages.Article", models.PROTECT, related_name="page_links", verbose_name=_("article"))
    meaning = models.CharField(_("what it means here"), max_length=400, blank=True)

    override_translatable_fields: ClassVar[Spoken] = texts("meaning")
    panels: ClassVar[list[Panel]] = [FieldPanel("article"), FieldPanel("meaning")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("article on a page")
        verbose_name_plural = _("articles on a page")

    def __str__(self) -> str:
        return str(self.article)


class PageLaw(PersonalDataModelMixin, TranslatableMixin, Orderable):
    """A legal ground of a page, with a line on what it means here."""

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="law_links")
    reference = models.ForeignKey(
        LegalReference, models.PROTECT, related_name="page_links", verbose_name=_("legal reference")
    )

    note = models.CharField(_("what it means here"), max_length=300, blank=True)

    override_translatable_fields: ClassVar[Spoken] = texts("note")
    panels: ClassVar[list[Panel]] = [FieldPanel("reference"), FieldPanel("note")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("legal ground on a page")
        verbose_name_plural = _("legal grounds on a page")

    def __str__(self) -> str:
        return str(self.reference)


class PageSource(PersonalDataModelMixin, TranslatableMixin, Orderable):
    """What a page rests on, with its year and how much it carries."""

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="sources")
    title = models.CharField(_("title"), max_length=250)
    publisher = models.CharField(_("publisher"), max_length=150, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    url = models.URLField(_("address"), max_length=500, blank=True)
    strength = models.CharField(_("strength"), max_length=10, choices=Strength.choices, default=Strength.NATIONAL)

    # A source is cited by the title that it bears.
    override_translatable_fields: ClassVar[Spoken] = facts("title", "publisher")
    panels: ClassVar[list[Panel]] = [FieldPanel(name) for name in ("title", "publisher", "year", "url", "strength")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("source of a page")
        verbose_name_plural = _("sources of a page")

    def __str__(self) -> str:
        return self.title


class RelatedPage(Orderable):
    """A page that readers of this one need too; shown to those who may see it."""

    page = ParentalKey(KnowledgePage, on_delete=models.CASCADE, related_name="related_links")
    target = models.ForeignKey(Page, models.CASCADE, related_name="related_from", verbose_name=_("page"))

    panels: ClassVar[list[Panel]] = [FieldPanel("target")]

    class Meta(Orderable.Meta):
        verbose_name = _("related page")
        verbose_name_plural = _("related pages")

    def __str__(self) -> str:
        return str(self.target)
