"""The menu: sections below the start page of the reader's language that the reader may see."""

from dataclasses import dataclass

from django.http import HttpRequest

from pages.addresses import home_of, url_of
from pages.visibility import visible_to
from wagtail.models import Page


@dataclass(frozen=True, slots=True)
class MenuItem:
    """An entry of the menu."""

    title: str
    url: str
    current: bool


def main_menu(request: HttpRequest) -> list[MenuItem]:
    """The entries, in the order of the tree."""
    if not request.user.is_authenticated:
        return []
    home = home_of(request)
    if home is None:
        return []
    pages = Page.objects.filter(path__startswith=home.path, depth=home.depth + 1, show_in_menus=True)
    rows = visible_to(pages, request.user).order_by("path").values_list("title", "url_path")
    items = []
    for title, url_path in rows:
        url = url_of(url_path, home)
        items.append(MenuItem(title=title, url=url, current=request.path.startswith(url)))
    return items
