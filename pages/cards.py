"""Pages as links: what menus, breadcrumbs, related lists and links in texts need, in one query for all of them."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Case, F, IntegerField, Q, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.html import escape
from wagtail.models import Page, get_page_models

from pages.addresses import Root, url_of
from pages.registries import Reader
from pages.visibility import EVERY_DEPTH, visible_to

# Pages about the intranet; what is missing or hidden is left out of the foot. A translation keeps the slug.
FOOT_SLUGS: Sequence[str] = ("om-intranatet", "hjalp-att-soka", "tillganglighet", "personuppgifter")


@dataclass(frozen=True, slots=True)
class Card:
    """A page that the reader may see, as a link; `text` (its lead) and `date` are there after `with_leads`."""

    id: int
    title: str
    url: str
    path: str
    depth: int
    text: str = ""
    date: datetime.date | None = None

    @property
    def lead(self) -> str:
        """The text, as components/news_item.html calls it."""
        return self.text

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


@cache
def _lead_fields() -> tuple[str, ...]:
    """Where the leads of the page types lie, as look-ups from Wagtail's page."""
    models = [model for model in get_page_models() if any(field.name == "lead" for field in model._meta.local_fields)]
    return tuple(f"{model._meta.model_name}__lead" for model in models)


def with_leads(cards: Iterable[Card]) -> list[Card]:
    """The cards with what their pages begin with, in one query; what has a date comes first, the newest on top."""
    shown = list(cards)
    if not shown:
        return []
    pages = Page.objects.filter(pk__in=[card.id for card in shown])
    rows = pages.values_list("pk", Coalesce(*_lead_fields(), Value(""), output_field=TextField()), F("newspage__date"))
    found = {pk: (text, day) for pk, text, day in rows}
    full = [replace(card, text=found[card.id][0], date=found[card.id][1]) for card in shown if card.id in found]
    return sorted(full, key=lambda card: -card.date.toordinal() if card.date else 0)


def ancestors_q(path: str, root: Root) -> Q:
    """The pages between the start page and the page at `path`, both left out."""
    step = Page.steplen
    prefixes = [path[:end] for end in range(len(root.path) + step, len(path), step)]
    return Q(path__in=prefixes)


def foot_q(root: Root) -> Q:
    """What the foot of every page links to: the pages about the intranet itself."""
    return Q(path__startswith=root.path, slug__in=FOOT_SLUGS)


def menu_q(root: Root) -> Q:
    """The entries of the main menu of a language."""
    return Q(path__startswith=root.path, depth=root.depth + 1, show_in_menus=True)
