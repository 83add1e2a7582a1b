"""The start page, one for each language (decision C)."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from pages.models import BasePage


class HomePage(BasePage):
    """My day: the search first, then what concerns the reader."""

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")
