"""What a typed query becomes, and which texts it finds."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import (
    AlternativeKind,
    QueryTree,
    SynonymRow,
    SynonymTable,
    alternative_matches,
    analyse,
    analyse_query,
)
from tests.search.analysis.hostile_texts import HOSTILE

TABLE = SynonymTable()


def ask(query: str, **options: object) -> QueryTree:
    vocabulary = options.get("vocabulary")
    assert vocabulary is None or isinstance(vocabulary, frozenset)
    return analyse_query(query, "sv", synonyms=TABLE, vocabulary=vocabulary)


def strength(query: str, text: str, table: SynonymTable | None = TABLE) -> float:
    """The least of the clauses' best matches: 0 when a clause finds nothing."""
    tokens = analyse(text, "sv")
    tree = analyse_query(query, "sv", synonyms=table)
    best: list[float] = []
    for clause in tree.clauses:
        hits = [
            alternative.weight
            for alternative in clause.alternatives
            for at in range(len(tokens))
            if alternative_matches(alternative, tokens, at)
        ]
        best.append(max(hits, default=0.0))
    return min(best, default=0.0)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("BVC", "Ring barnavårdscentralen."),
        ("BVC", "Barnhälsovården ansvarar."),
        ("bvc", "barnavårdscentral"),
        ("orosanmälan", "Så här gör du när du ska anmäla oro"),
        ("orosanmälan", "anmälan om oro"),
        ("anmäla oro", "Rutin för orosanmälan"),
        ("oppna forskolan", "Öppna förskolan har stängt"),
        ("oppna forskolan", "öppis"),
        ("hedersvald", "Hedersvåld och förtryck"),
        ("MVC", "mödrahälsovård"),
        ("MVC", "mödravårdscentralen"),
        ("epds", "Edinburghskalan"),
        ("depressionsscreening", "EPDS"),
        ("vårdcentral", "Barnavårdscentralen på torget"),
        ("14 kap 1 §", "enligt 19 kap. 1 § SoL (2025:400)"),
        ("14 kap 1", "enligt 14 kap. 1 § SoL (2001:453)"),
        ("14:1 SoL", "enligt 14 kap. 1 § SoL"),
        ("19 kap 1", "SoL 19 kap. 1 §"),
        ("§ 14-anmälan", "orosanmälan"),
        ("2018:1197", "barnkonventionen"),
        ("2018:1197", "lagen (2018:1197) om"),
        ("art 12", "enligt artikel 12"),
        ("artikel 12", "barns delaktighet"),
        ("vårdnadshavare", "båda föräldrarna"),
        ("SIP", "samordnad individuell plan"),
        ("barnhälsovård", "barnhälsovårdsprogrammet"),
    ],
)
def test_query_finds_text(query: str, text: str) -> None:
    assert strength(query, text) > 0


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("mål", "en mal i garderoben"),
        ("mal", "barnets mål"),
        ("förälder", "vårdnadshavare"),
        ("barnkonventionen", "2018:1197"),
        ("vägledning", "riktlinjen"),
        ("barn", "barnmorska"),
        ("anhörig", "nätverk"),
        ("förvaltningslagen", "FL"),
        ("barnombudsmannen", "de bo där"),
        ("familjecentral", "öppna förskolan"),
        ("14:30", "14 kap. 1 §"),
    ],
)
def test_query_does_not_find_text(query: str, text: str) -> None:
    assert strength(query, text) == 0


def test_exact_beats_synonym_beats_folded() -> None:
    assert strength("barnavårdscentral", "barnavårdscentralen") > strength("BVC", "barnavårdscentralen")
    assert strength("BVC", "barnavårdscentralen") > strength("hedersvald", "hedersvåld", None)


def test_old_paragraph_gives_the_notice() -> None:
    (notice,) = ask("14 kap 1 §").notices
    assert notice.code == "moved"
    assert (notice.old_reference, notice.new_references) == ("14 kap. 1 §", ("19 kap. 1 §",))
    assert "2025:400" in notice.new_act


