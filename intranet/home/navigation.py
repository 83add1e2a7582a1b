"""The menu and the foot of pages that no reading context has filled: search, glossary, errors."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language_info

from pages.addresses import Root, home_of, roots
from pages.cards import foot_q, menu_q, visible_cards
from pages.reading import foot_items, menu_items

# Languages of the interface: a switch leads only where the frame of the page speaks the language.
SPOKEN = ("sv", "en")


def frame(request: HttpRequest) -> dict[str, list[dict[str, Any]]]:
    """`navigation` and `footer_links` in the language of the address, in one query; both empty before sign-in."""
    user = getattr(request, "user", None)
    root = home_of(request)
    if user is None or not user.is_authenticated or root is None:
        return {"navigation": [], "footer_links": []}
    cards = visible_cards(user, menu=menu_q(root), foot=foot_q(root))
    return {"navigation": menu_items(cards["menu"], ""), "footer_links": foot_items(cards["foot"])}


def language_links(here: Root) -> list[dict[str, Any]]:
    """The start page in each language that has one, named in its own language; none when there is no choice."""
    found = [root for code in SPOKEN if (root := roots().get(code))]
    links = [
        {
            "title": get_language_info(root.language)["name_local"].capitalize(),
            "code": root.language,
            "url": root.prefix,
            "current": root.language == here.language,
        }
        for root in found
    ]
    return links if len(links) > 1 else []
