"""Verbs on what lies beside a page: the version that publishing writes, and withdrawing."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from knowledge.enums import ChangeKind
from knowledge.models import KnowledgePage, PageVersion, Stewardship, source_of
from knowledge.permissions import can_withdraw
from pages.locales import source_locale
from pages.models import Profession
from pages.registries import reindex

DEFAULT_INTERVAL_MONTHS = 12


def record_publication(page: Page, *, revision: Revision, by: AbstractBaseUser | None) -> None:
    """Write the version row, and the stewardship row when there is none yet; a translation or alias gets neither.

    The first version is 1.0. Publishing the same revision again writes nothing.
    """
    if not isinstance(page, KnowledgePage) or source_of(page).pk != page.pk:
        return
    today = timezone.localdate()
    Stewardship.objects.get_or_create(
        page_id=page.pk,
        defaults={
            "interval_months": DEFAULT_INTERVAL_MONTHS,
            "due_on": today + relativedelta(months=DEFAULT_INTERVAL_MONTHS),
        },
    )
    latest = PageVersion.objects.select_for_update().filter(page_id=page.pk).first()
    if latest and latest.revision_id == revision.pk:
        return
    significant = latest is None or page.change_kind == ChangeKind.SIGNIFICANT
    PageVersion.objects.create(
        page_id=page.pk,
        revision=revision,
        major=(latest.major if latest else 0) + (1 if significant else 0),
        minor=0 if significant or latest is None else latest.minor + 1,
        kind=ChangeKind.SIGNIFICANT if significant else ChangeKind.SMALL,
        sentence=page.change_sentence,
        published_by_id=by.pk if by else None,
        valid_from=today,
    )


@transaction.atomic
def withdraw(page: Page, *, by: AbstractBaseUser, on: date, replaced_by: Page | None = None) -> Stewardship:
    """Take a page out of force: it stays as a tombstone that says since when and what replaces it.

    Lists and search leave it out. Raises PermissionDenied for somebody who may not.
    """
    if not can_withdraw(by, page):
        raise PermissionDenied
    row = Stewardship.objects.select_for_update().get(page_id=source_of(page).pk)
    row.withdrawn_on, row.withdrawn_by_id, row.replaced_by = on, by.pk, replaced_by
    row.save(update_fields=["withdrawn_on", "withdrawn_by", "replaced_by"])
    log(instance=page, action="knowledge.withdraw", user=by, data={"on": on.isoformat()})
    reindex(page.specific)
    return row


def withdrawn_q() -> Q:
    """Pages out of force today, with their translations and aliases: a condition on pages."""
    rows = Stewardship.objects.filter(withdrawn_on__lte=timezone.localdate())
    keys = rows.order_by().values("page__translation_key")
    return Q(translation_key__in=keys) | Q(alias_of__isnull=False, alias_of__translation_key__in=keys)


def adopt_version(page: Page, *, major: int, minor: int, valid_from: date) -> None:
    """Number a published version as its source document states, where that is later than what publishing counted.

    A version that was counted first (1.0) or lies before the stated one takes the stated number.
    """
    latest = PageVersion.objects.filter(page_id=page.pk).first()
    if latest is None:
        return
    latest.major, latest.minor = max((latest.major, latest.minor), (major, minor))
    latest.valid_from = valid_from
    latest.save(update_fields=["major", "minor", "valid_from"])


def adopt_review(
    page: Page,
    *,
    responsible: str,
    substitute: str | None,
    months: int,
    reviewed_on: date | None,
    timeless: bool = False,
) -> None:
    """Set who answers for a page and its last review as its source document states; a later review here stands."""
    row = Stewardship.objects.get(page_id=page.pk)
    if row.reviewed_on and reviewed_on and row.reviewed_on >= reviewed_on and row.profession_id:
        return
    professions = {each.code: each for each in Profession.objects.filter(locale=source_locale())}
    row.profession = professions[responsible]
    row.substitute_profession = professions.get(substitute or "")
    row.interval_months, row.timeless, row.reviewed_on = months, timeless, reviewed_on
    start = reviewed_on or timezone.localdate()
    row.due_on = None if timeless else start + relativedelta(months=months)
    row.full_clean()
    row.save()
