"""Wagtail's lists of pages that ask no policy: the chooser, bulk actions, the panels of the first screen, translations."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail.admin.views import home
from wagtail.admin.views.pages import bulk_actions
from wagtail.models import Page
from wagtail_localize.views.report import TranslationsReportView

from pages.editing.closed import closed_pages, open_in_editing
from pages.visibility import blocked_q, sees_all


class OpenPagesPanel:
    """Stands before a panel of the first screen and takes closed pages out of its list."""

    page_of: ClassVar[dict[str, Callable[[Any], Any]]] = {
        "last_edits": lambda row: row[1],
        "locked_pages": lambda page: page,
        "states": lambda row: row["obj"],
        "workflow_states": lambda state: state.content_object,
    }

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The panel's own context, narrowed."""
        context: dict[str, Any] = super().get_context_data(parent_context)  # type: ignore[misc]  # a mixin
        closed = closed_pages(parent_context["request"].user)
        for name in self.page_of.keys() & context.keys():
            context[name] = [row for row in context[name] if not self._is_closed(self.page_of[name](row), closed)]
        return context

    @staticmethod
    def _is_closed(shown: Any, closed: frozenset[int]) -> bool:
        return isinstance(shown, Page) and shown.pk in closed


class OpenPagesAction:
    """Stands before a bulk action: "all" is all that the editor was shown. Pages named by number end at the wall."""

    request: HttpRequest

    def get_all_objects_in_listing_query(self, parent_id: Any) -> list[int]:
        """The numbers of the open pages."""
        closed = closed_pages(self.request.user)
        listed = super().get_all_objects_in_listing_query(parent_id)  # type: ignore[misc]  # a mixin
        return [number for number in listed if number not in closed]


class OpenTranslationsReport(TranslationsReportView):
    """localize lists every translation to whoever may edit."""

    def get_queryset(self) -> QuerySet[Any]:
        """Those of open pages, and of what is no page."""
        translations: QuerySet[Any] = super().get_queryset().order_by("pk")
        user = self.request.user
        if sees_all(user):
            return translations
        closed = Page.objects.filter(blocked_q(user)).order_by()
        return translations.exclude(source__object_id__in=closed.values("translation_key"))


def _before(mixin: type, *classes: type) -> dict[type, type]:
    return {each: type(f"Open{each.__name__}", (mixin, each), {}) for each in classes}


PANELS = _before(
    OpenPagesPanel,
    home.LockedPagesPanel,
    home.RecentEditsPanel,
    home.UserObjectsInWorkflowModerationPanel,
    home.WorkflowObjectsToModeratePanel,
)
ACTIONS = _before(
    OpenPagesAction,
    bulk_actions.DeleteBulkAction,
    bulk_actions.MoveBulkAction,
    bulk_actions.PublishBulkAction,
    bulk_actions.UnpublishBulkAction,
)


def choosable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """What the chooser lists and finds."""
    return open_in_editing(pages, request.user)


def open_panels(request: HttpRequest, panels: list[Any]) -> None:
    """Wagtail's panels of pages give place to ours."""
    panels[:] = [PANELS[type(panel)]() if type(panel) in PANELS else panel for panel in panels]
