"""The views of this room: pages, the glossary, and the answers to what went wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from pages.glossary import entries
from pages.serving import serve

__all__ = ["csrf_refused", "glossary", "serve"]


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms with their explanations, in the reader's language where translated."""
    return render(request, "pages/glossary.html", {"terms": entries()})


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: says what to do, and that nothing was saved."""
    return render(request, "403_csrf.html", status=403)
