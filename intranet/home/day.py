"""What concerns a reader today: acute routines, own centres, what changed, news."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from intranet.home.navigation import language_links
from knowledge.models import PageVersion, RoutinePage
from pages.addresses import Root, home_of, roots, url_of
from pages.cards import Card, Wanted, foot_q, kept_cards, menu_q, with_leads
from pages.centre_presentation import contacts, hours_now
from pages.contacts import phone_book
from pages.directory.models import Assignment
from pages.models import CentrePage, NewsPage
from pages.phones import phone_context
from pages.reading import foot_items, menu_items
from pages.registries import Reader, contacts_for, listed_q
from pages.visibility import visible_to

LIST_LENGTH = 5
EMERGENCY = "112"
CONTACTS = 4


def day_context(page: Page, request: HttpRequest) -> dict[str, Any]:
    """The context of the start page."""
    root = home_of(request) or next(iter(roots().values()))
    user = request.user
    today = timezone.localdate()
    centres, professions = placed(user, today)
    # The day: lists leave out what is withdrawn by now.
    cards = kept_cards(user, ("day", root, frozenset(centres), today), lambda: _wanted(root, centres))
    unplaced = not professions
    languages = language_links(root)
    return {
        "page": page,
        "request": request,
        "greeting": _greeting(user),
        "today": today,
        "language_links": languages,
        "elsewhere": [link for link in languages if not link["current"]],
        "footer_links": foot_items(cards["foot"]),
        "emergency": emergency() if cards["acute"] else None,
        "navigation": menu_items(cards["menu"], ""),
        "doors": with_leads(cards["menu"]),
        "acute": cards["acute"],
        "centres": own_centres(cards["centres"]),
        "unplaced": unplaced,
        "fixers": contacts_for(user) if unplaced else [],
        "changed": changed(user, root),
        "news": news(user, root, professions),
    }


def _wanted(root: Root, centres: set[int]) -> Wanted:
    acute = Q(path__startswith=root.path, pk__in=RoutinePage.objects.filter(is_acute=True).values("pk"))
    links = {"menu": menu_q(root), "foot": foot_q(root), "centres": Q(pk__in=centres)}
    return Wanted(links, {"acute": acute})


def _greeting(user: Any) -> str:
    name = user.first_name or user.get_display_name()
    return _("Hello, %(name)s") % {"name": name}


def placed(user: Reader, on: date) -> tuple[set[int], set[str]]:
    """The centres and the professions in which the reader works on a day; no profession for somebody without a place."""
    own = Assignment.objects.current(on).filter(profile__user=user.pk)
    rows = list(own.values_list("centre_id", "profile__professions__code"))
    return {centre for centre, _code in rows if centre}, {code for _centre, code in rows if code}


def emergency() -> dict[str, object] | None:
    """The emergency number, as components/phone.html shows it."""
    lines = phone_book([EMERGENCY]).get(EMERGENCY, [])
    return phone_context(lines[0]) if lines else None


def own_centres(cards: list[Card]) -> list[dict[str, Any]]:
    """The reader's centres: where they are, whether they are open now, and whom to call."""
    fields = ("address", "status", "hours", "exceptions", "contacts")
    pages = CentrePage.objects.filter(pk__in=[card.id for card in cards]).only("pk", *fields).in_bulk() if cards else {}
    return [
        {
            "title": card.title,
            "url": card.url,
            "address": page.address,
            "hours": hours_now(page),
            "contacts": contacts(page)[:CONTACTS],
        }
        for card in cards
        if (page := pages.get(card.id))
    ]


def changed(user: Reader, root: Root) -> list[dict[str, Any]]:
    """The latest versions of pages that the reader may see, one per page, newest first."""
    versions = visible_to(
        PageVersion.objects.filter(
            Exists(Page.objects.filter(listed_q(), pk=OuterRef("page_id"), path__startswith=root.path)),
            valid_from__lte=timezone.localdate(),
        ),
        user,
        page="page",
        few=True,
    ).order_by("-valid_from", "-pk")
    shown: dict[int, dict[str, Any]] = {}
    rows = versions.values("page_id", "page__title", "page__url_path", "sentence", "valid_from")
    for row in rows[: LIST_LENGTH * 4]:
        item = {
            "title": row["page__title"],
            "url": url_of(row["page__url_path"], root),
            "change": row["sentence"],
            "on": row["valid_from"],
        }
        shown.setdefault(row["page_id"], item)
    return list(shown.values())[:LIST_LENGTH]


def news(user: Reader, root: Root, professions: set[str]) -> list[dict[str, Any]]:
    """News for everybody and for the reader's professions, newest first."""
    items = NewsPage.objects.filter(path__startswith=root.path, date__lte=timezone.localdate())
    concerned = NewsPage.professions.through.objects.filter(newspage_id=OuterRef("pk"))
    items = items.filter(~Exists(concerned) | Exists(concerned.filter(profession__code__in=professions)))
    rows = visible_to(items, user, few=True).order_by("-date", "-pk")
    return [
        {"title": row["title"], "url": url_of(row["url_path"], root), "lead": row["lead"], "date": row["date"]}
        for row in rows.values("title", "url_path", "lead", "date")[:LIST_LENGTH]
    ]
