"""The menu and the foot of pages that no reading context has filled: search, glossary, errors."""

from typing import Any

from django.http import HttpRequest

from pages.addresses import home_of
from pages.cards import menu_q, visible_cards
from pages.reading import menu_items


def main_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """The entries of the language of the address that the reader may see; none before sign-in."""
    user = getattr(request, "user", None)
    root = home_of(request)
    if user is None or not user.is_authenticated or root is None:
        return []
    return menu_items(visible_cards(user, menu=menu_q(root))["menu"], "")
