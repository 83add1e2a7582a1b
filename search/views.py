"""The two addresses of the search: the page of results, and suggestions while typing. Both behind the wall."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from search import querylog
from search.presentation import Wanted, results_context
from search.service import run_search, suggest


def _private(response: HttpResponse) -> HttpResponse:
    """What one reader may see is kept by no cache, of a browser or a proxy."""
    patch_cache_control(response, private=True, no_store=True)
    return response


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """`?q=` with facets, each several times, and `page`: the results in the language of the address."""
    wanted = Wanted.read(request.GET)
    found = run_search(
        wanted.query, user=request.user, language=get_language() or "sv", filters=wanted.filters, page=wanted.page
    )
    if wanted.query and wanted.page == 1 and not wanted.filters:
        querylog.record(found.query, found.language, found.total)
    return _private(render(request, "search/results.html", results_context(request.path, wanted, found)))


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """`?q=` as typed so far: `{"query", "suggestions": [{"title", "url", "kind", "kind_label"}]}`."""
    query = Wanted.read(request.GET).query
    found = suggest(query, user=request.user, language=get_language() or "sv")
    rows = [{"title": each.title, "url": each.url, "kind": each.kind, "kind_label": each.kind_label} for each in found]
    return _private(JsonResponse({"query": query, "suggestions": rows}))
