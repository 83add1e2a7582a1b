"""The shipped content loads without a fault and has no gap; check_content counts it."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from knowledge.importing.management.commands.load_content import SHIPPED
from knowledge.importing.models import ContentSource
from knowledge.importing.texts_checked import text_gaps
from knowledge.models import ArticlePage, GuidancePage, PolicyPage, RoutinePage


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


LONG = "Barnet får alltid veta vad som händer nu, vad som händer sedan och vem det kan fråga."
HEAVY = (
    "Verksamhetsutvecklingsplaneringens genomförandestrategier förutsätter organisationsövergripande samverkansformer "
    * 3
)


def gap_of(model: type[Page], **values: object) -> str:
    """What check_content says when a page has these values."""
    page = model.objects.filter(live=True).order_by("pk").first()
    model.objects.filter(pk=page.pk).update(**values)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("check_content", stdout=out)
    return "\n".join(line for line in out.getvalue().splitlines() if line.startswith("lucka:"))


def test_two_texts_that_share_a_paragraph_are_named(shipped_content: None) -> None:
    policy = PolicyPage.objects.first()
    PolicyPage.objects.filter(pk=policy.pk).update(purpose=f"<ul><li><b>{LONG[:10]}</b>{LONG[10:]}</li></ul>")
    told = gap_of(GuidancePage, purpose=f"<p>Syftet.</p><p>{LONG.upper()}</p>")
    assert "stycket ”barnet får alltid veta vad som händer nu …” står också i" in told
    assert policy.title in told


def test_a_short_paragraph_may_be_shared(shipped_content: None) -> None:
    for model in (PolicyPage, GuidancePage):
        model.objects.update(purpose="<p>Här står något som är kort och som många säger.</p>")
    call_command("check_content", stdout=StringIO())


@pytest.mark.parametrize(
    ("model", "field", "told"),
    [(RoutinePage, "purpose", "högst 45"), (ArticlePage, "for_children", "texten för barn har LIX")],
)
def test_heavy_reading_is_named(shipped_content: None, model: type[Page], field: str, told: str) -> None:
    times = 80 if model is RoutinePage else 1
    assert told in gap_of(model, **{field: f"<p>{HEAVY * times}.</p>"})


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ('<a linktype="page" id="999999">x</a>', "page:999999"),
        ('<a linktype="document" id="999999">x</a>', "document:999999"),
        ('<a href="tel:ingen">x</a>', "tel:ingen"),
    ],
)
def test_a_link_to_nothing_is_named(shipped_content: None, link: str, told: str) -> None:
    assert f"länken {told} leder ingenstans" in gap_of(GuidancePage, purpose=f"<p>Se {link}.</p>")


def test_a_link_that_was_left_out_is_named(home: Page, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nid: a\nkind: standard\ntitle: A\n---\nSe [b](page:b).\n")
    with pytest.raises(CommandError):
        call_command("load_content", tmp_path, verbosity=0, stderr=StringIO(), stdout=StringIO())
    assert ("A", "länken till 'b' leder ingenstans") in set(text_gaps())
    (tmp_path / "b.md").write_text("---\nid: b\nkind: standard\ntitle: B\n---\nHej.\n")
    call_command("load_content", tmp_path, verbosity=0, stdout=StringIO())
    assert list(text_gaps()) == []
