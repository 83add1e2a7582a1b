"""The index follows what is published, saved, withdrawn and deleted, and its statistics always add up."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from knowledge.models import Stewardship
from pages import registries
from pages.models import Term
from pages.registries import SearchDocument
from search import indexing
from search.corpus import read_corpus
from search.indexing import index_documents, rebuild, recount
from search.models import FacetSet, IndexEntry, IndexState, IndexTerm, IndexText
from tests import factories as make
from tests.search.indexed import put, titles

pytestmark = pytest.mark.django_db


def statistics() -> tuple[dict[str, int], list[tuple[Any, ...]]]:
    """What the statistics say."""
    state = IndexState.objects.filter(language="sv").values_list(
        "documents", "title_length", "lead_length", "body_length"
    )
    return dict(IndexTerm.objects.filter(language="sv").values_list("term", "df")), list(state)


def test_publishing_indexes_and_a_draft_does_not(home: Page) -> None:
    page = make.StandardFactory(title="Kvast")
    assert titles("kvast") == ["Kvast"]
    page.title = "Borste"
    revision = page.save_revision()
    assert titles("borste") == []
    revision.publish()
    assert titles("borste") == ["Borste"]
    assert titles("kvast") == []


def test_a_page_that_is_never_published_is_not_found(home: Page) -> None:
    make.StandardFactory(title="Kvastskaft", live=False)
    assert titles("kvastskaft") == []


def test_a_failed_publication_leaves_the_index_as_it_was(home: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    page = make.StandardFactory(title="Kvastskaft")
    before = statistics()

    def fail(obj: object) -> None:
        indexing.reindex(obj)  # type: ignore[arg-type]  # what publish hands over
        raise RuntimeError("power cut")

    monkeypatch.setitem(registries.indexers._entries, "search", fail)
    page.title = "Borstskaft"
    with pytest.raises(RuntimeError):
        page.save_revision().publish()
    assert statistics() == before
    assert titles("kvastskaft") == ["Kvastskaft"]


def test_deleting_a_section_takes_its_pages_out_of_rows_full_text_and_statistics(home: Page) -> None:
    before = statistics()
    section = make.SectionFactory(title="Skåpet")
    make.StandardFactory(title="Kvastskaft", parent=section)
    Page.objects.get(pk=section.pk).delete()
    assert not IndexEntry.objects.filter(title__in=["Skåpet", "Kvastskaft"]).exists()
    assert titles("kvastskaft") == []
    assert statistics()[0] == before[0]


def test_a_withdrawn_routine_is_not_found(home: Page) -> None:
    page = make.RoutineFactory(title="Kvastskaft")
    Stewardship.objects.filter(page_id=page.pk).update(withdrawn_on=timezone.localdate() - timedelta(days=1))
    registries.reindex(page)
    assert titles("kvastskaft") == []


def test_an_alias_is_not_found_beside_its_source(home: Page) -> None:
    page = make.StandardFactory(title="Kvastskaft")
    page.create_alias(parent=home, update_slug="samma")
    assert titles("kvastskaft") == ["Kvastskaft"]


def test_a_glossary_term_follows_its_row(db: None) -> None:
    term = make.TermFactory(code="kvast", name="kvast", definition="En borste på skaft.")
    assert titles("kvast") == ["kvast"]
    term.name = "sopborste"
    term.save()
    assert titles("sopborste") == ["sopborste"]
    Term.objects.get().delete()
    assert titles("sopborste") == []


def test_the_statistics_are_those_of_an_index_made_at_once(db: None) -> None:
    put("a", "Tolk och kvast", "Vi bokar tolk.")
    put("b", "Samtycke")
    put("a", "Tolk", "Vi bokar en tolk i dag.")
    put("c", "Kvast")
    IndexEntry.objects.get(key="b").delete()
    step_by_step = statistics()
    IndexEntry.objects.all().delete()
    put("a", "Tolk", "Vi bokar en tolk i dag.")
    put("c", "Kvast")
    assert statistics() == step_by_step


def test_an_emptied_index_has_empty_statistics(db: None) -> None:
    put("a", "Tolk", "Vi bokar tolk.")
    IndexEntry.objects.all().delete()
    assert statistics() == ({}, [(0, 0, 0, 0)])


def test_recounting_mends_statistics_that_are_wrong(db: None) -> None:
    put("a", "Tolk", "Vi bokar tolk.")
    right = statistics()
    IndexTerm.objects.filter(term="ftolk").update(df=7)
    IndexTerm.objects.create(language="sv", term="fborta", df=3)
    IndexState.objects.update(documents=99, body_length=1)
    recount()
    assert statistics() == right


def test_the_shortest_word_of_a_key_is_kept_for_respelling(db: None) -> None:
    put("a", "Orosanmälningarna")
    put("b", "Orosanmälan")
    assert IndexTerm.objects.get(term="forosanmäl").word == "orosanmälan"


def test_each_change_of_the_index_raises_its_generation(db: None) -> None:
    put("a", "Tolk")
    first = read_corpus("sv")
    put("a", "Tolk igen")
    second = read_corpus("sv")
    assert second.generation > first.generation
    assert first.generation in second.lineage


def test_a_thing_that_changes_language_moves_to_the_other_corpus(db: None) -> None:
    put("a", "Kvastskaft")
    put("a", "Kvastskaft", language="en")
    assert titles("kvastskaft") == []
    assert titles("kvastskaft", language="en") == ["Kvastskaft"]
    assert statistics()[0] == {}


def test_a_source_with_a_new_key_leaves_no_old_row(db: None) -> None:
    for key in ("old", "new"):
        index_documents([("thing:1", SearchDocument(key=key, kind="page", title="Kvast", url="/x/"))])
    assert list(IndexEntry.objects.values_list("key", flat=True)) == ["new"]


def test_rebuilding_finds_what_is_there_and_removes_what_is_not(home: Page) -> None:
    make.StandardFactory(title="Kvastskaft")
    make.TermFactory(code="kvast", name="kvast")
    put("gone", "Sopborste", facets={"topic": ["borta"]})
    IndexText.objects.filter(entry__title="Kvastskaft").update(
        tokens='\n\n{"n":[0,0,0],"t":"","h":[],"s":[],"g":[],"b":[]}'
    )
    told: list[tuple[str, int, int]] = []
    count = rebuild(lambda *progress: told.append(progress))
    assert count == IndexEntry.objects.count()
    assert titles("kvastskaft")[0] == "Kvastskaft"
    assert titles("sopborste") == []
    assert not FacetSet.objects.filter(entries__isnull=True).exists()
    assert all(0 < done <= total for _label, done, total in told)
    before = statistics()
    assert rebuild() == count
    assert statistics() == before


def test_rebuilding_writes_at_most_two_hundred_rows_at_once(home: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    section = make.SectionFactory()
    for number in range(3):
        make.StandardFactory(title=f"Sida {number}", parent=section)
    sizes: list[int] = []
    write = indexing.index_documents
    monkeypatch.setattr(indexing, "BATCH", 2)
    monkeypatch.setattr(indexing, "index_documents", lambda rows: (sizes.append(len(rows)), write(rows)))
    rebuild()
    assert max(sizes) == 2


def test_equal_facets_share_one_row(db: None) -> None:
    put("a", "Tolk", facets={"topic": ["b", "a"], "profession": ["BM"]})
    put("b", "Tolk", facets={"profession": ["BM"], "topic": ["a", "b"]})
    assert FacetSet.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the full text of PostgreSQL is a column of the row")
def test_the_full_text_table_survives_what_django_does_to_its_neighbour(db: None) -> None:
    """Django remakes a SQLite table to change it, which drops its triggers: then a migration has to make them again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'search_indexentry'")
        assert cursor.fetchone() == (1,)
