"""The site's addresses and an empty one beside them: what session, account and middleware cost without a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from intranet.urls import urlpatterns as site


def empty(_request: HttpRequest) -> HttpResponse:
    """Nothing, for who is signed in."""
    return HttpResponse()


urlpatterns = [path("tom/", empty, name="empty"), *site]
