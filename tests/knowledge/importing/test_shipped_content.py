"""The shipped content loads without a fault and has no gap; check_content counts it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from knowledge.importing.management.commands.load_content import SHIPPED
from knowledge.importing.models import ContentSource
from knowledge.models import RoutinePage


def test_it_is_loaded_whole_and_a_second_run_changes_nothing(shipped_content: None) -> None:
    files = [path for path in SHIPPED.rglob("*.md") if path.name != "README.md"]
    assert ContentSource.objects.count() == len(files)
    out = StringIO()
    call_command("load_content", verbosity=0, stdout=out)
    assert f"0 nya sidor, 0 ändrade, {len(files)} oförändrade, 0 rader i register, 0 fel" in out.getvalue()


def test_no_gap(shipped_content: None) -> None:
    out = StringIO()
    call_command("check_content", stdout=out)
    assert "lucka:" not in out.getvalue()
    assert "    0 luckor" in out.getvalue()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [("purpose", "", "är tomt"), ("number", "", "inget dokumentnummer"), ("lead", "", "ingressen saknas")],
)
def test_a_gap_is_named(shipped_content: None, field: str, value: str, told: str) -> None:
    page = RoutinePage.objects.first()
    RoutinePage.objects.filter(pk=page.pk).update(**{field: value})
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_content", stdout=out)
    assert f"lucka: {page.title}: " in out.getvalue()
    assert told in out.getvalue()


def test_every_routine_has_steps_that_lead_on(shipped_content: None) -> None:
    for page in RoutinePage.objects.all():
        for raw in page.steps.raw_data:
            assert raw["value"]["who"], page.title
            assert raw["value"]["next"], page.title


def test_law_to_be_checked_is_listed_apart(shipped_content: None) -> None:
    out = StringIO()
    call_command("check_content", stdout=out)
    assert "lagrum att kontrollera" in out.getvalue()
