"""The shipped rows and the rules of the table."""

import pytest

from search.analysis import SynonymRow, SynonymTable, analyse
from search.analysis.resources import read_rows

TABLE = SynonymTable()


def labels(query: str) -> set[str]:
    return {one.label for match in TABLE.lookup(analyse(query, "sv")) for one in match.expansions}


def test_all_255_groups_ship() -> None:
    groups = {int(row.partition("\t")[0]) for row in read_rows("synonyms.sv.tsv")}
    assert groups - {0} == set(range(1, 256))  # 0: English words


def test_groups_are_not_transitive() -> None:
    assert {"mödravård", "MHV"} <= labels("MVC")
    assert "medförälder" not in labels("pappagrupp")
    assert "barnrätt" in labels("barnrättsperspektiv")
    assert "barnets perspektiv" in labels("barnrättsperspektiv")
    assert "barnets perspektiv" not in labels("barnrätt")


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("vårdnadshavare", "förälder"),
        ("riktlinje", "vägledning"),
        ("talpedagog", "logoped"),
        ("2025:400", "socialtjänstlagen"),
        ("2018:1197", "barnkonventionen"),
        ("artikel 12", "delaktighet"),
        ("klarspråk", "språklagen"),
        ("FL", "förvaltningslagen"),
        ("jämlikhet", "likvärdighet"),
    ],
)
def test_one_way_rows(source: str, target: str) -> None:
    assert target in labels(source)
    assert source not in labels(target)


def test_group_105_has_anmala_oro() -> None:
    assert "anmäla oro" in labels("orosanmälan")
    assert "orosanmälan" in labels("anmäl oro")


def test_the_longest_entry_wins() -> None:
    matches = TABLE.lookup(analyse("öppen förskola", "sv"))
    assert [(match.first, match.last) for match in matches] == [(0, 2)]
    assert "dagis" not in labels("öppen förskola")


def test_two_letter_abbreviations_prefer_capitals() -> None:
    capital = {one.label: one.weight for one in TABLE.lookup(analyse("BM", "sv"))[0].expansions}
    small = {one.label: one.weight for one in TABLE.lookup(analyse("bm", "sv"))[0].expansions}
    assert capital["barnmorska"] > small["barnmorska"] > 0


def test_short_abbreviation_is_found_in_capitals_only() -> None:
    (expansion,) = [one for one in TABLE.lookup(analyse("barnombudsmannen", "sv"))[0].expansions if one.label == "BO"]
    assert expansion.keys[0] in analyse("BO", "sv")[0].parts
    assert expansion.keys[0] not in analyse("bo", "sv")[0].parts


def test_explains() -> None:
    assert TABLE.explain("barnavårdscentral", "BVC") == "synonym: BVC"
    assert TABLE.explain("barnavårdscentral", "tandvård") == ""


@pytest.mark.parametrize("rule", ["", "ensam", "a ->", "-> b", "a -> b -> c"])
def test_a_rule_that_joins_nothing_is_refused(rule: str) -> None:
    with pytest.raises(ValueError, match="not a synonym rule"):
        SynonymRow.parse(rule)


def test_other_languages_ship_no_rows_and_take_extra_ones() -> None:
    table = SynonymTable([SynonymRow.parse("nurse = midwife")], language="en")
    assert len(table) == 2
    assert table.lookup(analyse("nurses", "en"))


def test_english_words_point_one_way_to_the_swedish_ones() -> None:
    assert "tolk" in labels("interpreter")
    assert "interpreter" not in labels("tolk")
