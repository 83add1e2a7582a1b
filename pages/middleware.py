"""Input that no view can make sense of is answered with 400 before anything else looks at it; so is what must not be saved."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages.personal_data import PersonalDataError

# 8 kB is what browsers and proxies agree on; a search needs 200 characters.
LONGEST_QUERY_STRING = 8192


def is_broken(text: str) -> bool:
    """Whether text holds what neither database stores: NUL, or half a surrogate pair."""
    return "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)


class RefuseBrokenInput:
    """Answers 400 for NUL and lone surrogates in the path or the query, and for a query string beyond reason.

    SQLite and PostgreSQL raise on them deep inside a query, which would be a 500.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse, or go on."""
        raw = request.META.get("QUERY_STRING", "")
        if len(raw) > LONGEST_QUERY_STRING or is_broken(request.path) or ("%" in raw and self._broken_query(request)):
            return render(request, "400.html", status=400)
        return self.get_response(request)

    def _broken_query(self, request: HttpRequest) -> bool:
        return any(is_broken(text) for key, values in request.GET.lists() for text in (key, *values))


class RefusePersonalData:
    """Answers 400 and says why, where a form of a library lets a personal identity number through and the guard stops it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """What was saved in the request before the guard spoke is taken back by the view's own transaction."""
        if isinstance(error, PersonalDataError):
            return render(request, "400.html", {"reasons": error.messages}, status=400)
        return None
