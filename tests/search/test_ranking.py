"""The order of results: what stands first and why."""

from types import SimpleNamespace

import pytest

from tests import factories as make
from tests.search.indexed import ask, put, titles

pytestmark = pytest.mark.django_db


def test_a_title_that_is_the_query_wins_over_any_number_of_mentions() -> None:
    put("a", "Tolk", "En sida.")
    put("b", "Om tolk och tolkning av tolk", "Tolk tolk tolk tolk.", "Tolk tolk tolk.", terms=("tolk",))
    assert titles("tolk")[0] == "Tolk"


def test_title_before_search_word_before_lead_before_text() -> None:
    put("text", "Sida ett", "Inledning.", "Här står kvast.")
    put("lead", "Sida två", "Här står kvast.")
    put("term", "Sida tre", "Inledning.", terms=("kvast till hallen",))
    put("title", "Kvast och annat", "Inledning.")
    assert titles("kvast") == ["Kvast och annat", "Sida tre", "Sida två", "Sida ett"]


def test_a_name_in_a_title_is_a_title() -> None:
    put("a", "Samordnad individuell plan (SIP) för barn och familj", "Inledning.")
    put("b", "SIP i korthet och mycket annat som är bra att veta", "SIP SIP SIP.", "SIP och SIP.")
    assert titles("sip")[0] == "Samordnad individuell plan (SIP) för barn och familj"


def test_the_word_itself_before_a_part_before_a_synonym() -> None:
    put("synonym", "Barnhälsovård", "Inledning.")
    put("part", "Kulturbvc", "Inledning.")
    put("word", "BVC och annat", "Inledning.")
    assert titles("bvc")[0] == "BVC och annat"


def test_near_words_before_words_far_apart() -> None:
    put("far", "Sida", "Inledning.", "Vi bokar. " + "Något annat står här. " * 8 + "En tolk kommer.")
    put("near", "Sidan", "Inledning.", "Vi bokar en tolk. " + "Något annat står här. " * 8)
    assert titles("boka tolk") == ["Sidan", "Sida"]


def test_more_of_the_query_before_more_of_one_word() -> None:
    put("one", "Sida ett", "Inledning.", "Kvast kvast kvast kvast kvast kvast.")
    put("both", "Sida två", "Inledning.", "Kvast och skyffel.")
    assert titles("kvast skyffel")[0] == "Sida två"


def test_what_is_to_be_done_before_what_explains_the_word() -> None:
    put("term", "anafylaxi", "En allvarlig reaktion.", kind="term")
    put("news", "Nytt om anafylaxi", "En nyhet.", kind="news")
    put("routine", "Allvarlig reaktion (anafylaxi)", "Ge adrenalin.", kind="routine")
    assert titles("anafylaxi")[0] == "Allvarlig reaktion (anafylaxi)"


def test_equal_scores_are_ordered_by_key() -> None:
    for key in ("c", "a", "b"):
        put(key, "Tolk", "Samma text.")
    assert [hit.url for hit in ask("tolk").hits] == ["/a/", "/b/", "/c/"]


@pytest.fixture
def own(db: None) -> SimpleNamespace:
    centre = make.CentreFactory(code="lyktan")
    return SimpleNamespace(user=make.make_person("anna", professions=["BM"], centre=centre), centre=centre)


def test_what_concerns_the_reader_stands_higher_among_equals(own: SimpleNamespace) -> None:
    put("a", "Tolk", "Samma text.", facets={"profession": ["FL"]})
    put("b", "Tolk", "Samma text.", facets={"profession": ["BM"]})
    assert [hit.url for hit in ask("tolk").hits] == ["/a/", "/b/"]
    assert [hit.url for hit in ask("tolk", user=own.user).hits] == ["/b/", "/a/"]


def test_the_readers_own_centre_stands_higher_among_equals(own: SimpleNamespace) -> None:
    put("a", "Tolk", "Samma text.", facets={"centre": ["annan"]})
    put("b", "Tolk", "Samma text.", facets={"centre": ["lyktan"]})
    assert [hit.url for hit in ask("tolk", user=own.user).hits] == ["/b/", "/a/"]


def test_what_is_the_readers_own_never_outweighs_what_was_asked(own: SimpleNamespace) -> None:
    put("a", "Tolk", "Samma text.", facets={"profession": ["FL"]})
    put("b", "Något annat", "Inledning.", "Här nämns tolk.", facets={"profession": ["BM"]})
    assert titles("tolk", user=own.user) == ["Tolk", "Något annat"]


def test_stop_words_alone_are_searched_too() -> None:
    put("a", "Att vara eller inte vara")
    assert titles("inte vara") == ["Att vara eller inte vara"]
