"""THE rule of who sees what (architecture, rule 1): every query that reaches a reader passes `visible_to`.

A page is hidden from a reader when it, an ancestor, its alias source or its source-language page (or an ancestor of those)
carries a view restriction whose groups do not include them. Restrictions and audiences are read at the moment of asking, so
a change holds at once. A restriction of the kind "login" asks for no more than the wall already does.

Blocked sections are found by the page's own ancestor prefixes against one subquery, a set look-up per depth, never by one
condition per restriction: 2,000 conditions are too deep for SQLite (wagtail.query.PageQuerySet.private_q does that).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Length, Substr
from django.db.models.lookups import In
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.locales import source_locale
from pages.registries import Reader, audiences

M = TypeVar("M", bound=Model)
STEP = Page.steplen
# Deeper than this nothing is published: BasePage refuses it.
DEEPEST = 10
EVERY_DEPTH = tuple(range(2, DEEPEST + 1))
# BasePage.create_alias always starts from the page that is no alias itself, so there is one generation.
ALIAS_GENERATIONS = 1


def audience_groups(user: Reader, on: date | None = None) -> QuerySet[Group]:
    """The audience groups that `user` belongs to on a day (today when absent), derived from the rooms' registrations."""
    day = on or timezone.localdate()
    groups = Group.objects.none()
    for derive in audiences:
        groups = groups | derive(user, day)
    return groups


def blocking(user: Reader, on: date | None = None) -> QuerySet[PageViewRestriction]:
    """The restrictions that keep `user` out; empty for an administrator."""
    everything: QuerySet[PageViewRestriction] = PageViewRestriction.objects.all()
    if not user.is_authenticated or not user.is_active:
        return everything
    restrictions = everything.exclude(restriction_type=PageViewRestriction.LOGIN)
    if getattr(user, "is_superuser", False):
        return restrictions.none()
    open_to_user = PageViewRestriction.groups.through.objects.filter(
        pageviewrestriction_id=OuterRef("pk"), group_id__in=audience_groups(user, on).values("pk")
    )
    return restrictions.exclude(Exists(open_to_user), restriction_type=PageViewRestriction.GROUPS)


def blocked_depths(restrictions: QuerySet[PageViewRestriction]) -> list[int]:
    """The depths at which restricted sections lie; each costs one look-up per row, so only those are asked."""
    lengths = restrictions.order_by().annotate(length=Length("page__path")).values_list("length", flat=True).distinct()
    return sorted(length // STEP for length in lengths)


def under_q(path_field: str, depths: Iterable[int], paths: QuerySet[Any]) -> Q:
    """Rows whose page lies at or below one of `paths`, by the ancestor prefixes of `path_field`."""
    q = Q(pk__in=[])
    for depth in depths:
        q |= Q(In(Substr(F(path_field), 1, Value(STEP * depth)), paths))
    return q


def blocked_q(user: Reader, *, page: str = "", on: date | None = None, depths: Sequence[int] | None = None) -> Q:
    """What `user` may not see, for a queryset whose page lies at the lookup `page` ("" when it is of pages itself).

    Without `depths` one small query asks at which depths restrictions lie, which pays where many rows are judged; a query of
    a few rows gives EVERY_DEPTH and spares it.
    """
    restrictions = blocking(user, on)
    if depths is None:
        depths = blocked_depths(restrictions)
    if not depths or getattr(user, "is_superuser", False):
        return Q(pk__in=[])
    paths = restrictions.order_by().values("page__path")
    default = source_locale()
    # Only rows in another language ask this subquery, and it runs once per statement.
    source_keys = (
        Page.objects.order_by().filter(under_q("path", depths, paths), locale=default).values("translation_key")
    )

    def blocked_at(lookup: str) -> Q:
        prefix = f"{lookup}__" if lookup else ""
        translated = ~Q(**{f"{prefix}locale": default}) & Q(**{f"{prefix}translation_key__in": source_keys})
        return under_q(f"{prefix}path", depths, paths) | translated

    blocked = blocked_at(page)
    lookup = page
    for _generation in range(ALIAS_GENERATIONS):
        lookup = f"{lookup}__alias_of" if lookup else "alias_of"
        # The guard keeps NULL out of the condition: NOT (NULL) would drop every page that is no alias.
        blocked |= Q(**{f"{lookup}__isnull": False}) & blocked_at(lookup)
    return blocked


def visible_to(
    queryset: QuerySet[M],
    user: Reader,
    *,
    page: str = "",
    on: date | None = None,
    depths: Sequence[int] | None = None,
) -> QuerySet[M]:
    """Narrow `queryset` to what `user` may see: live pages that no restriction hides from them.

    `page` is the lookup from the queryset's model to its page, "" when it is of pages.
    """
    prefix = f"{page}__" if page else ""
    return queryset.filter(**{f"{prefix}live": True}).exclude(blocked_q(user, page=page, on=on, depths=depths))


def can_see(user: Reader, page: Page, *, on: date | None = None) -> bool:
    """Whether `user` may see this one page now."""
    return visible_to(Page.objects.filter(pk=page.pk), user, on=on).exists()
