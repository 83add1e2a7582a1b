"""Plain pages and sections."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.models.base import BasePage
from pages.tree import children_q


class StandardPage(BasePage):
    """A page of running text: what the intranet is, how to search, a note of a centre."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]
    template = "pages/standard_page.html"

    def lists(self) -> dict[str, Q]:
        """The pages below."""
        return {"children": children_q(self.path)}

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class SectionPage(BasePage):
    """A section: an introduction and the pages below it that the reader may see."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]
    template = "pages/section_page.html"

    def lists(self) -> dict[str, Q]:
        """The pages below."""
        return {"children": children_q(self.path)}

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")


class NewsPage(BasePage):
    """A news item, for everybody or for some professions."""

    date = models.DateField(_("date"))
    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))
    topics = ParentalManyToManyField("pages.Topic", blank=True, verbose_name=_("topics"))
    professions = ParentalManyToManyField("pages.Profession", blank=True, verbose_name=_("professions"))
    articles = ParentalManyToManyField(
        "pages.Article", blank=True, related_name="news", verbose_name=_("articles of the Convention")
    )

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("date"),
        FieldPanel("body"),
        FieldPanel("topics"),
        FieldPanel("professions"),
        FieldPanel("articles"),
    ]
    template = "pages/news_page.html"
    body_template = "pages/news_body.html"

    def body_context(self) -> dict[str, Any]:
        """Text, date, topics and articles."""
        return {
            **super().body_context(),
            "topics": [topic.name for topic in self.topics.all()],
            "professions": [(each.plural or each.name).capitalize() for each in self.professions.all()],
        }

    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-date"], name="news_by_date")]
