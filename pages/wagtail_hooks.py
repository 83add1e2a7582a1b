"""What this room adds to Wagtail: links as placeholders, vocabularies and registers as snippets, our privacy."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.permissions import register_permission_policy
from wagtail.rich_text.feature_registry import FeatureRegistry
from wagtail.rich_text.pages import PageLinkHandler
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.editing.closed import ReadersPolicy
from pages.editing.lists import ACTIONS, OpenTranslationsReport, choosable, open_panels
from pages.models import Area, Article, Contact, Goal, Party, Profession, Service, TargetGroup, Term, Topic
from pages.personal_data import check_model_instance, describe
from pages.personal_numbers import Severity
from pages.visibility import sees_all

# --- an editor sees what they may read (decision 0011); pages.editing.wall is the middleware
register_permission_policy(Page, ReadersPolicy(Page))
hooks.register("construct_homepage_panels", open_panels)
for action in ACTIONS.values():
    # After Wagtail's own, whose place they take.
    hooks.register("register_bulk_action", action, order=100)


@hooks.register("construct_page_chooser_queryset")
def choosable_pages(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The chooser asks no policy."""
    return choosable(pages, request)


@hooks.register("register_admin_urls", order=-100)
def open_translations() -> list[URLPattern]:
    """In the place of localize's report: the first of two equal addresses answers."""
    return [
        path("localize/reports/translations/", OpenTranslationsReport.as_view()),
        path("localize/reports/translations/results/", OpenTranslationsReport.as_view(results_only=True)),
    ]


@hooks.register("construct_reports_menu")
def reports_of_everything(request: HttpRequest, items: list[MenuItem]) -> None:
    """The report that the wall closes to all but administrators is not offered to others."""
    items[:] = [item for item in items if item.name != "page-types-usage" or sees_all(request.user)]


class PagePlaceholder(PageLinkHandler):
    """A link to a page leaves the rich text as a placeholder: whether the reader may see it is decided for each request.

    Wagtail's own handler prints the address, and so the slug, of a private page.
    """

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """A placeholder for each link."""
        return [
            f'<a data-page="{int(attrs["id"])}">' if str(attrs.get("id", "")).isdecimal() else "<a>"
            for attrs in attrs_list
        ]


class DocumentPlaceholder(DocumentLinkHandler):
    """A link to a document leaves as a placeholder: what opens is the version in force at the request."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        """A placeholder for each link."""
        return [
            f'<a data-document="{int(attrs["id"])}">' if str(attrs.get("id", "")).isdecimal() else "<a>"
            for attrs in attrs_list
        ]


@hooks.register("register_rich_text_features", order=100)
def links_as_placeholders(features: FeatureRegistry) -> None:
    """Take the place of Wagtail's own link handlers."""
    features.register_link_type(PagePlaceholder)
    features.register_link_type(DocumentPlaceholder)


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def warn_of_personal_data(request: HttpRequest, page: Page) -> None:
    """Tell the editor of what only may be personal data; what certainly is was refused before saving."""
    for _field, place, finding in check_model_instance(page):
        if finding.severity is Severity.WARN:
            messages.warning(request, describe(finding, place))


class CodedViewSet(SnippetViewSet):
    """A vocabulary in the editors' pages."""

    list_display = ("name", "code")
    search_fields = ("name", "code")
    copy_view_enabled = False


def _viewset(of: Any, menu_icon: str, display: tuple[str, ...] = ("name", "code")) -> type[SnippetViewSet]:
    return type(
        f"{of.__name__}ViewSet",
        (CodedViewSet,),
        {"model": of, "icon": menu_icon, "list_display": display, "search_fields": tuple(each for each in display)},
    )


class VocabularyGroup(SnippetViewSetGroup):
    """The words that pages are tagged with."""

    menu_label = _("Vocabulary")
    menu_icon = "tag"
    menu_order = 300
    items = (
        _viewset(Profession, "user"),
        _viewset(Topic, "tag"),
        _viewset(Goal, "tick"),
        _viewset(TargetGroup, "group"),
        _viewset(Term, "openquote"),
        _viewset(Article, "list-ol", ("subject_sv", "number")),
    )


class RegisterGroup(SnippetViewSetGroup):
    """Who and where, and whom to call."""

    menu_label = _("Registers")
    menu_icon = "list-ul"
    menu_order = 310
    items = (
        _viewset(Contact, "mobile-alt"),
        _viewset(Party, "group", ("short", "code")),
        _viewset(Area, "site"),
        _viewset(Service, "cogs"),
    )


register_snippet(VocabularyGroup)
register_snippet(RegisterGroup)
