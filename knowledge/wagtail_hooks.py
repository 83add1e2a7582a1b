"""What this room adds to the editors' pages: law as snippets, and who answers for a page, beside the page."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.views.generic import DeleteView, EditView, IndexView, InspectView
from wagtail.admin.views.generic.history import HistoryView
from wagtail.admin.views.generic.usage import UsageView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from knowledge.models import LegalAct, LegalReference, Stewardship
from pages.editing import closed_pages, open_in_editing


class LegalActViewSet(SnippetViewSet):
    """Acts and regulations."""

    model = LegalAct
    icon = "doc-full"
    list_display = ("short", "code", "name", "valid_from", "valid_to")
    search_fields = ("short", "code", "name")


class LegalReferenceViewSet(SnippetViewSet):
    """Paragraphs: from here every page that cites one is found (Wagtail's usage view)."""

    model = LegalReference
    icon = "list-ul"
    list_display = ("act", "chapter", "section", "valid_from", "valid_to", "verify")
    list_filter = ("act", "verify")
    search_fields = ("chapter", "section", "note")


class LawGroup(SnippetViewSetGroup):
    """Law in the menu."""

    menu_label = _("Law")
    menu_icon = "doc-full"
    menu_order = 320
    items = (LegalActViewSet, LegalReferenceViewSet)


register_snippet(LawGroup)


class _OfOpenPages:
    """Stands before a view of one row: who answers for a closed page is closed too."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Stewardship:
        stewardship: Stewardship = super().get_object(*args, **kwargs)  # type: ignore[misc]  # a mixin
        if stewardship.page_id in closed_pages(self.request.user):
            raise PermissionDenied
        return stewardship


class StewardshipIndex(IndexView):
    """The rows of the pages that the editor may read, and of drafts."""

    def get_base_queryset(self) -> QuerySet[Stewardship]:
        """Without those of closed pages."""
        rows: QuerySet[Stewardship] = super().get_base_queryset()
        return open_in_editing(rows, self.request.user, page="page")


def _of_open_pages(*views: type) -> dict[str, type]:
    return {each.__name__: type(f"Stewardship{each.__name__}", (_OfOpenPages, each), {}) for each in views}


_views = _of_open_pages(EditView, DeleteView, InspectView, HistoryView, UsageView)


class StewardshipViewSet(ModelViewSet):
    """Who answers for a page and when it is due: its own view, never a panel of the page form (architecture, rule 3)."""

    model = Stewardship
    index_view_class = StewardshipIndex
    edit_view_class = _views["EditView"]
    delete_view_class = _views["DeleteView"]
    inspect_view_class = _views["InspectView"]
    history_view_class = _views["HistoryView"]
    usage_view_class = _views["UsageView"]
    icon = "user"
    menu_label = _("Responsible and review")
    menu_order = 330
    add_to_admin_menu = True
    list_display = ("page", "responsible", "substitute", "reviewed_on", "due_on")
    list_filter = ("profession", "timeless")
    inspect_view_enabled = True
    copy_view_enabled = False
    panels = (
        MultiFieldPanel(
            [FieldPanel("profession"), FieldPanel("group"), FieldPanel("centre")], heading=_("Responsible")
        ),
        MultiFieldPanel([FieldPanel("substitute_profession"), FieldPanel("substitute_group")], heading=_("Substitute")),
        MultiFieldPanel(
            [FieldPanel("interval_months"), FieldPanel("reviewed_on"), FieldPanel("due_on"), FieldPanel("timeless")],
            heading=_("Review"),
        ),
    )


@hooks.register("register_admin_viewset")
def stewardship_viewset() -> StewardshipViewSet:
    """Add the view to the menu."""
    return StewardshipViewSet("stewardship")


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    """What the verbs of this room write to Wagtail's log."""
    actions.register_action("knowledge.withdraw", _("withdrawn"), _("withdrawn"))
