"""What the frame of every page needs: menu, foot, banner. One query, and none for pages that bring their own or show none."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject


def chrome(request: HttpRequest) -> dict[str, Any]:
    """The context of layout/base.html; menu and foot are read together when a template asks for one of them."""
    from intranet.home.navigation import frame

    parts = SimpleLazyObject(lambda: frame(request))
    return {
        "demo_site": settings.INTRANET_DEMO,
        "navigation": SimpleLazyObject(lambda: parts["navigation"]),
        "footer_links": SimpleLazyObject(lambda: parts["footer_links"]),
    }
