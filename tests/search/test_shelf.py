"""What a process keeps of the entries follows every change, and holds nothing of who may see them."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from search import shelf
from search.corpus import read_corpus
from search.models import IndexEntry
from search.shelf import shelf_of, shown_to
from tests.factories import PartyFactory, RoutineFactory, SectionFactory, make_person, restrict
from tests.search.indexed import put

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shelf, "_kept", {})


def kept() -> dict[int, int]:
    return shelf_of(read_corpus("sv")).sets


def stored() -> dict[int, int]:
    return dict(IndexEntry.objects.filter(language="sv").values_list("pk", "facet_set_id"))


def test_it_follows_what_is_written_changed_and_removed() -> None:
    put("a", "Tolk")
    put("b", "Samtycke")
    assert kept() == stored()
    put("c", "Oro")
    put("a", "Tolk", is_acute=True)
    assert kept() == stored()
    IndexEntry.objects.get(key="b").delete()
    assert kept() == stored()
    IndexEntry.objects.get(key="c").delete()
    put("d", "Amning")
    assert kept() == stored()
    assert len(kept()) == 2


def test_nothing_is_read_when_nothing_has_changed_and_only_the_new_when_something_has() -> None:
    put("a", "Tolk")
    corpus = read_corpus("sv")
    shelf_of(corpus)
    with CaptureQueriesContext(connection) as captured:
        shelf_of(corpus)
    assert len(captured) == 0
    put("b", "Oro")
    corpus = read_corpus("sv")
    with CaptureQueriesContext(connection) as captured:
        shelf_of(corpus)
    assert len(captured) == 1
    assert "generation" in captured[0]["sql"]


def test_languages_are_kept_apart() -> None:
    put("a", "Tolk")
    put("b", "Interpreter", language="en")
    assert set(shelf_of(read_corpus("en")).sets) == {IndexEntry.objects.get(key="b").pk}


def test_a_reader_gets_what_they_may_see_in_the_order_given(home: Any) -> None:
    section = SectionFactory(parent=home, title="Avsnitt")
    closed = RoutineFactory(parent=section, title="Stängd")
    open_ = RoutineFactory(parent=home, title="Öppen")
    dead = RoutineFactory(parent=home, title="Avpublicerad")
    numbers = dict(IndexEntry.objects.values_list("page_id", "pk"))
    restriction = restrict(section, PartyFactory())
    type(dead).objects.get(pk=dead.pk).unpublish()
    put("term", "Ord utan sida")
    term = IndexEntry.objects.get(key="term")
    wanted = [numbers[closed.pk], numbers[open_.pk], numbers[dead.pk], term.pk, 999_999]
    reader = make_person("lasare")
    assert shown_to(reader, read_corpus("sv")).among(wanted) == [numbers[open_.pk], term.pk]
    restriction.delete()
    assert shown_to(reader, read_corpus("sv")).among(wanted) == [numbers[closed.pk], numbers[open_.pk], term.pk]


def test_few_and_many_are_judged_alike(home: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    section = SectionFactory(parent=home, title="Avsnitt")
    for number in range(3):
        RoutineFactory(parent=section, title=f"Stängd {number}")
        RoutineFactory(parent=home, title=f"Öppen {number}")
    put("term", "Ord utan sida")
    restrict(section, PartyFactory())
    reader, corpus = make_person("lasare"), read_corpus("sv")
    numbers = list(IndexEntry.objects.order_by("-pk").values_list("pk", flat=True))
    few = shown_to(reader, corpus).among(numbers)
    monkeypatch.setattr(shelf, "FEW", 0)
    assert shown_to(reader, corpus).among(numbers) == few
    assert 0 < len(few) == len(numbers) - 4
