"""From an address to a page in one query, judged by the one rule, and handed to Wagtail's serve (decision I)."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail import hooks
from wagtail.models import Page
from wagtail.views import serve_chain
from wagtail.wagtail_hooks import check_view_restrictions

from pages import vocabulary_state
from pages.addresses import Root, home_of, roots, url_of
from pages.hidden import Places
from pages.locales import source_locale
from pages.prepared import Prepared
from pages.registries import contacts_for
from pages.visibility import closed_places, hidden_q, sees_all, visible_to

LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class Found:
    """A live page behind an address, and whether the reader may see it."""

    page: Page
    blocked: bool


PAGE_COLUMNS = [field.attname for field in Page._meta.concrete_fields]


@lru_cache(maxsize=16)
def _finder(closed: str, values: int, source: int) -> Prepared:
    """The query for a page by its address, whose last part alone has an index; `closed` is the SQL of closed places, or ""."""
    del source  # the locale of source pages stands in the SQL: only the key of the cache

    def build(url_path: str, slug: str, **places: Any) -> QuerySet[Any, tuple[Any, ...]]:
        hidden = hidden_q(Places(closed, tuple(places.values())), few=True) if closed else Q(pk__in=[])
        blocked = Case(When(hidden, then=Value(value=True)), default=Value(value=False), output_field=BooleanField())
        pages = Page.objects.filter(slug=slug, url_path=url_path, live=True).annotate(
            blocked=blocked, state=vocabulary_state.subquery()
        )
        return pages.values_list(*PAGE_COLUMNS, "blocked", "state")  # type: ignore[no-any-return]  # Wagtail is not typed

    return Prepared(build, url_path=str, slug=str, **{f"value{number}": object for number in range(values)})


def resolve(request: HttpRequest, path: str, root: Root) -> Found | None:
    """The live page at `path` below a start page; None when there is none."""
    url_path = root.url_path + (path.strip("/") + "/" if path.strip("/") else "")
    if len(url_path) > LONGEST_PATH:
        return None
    places = Places("", ()) if sees_all(request.user) else closed_places(request.user)
    values = {f"value{number}": value for number, value in enumerate(places.params)}
    rows = _finder(places.sql, len(values), source_locale().pk)(
        url_path=url_path, slug=url_path.split("/")[-2], **values
    )
    for *columns, blocked, state in rows:
        page = Page.from_db(DEFAULT_DB_ALIAS, PAGE_COLUMNS, columns)
        if page.path.startswith(root.path):
            page.vocabulary_state = state  # read with the page, one query less
            return Found(page, blocked)
    return None


def source_address(request: HttpRequest, path: str) -> str:
    """The address of the Swedish page with the same path, when the reader may see it: offered where a language lacks it."""
    source = roots().get(source_locale().language_code)
    if source is None:
        return ""
    url_path = source.url_path + (path.strip("/") + "/" if path.strip("/") else "")
    found = visible_to(Page.objects.filter(url_path=url_path[:LONGEST_PATH]), request.user, few=True).values_list(
        "url_path", flat=True
    )
    return url_of(found[0], source) if found else ""


def forbidden(request: HttpRequest) -> HttpResponse:
    """403 with whom to ask; says nothing of what lies there, not even its title."""
    return render(request, "403.html", {"contacts": contacts_for(request.user)}, status=403)


def serve(request: HttpRequest, path: str = "") -> HttpResponse:
    """Show the page at `path` in the language of the address: 404 where it does not exist there, 403 where hidden.

    Wagtail's own check of restrictions is left out of the chain: it asks for stored group membership and redirects to
    the sign-in; here the audience is derived and the answer is 403.
    """
    root = home_of(request)
    found = resolve(request, path, root) if root else None
    if found is None:
        source = source_address(request, path) if get_language() != source_locale().language_code else ""
        if source:
            return render(request, "404.html", {"source_url": source}, status=404)
        raise Http404
    if found.blocked:
        return forbidden(request)
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        if hook is not check_view_restrictions:
            chain = hook(chain)
    page = found.page.specific_deferred
    page.vocabulary_state = found.page.vocabulary_state
    for hook in hooks.get_hooks("before_serve_page"):
        result = hook(page, request, [], {})
        if isinstance(result, HttpResponse):
            return result
    return chain(page, request, [], {})  # type: ignore[no-any-return]  # Wagtail's chain is not typed