@pytest.mark.parametrize(
    "query",
    ["14 kap. 1 §", "14 kap 1", "14:1 SoL", "SoL 14 kap. 1 §", "§ 14-anmälan", "14 kap. 1 § SoL (2001:453)"],
)
def test_every_way_to_write_the_old_paragraph_gives_the_notice(query: str) -> None:
    assert [notice.subject for notice in ask(query).notices] == ["orosanmälan"]


@pytest.mark.parametrize(
    "query", ["19 kap 1 §", "14 kap. 1 § OSL", "14 kap", "artikel 14", "14 kap. 1 § SoL (2025:400) x"]
)
def test_other_references_give_no_notice(query: str) -> None:
    assert ask(query).notices == () or query.endswith("x")


def test_phrase_and_minus() -> None:
    tree = ask('öppna "barnets bästa" -tider -"far illa"')
    assert [clause.text for clause in tree.clauses] == ["öppna", "barnets bästa"]
    assert tree.clauses[1].is_phrase
    assert [clause.text for clause in tree.excluded] == ["tider", "far illa"]
    assert strength('"barnets bästa"', "det bästa för barnet") == 0
    assert strength('"barnets bästa"', "barnets bästa") == 1


def test_a_hyphen_inside_a_word_excludes_nothing() -> None:
    assert ask("BVC-sköterska").excluded == ()
    assert ask("mödra- och barnhälsovård").excluded == ()


def test_stop_words_count_half_and_are_kept() -> None:
    tree = ask("till vem")
    assert [clause.is_stop for clause in tree.clauses] == [True, True]
    assert {clause.weight for clause in tree.clauses} == {0.5}


def test_a_synonym_of_several_words_covers_its_clauses() -> None:
    tree = ask("anmäla oro nu")
    covering = [one for one in tree.clauses[0].alternatives if one.keys == ("orosanmäl",)]
    assert covering[0].covers == (0, 1)
    assert covering[0].explanation == "synonym: orosanmälan"


def test_vocabulary_decides_folding_and_unknown_words() -> None:
    known = frozenset({"mal", "mål"})
    kinds = {one.kind for one in ask("mal", vocabulary=known).clauses[0].alternatives}
    assert AlternativeKind.FOLDED not in kinds
    kinds = {one.kind for one in ask("mal", vocabulary=frozenset({"mål"})).clauses[0].alternatives}
    assert AlternativeKind.FOLDED in kinds
    assert ask("mål blaha", vocabulary=known).unknown == ("blaha",)


def test_words_of_the_index_split_a_foreign_compound() -> None:
    tree = ask("kvarkmossa", vocabulary=frozenset({"kvark", "moss"}))
    assert set(tree.clauses[0].parts) >= {"kvark"}


def test_caps() -> None:
    tree = ask("ord " * 400)
    assert len(tree.clauses) == 20
    assert tree.capped
    assert not ask("ord").capped


def test_empty_queries_are_empty() -> None:
    for query in ("", "   ", "\0", '"', '""', "-", "*", "§"):
        assert ask(query).is_empty, query


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_query_never_raises(query: str) -> None:
    ask(query)
    analyse_query(query, "ar", synonyms=TABLE)


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_query_raises(query: str) -> None:
    tree = ask(query)
    assert len(tree.clauses) <= 20


def test_editors_rows_join_the_shipped_ones() -> None:
    table = SynonymTable(
        [SynonymRow.parse("blomman = Familjecentralen Blomman"), SynonymRow.parse("fika -> öppet hus")]
    )
    assert strength("blomman", "på familjecentralen Blomman", table) > 0
    assert strength("fika", "öppet hus på torsdag", table) > 0
    assert strength("öppet hus", "vi bjuder på fika", table) == 0
    assert strength("BVC", "barnavårdscentral", table) > 0
