"""Pages as links: what menus, breadcrumbs, related lists and links in texts need, in one query for all of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.html import escape
from wagtail.models import Page

from pages.addresses import Root, url_of
from pages.registries import Reader
from pages.visibility import EVERY_DEPTH, visible_to


@dataclass(frozen=True, slots=True)
class Card:
    """A page that the reader may see, as a link."""

    id: int
    title: str
    url: str
    path: str
    depth: int

    @property
    def title_html(self) -> str:
        """The title, escaped."""
        return escape(self.title)


def visible_cards(user: Reader, **wanted: Q) -> dict[str, list[Card]]:
    """The pages that match each named condition and that `user` may see, in tree order: one query for all names."""
    flags: dict[str, Any] = {
        f"is_{name}": Case(When(q, then=Value(1)), default=Value(0), output_field=IntegerField())
        for name, q in wanted.items()
    }
    anything = Q(pk__in=[])
    for q in wanted.values():
        anything |= q
    pages = visible_to(Page.objects.filter(anything), user, depths=EVERY_DEPTH).annotate(**flags).order_by("path")
    found: dict[str, list[Card]] = defaultdict(list)
    for row in pages.values("pk", "title", "url_path", "path", "depth", *flags):
        card = Card(row["pk"], row["title"], url_of(row["url_path"]), row["path"], row["depth"])
        for name in wanted:
            if row[f"is_{name}"]:
                found[name].append(card)
    return found


def ancestors_q(path: str, root: Root) -> Q:
    """The pages between the start page and the page at `path`, both left out."""
    step = Page.steplen
    prefixes = [path[:end] for end in range(len(root.path) + step, len(path), step)]
    return Q(path__in=prefixes)


def menu_q(root: Root) -> Q:
    """The entries of the main menu of a language."""
    return Q(path__startswith=root.path, depth=root.depth + 1, show_in_menus=True)
