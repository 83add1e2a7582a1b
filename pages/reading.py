"""How a page is read: its cached body, filled for this reader, with menu and breadcrumb, in a handful of queries."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages import registries, vocabulary_state
from pages.addresses import Root, home_of, roots
from pages.cards import Card, Wanted, ancestors_q, foot_q, kept_cards, menu_q, with_leads
from pages.rendering import body_of, fill

OWN_LINKS = frozenset({"menu", "foot", "crumb", "link"})
# Lists that are shown as cards with their text; the others are bare links.
WITH_LEADS = frozenset({"children"})


def reading_context(
    page: Page,
    request: HttpRequest,
    *,
    template: str,
    body: Callable[[], Mapping[str, Any]],
    lists: Callable[[], Mapping[str, Q]],
) -> dict[str, Any]:
    """What a page's template needs: `body` rendered and filled, `breadcrumb`, `navigation`, and the cards of `lists`.

    `lists` names further lists of pages; all are read in one query with menu, breadcrumb and the links in the text. What
    it answers depends on the page's type, number and place alone.
    """
    root = home_of(request) or next(iter(roots().values()))
    state = getattr(page, "vocabulary_state", None)
    state = vocabulary_state.current() if state is None else state
    preview = getattr(request, "is_preview", False)
    rendered = body_of(page, template, body, state=state, preview=preview)
    # The day: lists leave out what is withdrawn by now.
    key = (page._meta.label, page.pk, page.path, root, rendered.pages, timezone.localdate())
    cards = kept_cards(request.user, key, lambda: Wanted(_links(page, root, rendered.pages), lists()))
    by_id = {card.id: card for card in cards["link"]}
    head, rest = fill(rendered, cards=by_id, areas=lambda: registries.areas_of(request.user), state=state)
    return {
        "page": page,
        "request": request,
        "head": head,
        "body": rest,
        "breadcrumb": cards["crumb"],
        "contents": [{"anchor": anchor, "title": mark_safe(title)} for anchor, title in rendered.contents],  # noqa: S308 - escaped
        "navigation": menu_items(cards["menu"], page.path or ""),
        "footer_links": foot_items(cards["foot"]),
        **{name: with_leads(cards[name]) if name in WITH_LEADS else cards[name] for name in cards.keys() - OWN_LINKS},
    }


def _links(page: Page, root: Root, pages: Iterable[int]) -> dict[str, Q]:
    """The pages that a page's frame and text link to."""
    return {
        "menu": menu_q(root),
        "foot": foot_q(root),
        "crumb": ancestors_q(page.path or "", root),
        "link": Q(pk__in=list(pages)),
    }


def foot_items(cards: list[Card]) -> list[dict[str, Any]]:
    """The links at the foot: the pages about the intranet and the glossary."""
    return [{"title": card.title, "url": card.url} for card in cards] + [
        {"title": _("Glossary"), "url": reverse("pages:glossary")}
    ]


def menu_items(cards: list[Card], path: str) -> list[dict[str, Any]]:
    """The menu's entries; the one under which the page lies is marked."""
    return [{"title": card.title, "url": card.url, "current": path.startswith(card.path)} for card in cards]
