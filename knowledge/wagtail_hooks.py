"""What this room adds to the editors' pages: law as snippets, and who answers for a page, beside the page."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from knowledge.models import LegalAct, LegalReference, Stewardship


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


class StewardshipViewSet(ModelViewSet):
    """Who answers for a page and when it is due: its own view, never a panel of the page form (architecture, rule 3)."""

    model = Stewardship
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
