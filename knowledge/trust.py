"""The trust strip: who answers for a page, when it was reviewed, which version it is. Read beside the page, never from it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from knowledge.enums import ReviewState
from knowledge.models import KnowledgePage, PageVersion, Stewardship, source_of
from pages.cards import visible_cards


def trust_of(page: Page, request: HttpRequest, on: date | None = None) -> dict[str, Any]:
    """`trust` for components/trust_strip.html, nothing for a page that has no stewardship. One query."""
    if not isinstance(page, KnowledgePage):
        return {}
    day = on or timezone.localdate()
    source = source_of(page)
    latest = PageVersion.objects.filter(page_id=OuterRef("page_id"), valid_from__lte=day).order_by("-major", "-minor")
    row: Any = (
        Stewardship.objects.filter(page_id=source.pk)
        .select_related("profession", "group", "centre", "substitute_profession", "substitute_group", "reviewed_by")
        .annotate(**{name: Subquery(latest.values(name)[:1]) for name in ("major", "minor", "sentence", "valid_from")})
        .first()
    )
    if row is None:
        return {}
    state = row.state(day)
    trust = {
        "state": state.value,
        "responsible": {"label": row.responsible} if row.responsible else None,
        "substitute": {"label": row.substitute} if row.substitute else None,
        "reviewed_on": row.reviewed_on,
        "reviewed_by": row.reviewed_by.get_display_name() if row.reviewed_by else "",
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
