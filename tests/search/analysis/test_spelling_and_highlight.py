"""Nearest words, and the passage with the words marked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import SpellingIndex, SynonymTable, analyse_query, mark, suggest_spelling

WORDS = frozenset(
    [
        "barnhälsovård",
        "orosanmälan",
        "hedersvåld",
        "öppna",
        "förskolan",
        "sekretess",
        "samtycke",
        "mål",
        "mat",
        "föräldrapenning",
    ]
)
TABLE = SynonymTable()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hedersvald", "hedersvåld"),
        ("barnhälsovrad", "barnhälsovård"),
        ("sekretes", "sekretess"),
        ("samtyke", "samtycke"),
        ("oppna", "öppna"),
        ("forskolan", "förskolan"),
        ("orosamnälan", "orosanmälan"),
    ],
)
def test_nearest_word(typed: str, meant: str) -> None:
    assert suggest_spelling(typed, WORDS)[0] == meant


def test_a_missing_diacritic_is_nearer_than_a_wrong_letter() -> None:
    assert suggest_spelling("mal", WORDS) == ["mål", "mat"]


def test_far_words_and_the_word_itself_are_not_suggested() -> None:
    assert suggest_spelling("xyzzy", WORDS) == []
    assert "sekretess" not in suggest_spelling("sekretess", WORDS)


def test_the_more_frequent_of_two_near_words_comes_first() -> None:
    assert SpellingIndex({"råd": 2, "räd": 90}).suggest("rad") == ["räd", "råd"]


def test_a_large_vocabulary_has_the_nearest_word() -> None:
    index = SpellingIndex(
        f"{a}{b}{c}ord{n}" for a in "abcdefgh" for b in "iouåäö" for c in "klmnprst" for n in range(130)
    )
    assert index.suggest("aikord777")[0] in {"aikord77", "aikord7"}


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None)
def test_spelling_never_raises(word: str) -> None:
    suggest_spelling(word, WORDS)


TEXT = (
    "Välkommen till oss. Vi har öppet alla dagar utom söndag och det finns kaffe. " * 6
    + "På barnavårdscentralen gör vi en orosanmälan när ett barn far illa. "
    + "Mer om detta finns på en annan sida. " * 6
)


def marked(query: str, text: str = TEXT, width: int = 120) -> list[str]:
    tree = analyse_query(query, "sv", synonyms=TABLE)
    return [piece for piece, matched in mark(text, tree, "sv", width=width) if matched]


def test_marks_synonym_part_and_form() -> None:
    assert marked("BVC anmäla oro") == ["barnavårdscentralen", "orosanmälan"]
    assert marked("vårdcentral") == ["barnavårdscentralen"]
    assert marked("orosanmälningar") == ["orosanmälan"]


def test_the_passage_is_of_the_text_and_of_the_width() -> None:
    segments = mark(TEXT, analyse_query("orosanmälan", "sv", synonyms=TABLE), "sv", width=120)
    passage = "".join(piece for piece, _ in segments)
    assert passage.strip("…") in TEXT
    assert len(passage) <= 122


def test_without_a_match_the_beginning() -> None:
    segments = mark(TEXT, analyse_query("zebra", "sv", synonyms=TABLE), "sv", width=60)
    assert segments[0][0].startswith("Välkommen")
    assert not any(matched for _, matched in segments)


def test_markup_is_left_to_the_caller() -> None:
    assert marked("barn", "<b>barn</b> & hem") == ["barn"]
    joined = "".join(piece for piece, _ in mark("<b>barn</b>", analyse_query("barn", "sv"), "sv"))
    assert joined == "<b>barn</b>"


@given(st.text(max_size=400), st.text(max_size=40), st.integers(min_value=-5, max_value=300))
@settings(max_examples=200, deadline=None)
def test_mark_never_raises(text: str, query: str, width: int) -> None:
    mark(text, analyse_query(query, "sv", synonyms=TABLE), "sv", width=width)
