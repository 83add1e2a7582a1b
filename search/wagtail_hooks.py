"""Where editors keep the words of the search: Wagtail's menu, as a snippet of its own."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from search.models import SynonymGroup


class SynonymGroupViewSet(SnippetViewSet):
    """Words that find each other; a change holds at the next search."""

    model = SynonymGroup
    icon = "openquote"
    menu_label = _("Synonyms of the search")
    add_to_admin_menu = False
    list_display: ClassVar[list[str]] = ["__str__", "direction", "language", "active"]
    list_filter: ClassVar[list[str]] = ["active", "language"]


register_snippet(SynonymGroupViewSet)
