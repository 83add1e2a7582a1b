"""No address of the editors' pages opens a page that is closed to who asks: one wall before all of Wagtail's views.

Several of them print a page's title before they ask for a permission, or ask for none (the chooser's parent, a bulk action,
the history). Lists are narrowed by hooks and by the policy (pages.editing.closed); what is asked for by number ends here.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.apps import apps
from django.http import HttpRequest, HttpResponse
from wagtail.models import Page

from pages.editing.closed import closed_pages
from pages.serving import forbidden
from pages.visibility import sees_all

# Arguments of an address that name a page, in whichever of Wagtail's and localize's views.
ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Views whose argument has another name.
BY_VIEW = {
    "wagtailadmin_pages:revisions_compare": "pk",
    "wagtailadmin_api:pages:detail": "pk",
    "wagtailadmin_api:pages:action": "pk",
}
# Parameters and form fields that name pages, in views of pages; another view may call something else by the same name.
PARAMETERS = ("parent_page_id", "target_pages[]", "childOf", "new_parent_page", "parent_page", "chooser")
OF_PAGES = ("wagtailadmin_pages:", "wagtailadmin_choose_page", "wagtail_bulk_action")
CHOSEN = ("wagtailadmin_choose_page_chosen_multiple", "wagtail_bulk_action")
# Figures and lists of all pages of the site, which nothing narrows.
OF_EVERYTHING = (
    "wagtailadmin_reports:page_types_usage",
    "wagtailadmin_reports:page_types_usage_results",
    "wagtailadmin_workflows:usage",
    "wagtailadmin_workflows:usage_results",
)
# Wagtail adds what the editor has locked to the pages that they may change. Closed since, it is for somebody else to unlock.
OF_LOCKED = ("wagtailadmin_reports:locked_pages", "wagtailadmin_reports:locked_pages_results")
PAGE_MODEL = ("wagtailcore", "page")


class ClosedPages:
    """Answers 403 where an address, a parameter or a form names a page that is closed to the editor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing is known before the view is."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: Mapping[str, Any]
    ) -> HttpResponse | None:
        """Refuse, or go on."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if not name.startswith("wagtail") or sees_all(request.user):
            return None
        if name in OF_EVERYTHING or (name in OF_LOCKED and _locked_and_closed(request.user)):
            return forbidden(request)
        named = set(_numbers([*_in_address(name, kwargs), *_in_parameters(request, name, kwargs)]))
        return forbidden(request) if named and named & closed_pages(request.user) else None


def _locked_and_closed(user: Any) -> bool:
    locked = Page.objects.filter(locked=True, locked_by=user).values_list("pk", flat=True)
    return not closed_pages(user).isdisjoint(locked)


def _numbers(values: list[Any]) -> Iterator[int]:
    for value in values:
        if isinstance(value, int) or (isinstance(value, str) and value.isdecimal()):
            yield int(value)


def _in_address(name: str, kwargs: Mapping[str, Any]) -> Iterator[Any]:
    yield from (kwargs[each] for each in ARGUMENTS if each in kwargs)
    if name in BY_VIEW:
        yield kwargs.get(BY_VIEW[name])
    if "object_id" in kwargs and _of_pages(kwargs):
        yield kwargs["object_id"]
    yield from _translated(kwargs)


def _of_pages(kwargs: Mapping[str, Any]) -> bool:
    return (kwargs.get("app_label"), kwargs.get("model_name")) == PAGE_MODEL


def _translated(kwargs: Mapping[str, Any]) -> Iterator[int]:
    """The pages, in any language, of a translation that localize names by a number of its own."""
    sources = apps.get_model("wagtail_localize", "TranslationSource").objects
    if "translation_id" in kwargs:
        sources = sources.filter(translations=kwargs["translation_id"])
    elif "translation_source_id" in kwargs:
        sources = sources.filter(pk=kwargs["translation_source_id"])
    else:
        return
    yield from Page.objects.filter(translation_key__in=sources.values("object_id")).values_list("pk", flat=True)


def _in_parameters(request: HttpRequest, name: str, kwargs: Mapping[str, Any]) -> Iterator[str]:
    if not name.startswith(OF_PAGES) or ("model_name" in kwargs and name in CHOSEN and not _of_pages(kwargs)):
        return
    for parameter in (*PARAMETERS, *(["id"] if name in CHOSEN else [])):
        yield from request.GET.getlist(parameter)
        yield from request.POST.getlist(parameter)
