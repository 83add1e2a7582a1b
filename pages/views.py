"""The views of this room: pages, the glossary, and the answers to what went wrong."""

from itertools import groupby
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Locale

from pages.glossary import entries
from pages.models import Term
from pages.serving import serve

__all__ = ["csrf_refused", "glossary", "serve", "term"]

LONGEST_QUERY = 100


@require_safe
def glossary(request: HttpRequest) -> HttpResponse:
    """The terms by letter, in the reader's language where translated; `?q=` narrows them to what is called or explained so."""
    query = request.GET.get("q", "").replace("\0", " ").strip()[:LONGEST_QUERY]
    wanted = query.casefold()
    found = [each for each in _terms() if wanted in f"{each.name}\n{each.forms}\n{each.definition}".casefold()]
    context = {
        "wanted": query,
        "letters": [(letter, list(terms)) for letter, terms in groupby(found, key=lambda each: each.name[:1].upper())],
        "everything": [{"title": _("All words"), "url": request.path}],
    }
    return render(request, "pages/glossary.html", context)


@require_safe
def term(request: HttpRequest, code: str) -> HttpResponse:
    """One term: what it means, how it is written, and the words close to it. 404 for a code that is none."""
    terms = {each.code: each for each in _terms()}
    if code not in terms:
        raise Http404
    found = terms[code]
    near = Term.objects.filter(see_also__code=code).values_list("code", flat=True).distinct()
    context = {
        "term": found,
        "forms": [form.strip() for form in found.forms.splitlines() if form.strip()],
        "see_also": [each for number, each in terms.items() if number in set(near)],
        "search_url": f"{reverse('search:results')}?{urlencode({'q': found.name})}",
    }
    return render(request, "pages/term.html", context)


def _terms() -> list[Term]:
    return entries(Locale.objects.filter(language_code=get_language() or "").first())


def csrf_refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that came without its token: says what to do, and that nothing was saved."""
    return render(request, "403_csrf.html", status=403)
