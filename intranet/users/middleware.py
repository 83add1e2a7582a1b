"""What every answer to a signed-in person carries."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from pages.serving import forbidden


class PrivateResponses:
    """HTML for a signed-in person is never stored by a browser or proxy: a withdrawn right holds at the next request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the header where nothing else said how long to keep the answer."""
        response = self.get_response(request)
        if not response.has_header("Cache-Control"):
            response["Cache-Control"] = "private, no-store"
        return response


class EditorsOnly:
    """Answers 403 at the editors' pages to a signed-in person who may not edit.

    Wagtail would send them to the sign-in, which sends them back, without end.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.root = reverse("wagtailadmin_home")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or go on."""
        closed = request.path.startswith(self.root) and request.user.is_authenticated
        if closed and not request.user.has_perm("wagtailadmin.access_admin"):
            return forbidden(request)
        return self.get_response(request)
