"""Plain pages and sections."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import StreamField

from pages.blocks import BodyBlock
from pages.models.base import BasePage


class StandardPage(BasePage):
    """A page of running text: what the intranet is, how to search, a note of a centre."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]
    template = "pages/standard_page.html"

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")


class SectionPage(BasePage):
    """A section: an introduction and the pages below it that the reader may see."""

    body = StreamField(BodyBlock(), blank=True, verbose_name=_("introduction"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]
    template = "pages/section_page.html"

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
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")
