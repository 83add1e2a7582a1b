"""The Convention on the Rights of the Child: an entrance, and a page with our own explanation for an article."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField, StreamField

from knowledge.blocks import ExampleBlock
from knowledge.models.base import PageArticle
from pages.blocks import NEVER_WRITE, TEXT_FEATURES, BodyBlock
from pages.models import BasePage, NewsPage


class ConventionPage(BasePage):
    """The entrance: how the Convention is built, and its 54 articles by theme and relevance."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]
    template = "knowledge/convention_page.html"
    subpage_types: ClassVar[list[str]] = ["knowledge.ArticlePage", "pages.StandardPage"]

    class Meta:
        verbose_name = _("the Convention")
        verbose_name_plural = _("the Convention")

    body_template = "knowledge/convention_body.html"

    def body_context(self) -> dict[str, Any]:
        """The introduction and the 54 articles, those that matter daily first."""
        from knowledge import presentation
        from pages.models import Article

        rows = list(Article.objects.all())
        pages = ArticlePage.objects.filter(live=True, locale_id=self.locale_id).values_list("article_id", "pk")
        own = dict(pages)
        groups = [
            {
                "value": value,
                "relevance": label,
                "articles": [{"row": row, "page": own.get(row.pk)} for row in rows if row.relevance == value],
            }
            for value, label in Article.Relevance.choices
        ]
        return {"page": self, "groups": groups, "blocks": presentation.stream(self.body)}


class ArticlePage(BasePage):
    """Our own plain explanation of an article, never its text; what builds on it is shown by reverse links."""

    article = models.ForeignKey("pages.Article", models.PROTECT, related_name="pages", verbose_name=_("article"))
    explanation = RichTextField(_("for you who work here"), features=TEXT_FEATURES, help_text=NEVER_WRITE)
    examples = StreamField([("example", ExampleBlock())], blank=True, verbose_name=_("examples"))
    watch_out = RichTextField(_("what to look out for"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    for_children = RichTextField(_("for children"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)
    # For colleagues who read English before they read Swedish; the page itself is translated like any other.
    in_english = RichTextField(_("in English"), features=TEXT_FEATURES, blank=True, help_text=NEVER_WRITE)

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        *[
            FieldPanel(name)
            for name in ("article", "explanation", "examples", "watch_out", "for_children", "in_english")
        ],
    ]
    template = "knowledge/article_page.html"
    parent_page_types: ClassVar[list[str]] = ["knowledge.ConventionPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("article page")
        verbose_name_plural = _("article pages")

    body_template = "knowledge/article_body.html"

    def body_context(self) -> dict[str, Any]:
        """Our explanation, examples, what to look out for, the words for children and the English summary."""
        from knowledge import presentation

        return {
            "page": self,
            "article": self.article,
            "explanation": presentation.rich(self.explanation),
            "examples": [
                {"service": raw["value"]["service"], "text": presentation.rich(raw["value"]["text"])}
                for raw in self.examples.raw_data
            ],
            "watch_out": presentation.rich(self.watch_out),
            "for_children": presentation.rich(self.for_children),
            "in_english": presentation.rich(self.in_english),
        }

    def lists(self) -> dict[str, Q]:
        """Everything that builds on the article: routines, guidance, policies, news."""
        article = ArticlePage.objects.filter(pk=self.pk).values("article_id")
        links = PageArticle.objects.filter(article_id__in=article)
        news = NewsPage.articles.through.objects.filter(article_id__in=article)
        return {
            "routines": Q(pk__in=links.filter(page__routinepage__isnull=False).values("page_id")),
            "guidance": Q(pk__in=links.filter(page__guidancepage__isnull=False).values("page_id")),
            "policies": Q(pk__in=links.filter(page__policypage__isnull=False).values("page_id")),
            "news": Q(pk__in=news.values("newspage_id")),
        }
