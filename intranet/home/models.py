"""The start page, one for each language (decision C)."""

from typing import Any, ClassVar

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.models import BasePage


class HomePage(BasePage):
    """My day: the search first, then what concerns the reader."""

    template = "home/home_page.html"
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count_per_parent = 1

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The reader's day."""
        from intranet.home.day import day_context

        return day_context(self, request)

    class Meta:
        verbose_name = _("start page")
        verbose_name_plural = _("start pages")
