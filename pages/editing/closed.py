"""Which pages are closed to an editor, and Wagtail's two ways to ask what an editor may do, both with that in mind.

The condition is the restriction alone: a draft is seen by whoever may write, but not one in a section that is closed to them.
"""

from collections.abc import Collection
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from wagtail.models import Page, PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy

from pages.registries import Reader
from pages.visibility import blocked_q, sees_all

M = TypeVar("M", bound=Model)
NONE: frozenset[int] = frozenset()


def open_in_editing(queryset: QuerySet[M], user: Reader, *, page: str = "") -> QuerySet[M]:
    """Narrow `queryset` to the pages, live or not, that no restriction hides from `user`; `page` as in `visible_to`.

    A search backend lets by a condition on numbers and no other, so it is one.
    """
    if sees_all(user):
        return queryset
    seen = Page.objects.exclude(blocked_q(user)).order_by().values("pk")
    return queryset.filter(**{f"{page or 'pk'}__in": seen})


def closed_pages(user: Reader) -> frozenset[int]:
    """The numbers of the pages that are closed to `user`.

    Kept on the user, as Wagtail keeps permissions: a request has its own.
    """
    if sees_all(user):
        return NONE
    known: frozenset[int] | None = getattr(user, "_closed_in_editing", None)
    if known is None:
        known = frozenset(Page.objects.filter(blocked_q(user)).order_by().values_list("pk", flat=True))
        user._closed_in_editing = known  # type: ignore[union-attr]  # noqa: SLF001 - set for this request
    return known


class ReadersPolicy(PagePermissionPolicy):
    """Wagtail's policy for lists of pages (explorer, its search, API, reports, log), less what is closed to the editor."""

    def explorable_instances(self, user: Any) -> QuerySet[Page]:
        """What the explorer shows."""
        return open_in_editing(super().explorable_instances(user), user)

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Page]:
        """What reports show."""
        return open_in_editing(super().instances_user_has_any_permission_for(user, actions), user)

    def user_has_any_permission_for_instance(self, user: Any, actions: Collection[str], instance: Page) -> bool:
        """Nothing can be done to a closed page."""
        may = super().user_has_any_permission_for_instance(user, actions, instance)
        return bool(may) and instance.pk not in closed_pages(user)


class ReadersPermissions(PagePermissionTester):
    """Wagtail's answers for one page; all are no for a page that is closed to the editor."""

    def __init__(self, user: Any, page: Page) -> None:
        super().__init__(user, page)
        self.closed = page.pk in closed_pages(user)
        if self.closed:
            self.permissions: set[str] = set()

    def can_edit(self) -> bool:
        """A workflow would else let its reviewers in."""
        return not self.closed and bool(super().can_edit())

    def can_lock(self) -> bool:
        """As can_edit."""
        return not self.closed and bool(super().can_lock())

    def can_unlock(self) -> bool:
        """As can_edit; who locked a page may have been closed out since."""
        return not self.closed and bool(super().can_unlock())

    def can_view_revisions(self) -> bool:
        """Wagtail asks no permission."""
        return not self.closed and bool(super().can_view_revisions())
