"""What the frame of every page needs: menu, banner, language. One query, and none for pages without a menu."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context of layout/base.html; the menu is read when a template asks for it."""
    from intranet.home.navigation import main_menu

    return {
        "demo_site": settings.INTRANET_DEMO,
        "navigation": SimpleLazyObject(lambda: main_menu(request)),
    }
