"""Searching through the public door, on the database in use: what is found, counted, hidden, marked, and never a 5xx."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client

from search.models import IndexEntry, SynonymGroup
from search.service import run_search, suggest
from tests.factories import RoutineFactory, SectionFactory, make_person, restrict

HOSTILE = [
    '"', '""', "*", "a*b", "NEAR(", "a AND", "OR OR", "-", "--x", "(((", ")", "^", ":", "kind:", "%", "_", "'", "\\", "a" * 300,
    "å" * 500, " ".join(["ord"] * 200), "-1", "9223372036854775808", "NaN", "🤱" * 40, "\u202eabc", "\u0000oro", "\ud800",
]  # fmt: skip


@pytest.fixture
def reader(db: None) -> Any:
    return make_person("lasare", professions=["BM"])


def titles(query: str, user: Any, **more: Any) -> list[str]:
    return [hit.title for hit in run_search(query, user=user, language="sv", **more).hits]


def test_words_are_found_in_their_forms_parts_and_synonyms(home: Any, reader: Any) -> None:
    RoutineFactory(parent=home, title="Hembesök hos nyfödd", lead="Besök familjen hemma.")
    RoutineFactory(parent=home, title="Barnhälsovårdsprogrammet", lead="Så följer vi barnet.")
    assert titles("hembesöken", reader)[0] == "Hembesök hos nyfödd"
    assert titles("besök", reader)[0] == "Hembesök hos nyfödd"
    assert "Barnhälsovårdsprogrammet" in titles("BVC", reader)
    assert titles("hembesok", reader)[0] == "Hembesök hos nyfödd"


def test_minus_excludes_and_quotes_keep_words_together(home: Any, reader: Any) -> None:
    RoutineFactory(parent=home, title="Boka tolk", lead="Boka tolk i god tid.")
    RoutineFactory(parent=home, title="Tolk i telefon", lead="När tolken inte kan boka ett rum.")
    assert titles("tolk -telefon", reader) == ["Boka tolk"]
    assert titles('"boka tolk"', reader) == ["Boka tolk"]


def test_total_facets_and_suggestions_hold_what_the_reader_may_open(home: Any, reader: Any) -> None:
    section = SectionFactory(parent=home, title="Stängt")
    hidden = RoutineFactory(parent=section, title="Zebraord hemligt")
    RoutineFactory(parent=home, title="Zebraord öppet")
    from tests.factories import PartyFactory

    restrict(section, PartyFactory())
    admin = make_person("chef-x")
    admin.is_superuser = True
    admin.save()
    for user, number in ((reader, 1), (get_user_model().objects.get(pk=admin.pk), 2)):
        found = run_search("zebraord", user=user, language="sv")
        assert found.total == len(found.hits) == number
        assert found.facets["kind"]["routine"] == number
        assert len(suggest("zebra", user=user, language="sv")) == number
    assert hidden.title not in titles("zebraord", reader)


def test_a_restriction_holds_at_the_next_search_without_a_reindex(home: Any, reader: Any) -> None:
    from tests.factories import PartyFactory

    section = SectionFactory(parent=home, title="Avsnitt")
    RoutineFactory(parent=section, title="Xylofonrutin")
    assert titles("xylofonrutin", reader) == ["Xylofonrutin"]
    restriction = restrict(section, PartyFactory())
    assert titles("xylofonrutin", reader) == []
    restriction.delete()
    assert titles("xylofonrutin", reader) == ["Xylofonrutin"]


def test_what_is_unpublished_moved_or_deleted_follows(home: Any, reader: Any) -> None:
    page = RoutineFactory(parent=home, title="Ynkrygg")
    entries = IndexEntry.objects.filter(page_id=page.pk)
    assert entries.count() == 1
    page.unpublish()
    assert titles("ynkrygg", reader) == []
    page.save_revision().publish()
    section = SectionFactory(parent=home, title="Ny plats", slug="ny-plats")
    page.refresh_from_db()
    page.move(section, "last-child")
    assert run_search("ynkrygg", user=reader, language="sv").hits[0].url.startswith("/ny-plats/")
    type(page).objects.get(pk=page.pk).delete()
    assert titles("ynkrygg", reader) == []
    assert not entries.exists()


def test_a_synonym_of_an_editor_holds_at_the_next_query(home: Any, reader: Any) -> None:
    RoutineFactory(parent=home, title="Napparat")
    assert titles("zuttis", reader) == []
    group = SynonymGroup(words="zuttis\nnapparat", language="sv")
    group.full_clean()
    group.save()
    assert titles("zuttis", reader) == ["Napparat"]


def test_a_misspelt_word_is_asked_about_and_never_silently_replaced(shipped_content: None, client_of: Any) -> None:
    user = get_user_model().objects.get(username="barnmorska")
    assert run_search("sekretes", user=user, language="sv").did_you_mean == "sekretess"
    page = client_of("barnmorska").get("/sok/", {"q": "suisidrisk"}).content.decode()
    assert "suicidrisk" in page


def test_an_old_paragraph_finds_the_page_and_says_that_it_has_moved(shipped_content: None, client_of: Any) -> None:
    page = client_of("barnmorska").get("/sok/", {"q": "14 kap. 1 § SoL"}).content.decode()
    assert "19 kap. 1" in page
    assert page.index('id="results"') < page.index("Orosanmälan när ett barn far illa")


def test_the_answer_has_the_list_the_titles_the_total_and_marked_words(shipped_content: None, client_of: Any) -> None:
    page = client_of("barnmorska").get("/sok/", {"q": "orosanmälan"}).content.decode()
    assert '<ol id="results"' in page
    assert 'class="hit-title"' in page
    assert "<mark>" in page
    assert 'id="total"' in page


def test_facets_narrow_and_their_counts_are_what_one_then_gets(shipped_content: None, client_of: Any) -> None:
    user = get_user_model().objects.get(username="barnmorska")
    whole = run_search("barn", user=user, language="sv")
    for facet in ("kind", "topic"):
        for code, count in list(whole.facets[facet].items())[:6]:
            narrowed = run_search("barn", user=user, language="sv", filters={facet: [code]})
            assert narrowed.total == count, (facet, code)


def test_suggestions_are_json_for_the_language_of_the_address(shipped_content: None, client_of: Any) -> None:
    client = client_of("barnmorska")
    answer = client.get("/sok/forslag/", {"q": "oro"})
    body = answer.json()
    assert body["query"] == "oro"
    assert {"title", "url", "kind", "kind_label"} <= set(body["suggestions"][0])
    assert client.get("/en/sok/forslag/", {"q": "oro"}).json()["suggestions"] == []


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_breaks_the_search(home: Any, client_of: Any, query: str) -> None:
    RoutineFactory(parent=home, title="Oro")
    client: Client = client_of("reader")
    encoded = query.encode("utf-8", "surrogatepass")
    from urllib.parse import quote

    for address in ("/sok/", "/sok/forslag/"):
        assert client.get(f"{address}?q={quote(encoded)}").status_code in {200, 400}
        assert client.get(f"{address}?q=oro&page={quote(encoded)}&kind={quote(encoded)}").status_code in {200, 400, 404}


def test_a_rebuild_changes_nothing_that_is_found(shipped_content: None) -> None:
    user = get_user_model().objects.get(username="barnmorska")
    before = titles("orosanmälan", user), IndexEntry.objects.count()
    call_command("update_index", verbosity=0)
    assert (titles("orosanmälan", user), IndexEntry.objects.count()) == before


def passage(query: str, user: Any) -> str:
    return "".join(text for text, _marked in run_search(query, user=user, language="sv").hits[0].passage)


def test_what_a_page_is_called_shows_what_it_says_to_do_first(home: Any, reader: Any) -> None:
    RoutineFactory(parent=home, title="Zebraord", lead="Gör så här först.", limits="<p>Inget zebraord för hästar.</p>")
    assert passage("zebraord", reader).startswith("Gör så här först.")
    assert "Inget zebraord" in passage("zebraord hästar", reader)


def test_a_document_number_finds_its_routine_and_is_no_passage(home: Any, reader: Any) -> None:
    RoutineFactory(parent=home, title="Den andra", number="FC-R-901", lead="Först detta.")
    RoutineFactory(parent=home, title="Den som nämner", lead="Läs FC-R-901.", number="FC-R-902")
    assert titles("FC-R-901", reader)[0] == "Den andra"
    assert passage("FC-R-901", reader).startswith("Först detta.")
    assert [each.title for each in suggest("fc-r-901", user=reader, language="sv")] == ["Den andra"]


def test_suggestions_name_the_routine_before_the_word_and_before_longer_names(home: Any, reader: Any) -> None:
    RoutineFactory(parent=home, title="Ynkord och mer", is_acute=True, acute_first="Ring 112.")
    RoutineFactory(parent=home, title="Ynk när något händer")
    SectionFactory(parent=home, title="Ynk")
    RoutineFactory(parent=home, title="Annat namn", search_terms="ynk")
    found = [each.title for each in suggest("ynk", user=reader, language="sv")]
    assert found == ["Annat namn", "Ynk när något händer", "Ynk", "Ynkord och mer"]


@pytest.mark.parametrize("typed", ["100%", "a_b", "!", "|", "50 %!"])
def test_signs_of_the_database_are_signs_to_a_suggestion(home: Any, reader: Any, typed: str) -> None:
    RoutineFactory(parent=home, title="Helt annat")
    assert suggest(typed, user=reader, language="sv") == []
