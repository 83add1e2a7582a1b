"""Where a review stands is derived from dates; withdrawing is a verb; the constraints stand in the database."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry

from knowledge.enums import ReviewState
from knowledge.models import PageVersion, Stewardship, source_of
from knowledge.permissions import can_withdraw
from knowledge.stewardship import adopt_review, adopt_version, withdraw
from search.service import run_search
from tests import factories as make

ClientOf = Callable[..., Client]
DUE = date(2027, 3, 1)


@pytest.mark.parametrize(
    ("on", "state"),
    [
        (date(2027, 1, 29), ReviewState.OK),
        (date(2027, 1, 30), ReviewState.DUE),
        (date(2027, 2, 28), ReviewState.DUE),
        (date(2027, 3, 1), ReviewState.OVERDUE),
        (date(2027, 5, 29), ReviewState.OVERDUE),
        (date(2027, 5, 30), ReviewState.LONG_OVERDUE),
        (date(2030, 1, 1), ReviewState.LONG_OVERDUE),
    ],
)
def test_state_by_the_day(on: date, state: ReviewState) -> None:
    assert Stewardship(due_on=DUE).state(on) == state


def test_timeless_and_withdrawn() -> None:
    assert Stewardship(timeless=True, due_on=None).state(date(2099, 1, 1)) == ReviewState.TIMELESS
    row = Stewardship(due_on=DUE, withdrawn_on=date(2027, 1, 10))
    assert row.state(date(2027, 1, 9)) == ReviewState.OK
    assert row.state(date(2027, 1, 10)) == ReviewState.WITHDRAWN


def test_the_states_are_all_reached() -> None:
    days = [DUE + timedelta(days=n) for n in (-40, -10, 0, 100)]
    reached = {Stewardship(due_on=DUE).state(day) for day in days}
    reached |= {Stewardship(timeless=True).state(DUE), Stewardship(due_on=DUE, withdrawn_on=DUE).state(DUE)}
    assert reached == set(ReviewState)


@pytest.mark.parametrize(("timeless", "due_on"), [(True, DUE), (False, None)])
def test_a_review_date_or_timeless_exactly_one(home: Page, due_on: date | None, *, timeless: bool) -> None:
    page = make.RoutineFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Stewardship.objects.filter(page_id=page.pk).update(timeless=timeless, due_on=due_on)
    row = Stewardship.objects.get(page_id=page.pk)
    row.timeless, row.due_on = timeless, due_on
    with pytest.raises(ValidationError):
        row.full_clean()


def test_one_responsible(home: Page) -> None:
    from pages.directory.models import StaffGroup

    page = make.RoutineFactory()
    group = StaffGroup.objects.create(code="g", name="Gruppen")
    row = Stewardship.objects.filter(page_id=page.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.update(group=group, profession=make.ProfessionFactory())
    row.update(group=group, centre=make.CentreFactory(title="Lyktan").pk)
    assert row.get().responsible == "Gruppen, Lyktan"


def test_a_responsible_profession_cannot_be_deleted(home: Page) -> None:
    from django.db.models import ProtectedError

    page = make.RoutineFactory()
    profession = make.ProfessionFactory()
    Stewardship.objects.filter(page_id=page.pk).update(profession=profession)
    with pytest.raises(ProtectedError):
        profession.delete()


# --- withdrawing


@pytest.mark.parametrize(
    ("role", "may"), [("reader", False), ("reviewer", False), ("editor", True), ("administrator", True)]
)
def test_who_may_withdraw(home: Page, role: str, *, may: bool) -> None:
    page = make.RoutineFactory()
    user = make.make_person("någon", role=role)
    assert can_withdraw(user, page) is may
    if may:
        withdraw(page, by=user, on=timezone.localdate())
    else:
        with pytest.raises(PermissionDenied):
            withdraw(page, by=user, on=timezone.localdate())
    assert (Stewardship.objects.get(page_id=page.pk).withdrawn_on is not None) is may


@pytest.fixture
def withdrawn(home: Page) -> Any:
    """A withdrawn routine, replaced by another."""
    section = make.SectionFactory(title="Avdelningen", slug="rutiner")
    page = make.RoutineFactory(parent=section, title="Gammal bambusrutin", slug="gammal", change_sentence="Ny ordning.")
    other = make.RoutineFactory(parent=section, title="Ny bambusrutin", slug="ny")
    editor = make.make_person("petra", role="editor")
    withdraw(page, by=editor, on=timezone.localdate(), replaced_by=other)
    return page


def test_it_stays_as_a_tombstone_that_names_what_replaces_it(withdrawn: Page, client_of: ClientOf) -> None:
    answer = client_of("reader").get("/rutiner/gammal/")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert 'data-state="withdrawn"' in text
    assert 'href="/rutiner/ny/"' in text


def test_search_leaves_it_out(withdrawn: Page, client_of: ClientOf) -> None:
    found = run_search("bambusrutin", user=make.make_person("läsare"), language="sv")
    assert [hit.title for hit in found.hits] == ["Ny bambusrutin"]


def test_lists_leave_it_out(withdrawn: Page, client_of: ClientOf) -> None:
    client = client_of("reader")
    for address in ("/rutiner/", "/"):
        text = client.get(address).content.decode()
        assert "Gammal bambusrutin" not in text, address
        assert "Ny bambusrutin" in text, address


def test_withdrawing_is_logged(withdrawn: Page) -> None:
    entry = PageLogEntry.objects.get(page=withdrawn.pk, action="knowledge.withdraw")
    assert entry.user.username == "petra"
    assert entry.data["on"] == timezone.localdate().isoformat()


def test_publishing_a_withdrawn_page_does_not_bring_it_back(withdrawn: Page) -> None:
    page = withdrawn.specific
    page.save_revision().publish()
    row = Stewardship.objects.get(page_id=page.pk)
    assert row.withdrawn_on is not None
    assert run_search("gammal", user=make.make_person("läsare"), language="sv").total == 0


# --- the only way to the row


def test_source_of_alias_and_translation(home: Page) -> None:
    page = make.RoutineFactory()
    alias = page.create_alias(parent=make.SectionFactory(), update_slug="genvag")
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    assert source_of(page) == page
    assert source_of(alias).pk == page.pk
    assert source_of(translated).pk == page.pk


def test_withdrawing_a_translation_withdraws_the_source(home: Page) -> None:
    page = make.RoutineFactory()
    translated = page.copy_for_translation(Locale.objects.get(language_code="en"))
    withdraw(translated, by=make.make_person("rot", superuser=True), on=timezone.localdate())
    assert Stewardship.objects.get(page_id=page.pk).withdrawn_on


def test_adopted_versions_and_reviews(home: Page) -> None:
    page = make.RoutineFactory()
    make.ProfessionFactory(code="SOC")
    adopt_version(page, major=3, minor=1, valid_from=date(2026, 1, 2))
    assert PageVersion.objects.get(page_id=page.pk).number == "3.1"
    adopt_version(page, major=1, minor=0, valid_from=date(2026, 1, 2))
    assert PageVersion.objects.get(page_id=page.pk).number == "3.1"
    adopt_review(page, responsible="SOC", substitute=None, months=6, reviewed_on=date(2026, 2, 1))
    row = Stewardship.objects.get(page_id=page.pk)
    assert (row.due_on, row.responsible) == (date(2026, 8, 1), "namn på SOC")


def test_a_later_review_here_stands(home: Page) -> None:
    """An import never undoes what was reviewed on the site."""
    page = make.RoutineFactory()
    make.ProfessionFactory(code="SOC")
    adopt_review(page, responsible="SOC", substitute=None, months=6, reviewed_on=date(2026, 9, 1))
    adopt_review(page, responsible="SOC", substitute=None, months=3, reviewed_on=date(2026, 2, 1))
    assert Stewardship.objects.get(page_id=page.pk).reviewed_on == date(2026, 9, 1)
