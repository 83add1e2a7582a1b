"""THE rule of who sees what (architecture, rule 1): every query that reaches a reader passes `visible_to`.

A page is hidden from a reader when it, an ancestor, its alias source or its source-language page (or an ancestor of those)
carries a view restriction whose groups do not include them. Restrictions and audiences are read at the moment of asking, so
a change holds at once. A restriction of the kind "login" asks for no more than the wall already does.

Blocked sections are one subquery, never one condition per restriction: 2,000 conditions are too deep for SQLite
(wagtail.query.PageQuerySet.private_q does that).
"""

from datetime import date
from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from pages.hidden import Dead, Hidden, HiddenAmongMany, Places, hidden_numbers
from pages.locales import source_locale
from pages.registries import Reader, audiences

M = TypeVar("M", bound=Model)
# Texts of SQL by reader and day.
MOST_TEXTS = 2000
_texts: dict[tuple[Any, ...], Places] = {}


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


def sees_all(user: Reader) -> bool:
    """An administrator: nothing is hidden."""
    return bool(user.is_authenticated and user.is_active and getattr(user, "is_superuser", False))


def closed_places(user: Reader, on: date | None = None) -> Places:
    """The sections that keep `user` out, as SQL. What is kept is the text, never an answer: it is read whenever it runs.

    The text depends on who asks, on the day and on the registered audiences alone, and is dear to make.
    """
    day = on or timezone.localdate()
    active = user.is_authenticated and user.is_active
    key = (user.pk if active else None, day, tuple(audiences))
    places = _texts.get(key)
    if places is None:
        rows = blocking(user, day).order_by().annotate(place=F("page__path")).values("place")
        sql, params = rows.query.sql_with_params()
        if len(_texts) >= MOST_TEXTS:
            _texts.clear()
        places = _texts[key] = Places(sql, tuple(params))
    return places


def blocked_q(user: Reader, *, page: str = "", on: date | None = None, few: bool = False) -> Q:
    """What `user` may not see, for a queryset whose page lies at the lookup `page` ("" when it is of pages itself).

    `few`: the queryset has a handful of rows before this condition, which are judged row by row (pages.hidden).
    """
    if sees_all(user):
        return Q(pk__in=[])
    return hidden_q(closed_places(user, on), page=page, few=few)


def hidden_q(places: Places, *, page: str = "", few: bool = False) -> Q:
    """The same for the closed places of a reader."""
    source = source_locale().pk
    if few:
        return Q(Hidden(places, page=page, source=source))
    return Q(HiddenAmongMany(places, page=page, source=source, dead=False))


def visible_to(
    queryset: QuerySet[M], user: Reader, *, page: str = "", on: date | None = None, few: bool = False
) -> QuerySet[M]:
    """Narrow `queryset` to what `user` may see: live pages that no restriction hides from them.

    `page` is the lookup from the queryset's model to its page, "" when it is of pages; `few` as in `blocked_q`.
    """
    if few:
        prefix = f"{page}__" if page else ""
        return queryset.filter(**{f"{prefix}live": True}).exclude(blocked_q(user, page=page, on=on, few=True))
    if sees_all(user):
        return queryset.filter(~Q(Dead(page=page)))
    places = closed_places(user, on)
    return queryset.filter(~Q(HiddenAmongMany(places, page=page, source=source_locale().pk, dead=True)))


def hidden_pages(user: Reader) -> set[int]:
    """The numbers of all pages that `visible_to` leaves out for `user` at this moment: for those who have thousands to judge.

    One query; nothing of it is kept.
    """
    if sees_all(user):
        return set(Page.objects.filter(live=False).values_list("pk", flat=True))
    return hidden_numbers(closed_places(user), source=source_locale().pk)


def seen_past(queryset: QuerySet[M], places: Places | None) -> QuerySet[M]:
    """`visible_to` for a few pages whose SQL is made once for many readers: their closed places, None for all open."""
    hidden = hidden_q(places, few=True) if places else Q(pk__in=[])
    return queryset.filter(live=True).exclude(hidden)


def can_see(user: Reader, page: Page, *, on: date | None = None) -> bool:
    """Whether `user` may see this one page now."""
    return visible_to(Page.objects.filter(pk=page.pk), user, on=on, few=True).exists()
