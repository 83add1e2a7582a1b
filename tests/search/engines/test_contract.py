"""The contract of an engine, on the database in use: SQLite, or PostgreSQL where INTRANET_DATABASE_URL says so."""

from collections.abc import Sequence

import pytest
from django.db import connection

from pages.registries import SearchDocument
from search.atoms import Atom, AtomKind
from search.documents import analyse_document
from search.engines import Engine, Looked, Typed, database_engine, engine
from search.indexing import index_documents
from search.models import IndexEntry, IndexText
from search.shelf import Shelf, Shown
from tests.search.indexed import put, reader

pytestmark = pytest.mark.django_db


def any_of(*elements: str) -> Atom:
    return Atom(AtomKind.ANY, (elements,))


def phrase(*elements: str) -> Atom:
    return Atom(AtomKind.PHRASE, (elements,))


def shown(*only: str) -> Shown:
    """All entries, or some, as a reader's."""
    rows = IndexEntry.objects.filter(key__in=only) if only else IndexEntry.objects.all()
    return Shown(Shelf(sets=dict(rows.values_list("pk", "facet_set_id"))), reader())


class TestEngineContract:
    @pytest.fixture
    def full_text(self) -> Engine:
        return database_engine()

    def keys(self, full_text: Engine, *finds: Atom, only: Sequence[str] = (), **more: object) -> list[str]:
        found = full_text.find(Looked(tuple(finds), **more), shown(*only), {})  # type: ignore[arg-type]  # a test's shorthand
        names = dict(IndexEntry.objects.values_list("pk", "key"))
        return [names[number] for number in found.ids]

    def test_the_database_in_use_decides_which_engine_answers(self, full_text: Engine) -> None:
        assert full_text is engine()
        assert full_text.name == {"sqlite": "sqlite", "postgresql": "postgres"}[connection.vendor]

    def test_finds_a_word_and_a_part_of_a_word(self, full_text: Engine) -> None:
        put("whole", "Tolk")
        put("part", "Kulturtolk")
        put("other", "Samtycke")
        assert set(self.keys(full_text, any_of("ftolk", "ptolk"))) == {"whole", "part"}
        assert self.keys(full_text, any_of("ftolk")) == ["whole"]

    def test_swedish_letters_are_letters(self, full_text: Engine) -> None:
        put("goal", "mål")
        put("cloth", "mal")
        assert self.keys(full_text, any_of("fmål")) == ["goal"]
        assert self.keys(full_text, any_of("fmal")) == ["cloth"]

    def test_finds_by_beginning_and_by_all_of_several_groups(self, full_text: Engine) -> None:
        put("long", "anmälningsplikt")
        put("both", "Oro", "Vi anmäler.")
        put("one", "Oro")
        assert "long" in self.keys(full_text, Atom(AtomKind.BEGINS, (("fanmäl",),)))
        assert self.keys(full_text, Atom(AtomKind.ALL, (("foro", "poro"), ("fanmäl", "panmäl")))) == ["both"]

    def test_a_phrase_is_in_order_and_in_one_paragraph(self, full_text: Engine) -> None:
        put("right", "Rubrik", "Lead.", "barnets bästa")
        put("turned", "Rubrik", "Lead.", "bästa barnets")
        put("apart", "Rubrik", "Lead.", "om barnet", "bästa sättet")
        assert self.keys(full_text, phrase("fbarn", "fbäst")) == ["right"]

    def test_required_and_barred(self, full_text: Engine) -> None:
        put("both", "tolk samtycke")
        put("one", "tolk")
        assert self.keys(full_text, any_of("ftolk"), barred=(phrase("fsamtyck"),)) == ["one"]
        assert self.keys(full_text, any_of("ftolk"), required=(phrase("fsamtyck"),)) == ["both"]
        assert self.keys(full_text, required=(phrase("fsamtyck"),)) == ["both"]

    def test_a_title_comes_before_a_text(self, full_text: Engine) -> None:
        put("text", "Något annat", "Inledning.", "Här står tolk en gång bland många andra ord som inte säger något.")
        put("title", "Tolk", "Inledning.", "Här står inget av det.")
        assert self.keys(full_text, any_of("ftolk", "ptolk")) == ["title", "text"]

    def test_a_frequent_word_finds_as_much_and_chooses_by_title(self, full_text: Engine) -> None:
        put("text", "Något annat", "Inledning.", "Här står tolk.")
        put("title", "Tolk", "Inledning.")
        put("rare", "Annat", "Inledning.", "Här står kvast.")
        atoms = (any_of("ftolk", "ptolk"), any_of("fkvast"))
        found = self.keys(full_text, *atoms, frequent=frozenset(atoms[:1]))
        assert set(found[:2]) == {"title", "rare"}
        assert found[2:] == ["text"]

    def test_finds_only_what_is_visible(self, full_text: Engine) -> None:
        put("open", "Tolk")
        put("closed", "Tolk")
        assert self.keys(full_text, any_of("ftolk"), only=["open"]) == ["open"]

    def test_equals_come_in_the_order_of_their_numbers(self, full_text: Engine) -> None:
        for key in ("c", "a", "b"):
            put(key, "Tolk")
        assert self.keys(full_text, any_of("ftolk")) == ["c", "a", "b"]

    def test_nothing_to_look_for_finds_nothing(self, full_text: Engine) -> None:
        put("a", "Tolk")
        assert self.keys(full_text) == []

    def test_writing_anew_replaces(self, full_text: Engine) -> None:
        put("a", "Tolk")
        put("a", "Samtycke")
        assert self.keys(full_text, any_of("ftolk")) == []
        assert self.keys(full_text, any_of("fsamtyck")) == ["a"]

    def test_delete_removes_the_full_text_and_leaves_the_row(self, full_text: Engine) -> None:
        put("a", "Tolk")
        full_text.delete([IndexEntry.objects.get().pk])
        assert self.keys(full_text, any_of("ftolk")) == []
        assert IndexEntry.objects.exists()

    def test_the_full_text_goes_with_its_row_however_that_goes(self, full_text: Engine) -> None:
        put("orm", "Tolk")
        put("sql", "Tolk")
        IndexEntry.objects.get(key="orm").delete()
        number = IndexEntry.objects.get(key="sql").pk
        IndexText.objects.filter(entry_id=number).delete()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_indexentry WHERE id = %s", [number])
        assert full_text.terms("sv") == {}

    def test_terms_are_counted_by_language(self, full_text: Engine) -> None:
        put("a", "Kulturtolk")
        put("b", "Tolk tolk")
        put("c", "interpreter", language="en")
        terms = full_text.terms("sv")
        assert terms["ftolk"] == 1
        assert terms["ptolk"] == 1
        assert "finterpret" not in terms
        assert set(full_text.terms("en")) == {"finterpret"}

    def test_the_kept_statistics_are_those_of_the_full_text(self, full_text: Engine) -> None:
        from search.models import IndexTerm

        put("a", "Kulturtolk och hedersvåld", "Om BVC och 14 kap. 1 §.")
        put("b", "Boka tolk")
        put("a", "Kulturtolk")
        kept = dict(IndexTerm.objects.filter(language="sv").values_list("term", "df"))
        assert kept == dict(full_text.terms("sv"))

    @pytest.mark.parametrize("typed", ["bo", "boka", "tol", "boka to"])
    def test_suggests_by_the_beginnings_of_words(self, full_text: Engine, typed: str) -> None:
        put("a", "Boka tolk")
        put("b", "Samtycke")
        words = tuple(typed.split())
        found = full_text.suggest(Typed(words, words, typed), shown(), 8)
        assert [each.title for each in found] == ["Boka tolk"]

    def test_suggestions_begin_with_titles_that_begin_so_and_are_few(self, full_text: Engine) -> None:
        put("inside", "Kort tolk")
        put("begins", "Tolk på många olika språk")
        put("acute", "Akut tolk i ett långt namn", is_acute=True)
        found = full_text.suggest(Typed(("tol",), ("tol",), "tol"), shown(), 8)
        assert [each.title for each in found] == [
            "Tolk på många olika språk",
            "Akut tolk i ett långt namn",
            "Kort tolk",
        ]
        assert len(full_text.suggest(Typed(("tol",), ("tol",), "tol"), shown(), 2)) == 2

    @pytest.mark.parametrize(
        "text", ["", "አማርኛ ቋንቋ", "مترجم فوري", "ภาษาไทย", "ß ſ ﬀ Ǆ", "𝔘𝔫𝔦 👶🏽", "a" * 500, "'; DROP TABLE x; --"]
    )
    def test_any_text_can_be_stored_and_found(self, full_text: Engine, text: str) -> None:
        document = SearchDocument(key="x", kind="page", title=text, paragraphs=(text,))
        index_documents([("test:x", document)])
        for element in analyse_document(document).elements:
            assert self.keys(full_text, any_of(element)) == ["x"]
