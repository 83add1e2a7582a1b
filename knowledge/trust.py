"""The trust strip: who answers for a page, when it was reviewed, which version it is. Read beside the page, never from it."""

from datetime import date
from types import SimpleNamespace
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from knowledge.enums import ReviewState
from knowledge.models import KnowledgePage, PageVersion, Stewardship, source_of
from pages.cards import visible_cards
from pages.prepared import Prepared

COLUMNS = (
    "group__name", "profession__name", "centre__title", "substitute_group__name", "substitute_profession__name",
    "reviewed_by__first_name", "reviewed_by__last_name", "reviewed_by__username",
    "reviewed_on", "due_on", "timeless", "withdrawn_on", "replaced_by_id",
)  # fmt: skip
VERSION = ("major", "minor", "sentence", "valid_from")


def _rows(page: int, day: date) -> QuerySet[Any, tuple[Any, ...]]:
    """The row beside a page, with its latest version in force."""
    latest = PageVersion.objects.filter(page_id=OuterRef("page_id"), valid_from__lte=day).order_by("-major", "-minor")
    version = {name: Subquery(latest.values(name)[:1]) for name in VERSION}
    return Stewardship.objects.filter(page_id=page).annotate(**version).values_list(*COLUMNS, *VERSION)


_beside = Prepared(_rows, page=int, day=date)


def trust_of(page: Page, request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """`trust` for components/trust_strip.html, nothing for a page that has no stewardship. One query."""
    if not isinstance(page, KnowledgePage):
        return {}
    day = on or timezone.localdate()
    rows = _beside(page=source_of(page).pk, day=day)
    if not rows:
        return {}
    row = SimpleNamespace(**dict(zip((*COLUMNS, *VERSION), rows[0], strict=True)))
    state = Stewardship(withdrawn_on=row.withdrawn_on, timeless=row.timeless, due_on=row.due_on).state(day)
    responsible = Stewardship.named(row.group__name, row.profession__name, row.centre__title)
    substitute = Stewardship.named(row.substitute_group__name, row.substitute_profession__name)
    reviewer = f"{row.reviewed_by__first_name or ''} {row.reviewed_by__last_name or ''}".strip()
    trust = {
        "state": state.value,
        "responsible": {"label": responsible} if responsible else None,
        "substitute": {"label": substitute} if substitute else None,
        "reviewed_on": row.reviewed_on,
        "reviewed_by": reviewer or row.reviewed_by__username or "",
        "review_due": row.due_on,
        "valid_from": row.valid_from,
        "version": f"{row.major}.{row.minor}" if row.major else "",
        "change": row.sentence or "",
    }
    if state == ReviewState.WITHDRAWN:
        trust["valid_to"] = row.withdrawn_on
        if row.replaced_by_id:
            cards = visible_cards(request.user, by=Q(pk=row.replaced_by_id))["by"]
            trust["replaced_by"] = {"title": cards[0].title, "url": cards[0].url} if cards else None
    return {"trust": trust}
