"""What `analyse` makes of words: forms, compounds, offsets, hostile input."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import analyse, find_references
from search.analysis.lexicon import parse_listed
from search.analysis.resources import read_rows, read_words
from tests.search.analysis.hostile_texts import HOSTILE

LISTED = [parse_listed(row) for row in read_rows("compounds.sv.txt")]
ALONE = 4


def key(word: str, language: str = "sv") -> str:
    (token,) = analyse(word, language)
    return token.key


def findable(word: str) -> set[str]:
    (token,) = analyse(word, "sv")
    return {token.key, *token.parts}


@pytest.mark.parametrize(
    "forms",
    [
        "bok böcker boken böckerna bokens böckernas",
        "anmäla anmälan anmälningar anmäler",
        "ansökan ansöka ansökningar",
        "begäran begära",
        "sjuksköterska sjuksköterskan sjuksköterskor sjuksköterskornas",
        "distriktssköterska distriktssköterskan distriktssköterskorna",
        "öppen öppna öppet",
        "förskola förskolan förskolor förskolorna förskolans",
        "barn barnet barnen barns barnens",
        "program programmet programmen",
        "familjecentral familjecentralen familjecentraler familjecentralerna",
        "barnkonvention barnkonventionen barnkonventionens",
        "barnhälsovårdsprogram barnhälsovårdsprogrammet",
        "förälder föräldrar föräldern föräldrarna",
        "huvudman huvudmän huvudmannen",
        "regel regler reglerna regeln",
        "samverkan samverka samverkar",
        "rutin rutiner rutinen rutinerna",
    ],
)
def test_forms_of_one_word_share_a_key(forms: str) -> None:
    assert len({key(form) for form in forms.split()}) == 1


@pytest.mark.parametrize(("one", "other"), [("mål", "mal"), ("läs", "las"), ("våld", "vald"), ("barnmorska", "barn")])
def test_different_words_have_different_keys(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_swedish_letters_are_letters_and_the_folded_form_is_apart() -> None:
    (token,) = analyse("hedersvåld", "sv")
    assert token.key == "hedersvåld"
    assert token.folded == key("hedersvald")
    assert [t.folded for t in analyse("öppna förskolan", "sv")] == [key("oppna"), key("forskolan")]
    assert analyse("barn", "sv")[0].folded == ""


def test_there_are_126_listed_splits() -> None:
    listed = {word for word, _ in LISTED}
    assert len(listed) >= 126


@pytest.mark.parametrize(("word", "parts"), LISTED, ids=[word for word, _ in LISTED])
def test_listed_compound_gives_its_parts(word: str, parts: tuple[str, ...]) -> None:
    if len(parts) == 1:
        assert not analyse(word, "sv")[0].parts
        return
    found = findable(word)
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        bare = part if last or not part.endswith("s") or part in ("föräldraskap",) else part[:-1]
        keys = {key(part), key(bare)}
        if len(bare) >= ALONE:
            assert keys & found, (word, part, found)
        elif bare != "oro":
            assert not keys & found, (word, part, found)
    if parts[0] == "oros":
        assert "oro" in found


@pytest.mark.parametrize("word", sorted(read_words("unsplit.sv.txt")))
def test_word_on_the_do_not_split_list_stays_whole(word: str) -> None:
    assert analyse(word, "sv")[0].parts == ()
    assert analyse(word + "s", "sv")[0].parts == ()


@pytest.mark.parametrize("form", ["barnmorska", "barnmorskan", "barnmorskor", "Barnmorskorna", "BARNMORSKA"])
def test_barnmorska_never_splits(form: str) -> None:
    assert "barn" not in findable(form)


@pytest.mark.parametrize(
    ("compound", "query"),
    [
        ("barnhälsovårdsprogrammet", "barnhälsovård"),
        ("barnhälsovårdsprogrammet", "hälsovård"),
        ("barnavårdscentralen", "vårdcentral"),
        ("barnavårdscentralen", "barnavård"),
        ("barnmorskemottagningen", "barnmorska"),
        ("barnmorskemottagningen", "mottagningar"),
        ("BVC-sköterskan", "BVC"),
        ("BVC-sköterskan", "sköterska"),
        ("familjecentralssamordnaren", "familjecentral"),
        ("hälsosamtal", "hälsa"),
        ("kvinnojouren", "kvinnor"),
        ("orosanmälningar", "oro"),
        ("orosanmälningar", "anmälan"),
        ("handlingsplanen", "handling"),
        ("kommunstyrelsen", "kommun"),
    ],
)
def test_compound_is_found_by_its_part_or_run_of_parts(compound: str, query: str) -> None:
    assert key(query) in findable(compound)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("mödra- och barnhälsovård", ["mödrahälsovård", "barnhälsovård"]),
        ("hälso- och sjukvårdslagen", ["hälsovårdslagen", "sjukvårdslagen"]),
        ("offentlighets- och sekretesslagen", ["offentlighetslagen", "sekretesslagen"]),
        ("risk- och skyddsfaktorer", ["riskfaktor", "skyddsfaktor"]),
        ("individ- och familjeomsorg", ["individomsorg", "familjeomsorg"]),
        ("barn- och ungdomspsykiatri", ["barnpsykiatri", "ungdomspsykiatri"]),
        ("mödra-, barn- och elevhälsa", ["mödrahälsa", "barnhälsa", "elevhälsa"]),
        ("MVC/BVC", ["mvc", "bvc"]),
    ],
)
def test_hanging_parts_are_completed(text: str, words: list[str]) -> None:
    keys = {token.key for token in analyse(text, "sv")}
    assert {key(word) for word in words} <= keys


@pytest.mark.parametrize("text", ["Vi ringer - och går.", "barn- hem", "från barn- till vuxenvård"])
def test_a_dash_that_hangs_on_nothing_changes_nothing(text: str) -> None:
    assert len(analyse(text, "sv")) == len(text.replace(" - ", " ").split())


def test_a_decomposed_word_is_the_composed_one() -> None:
    decomposed = analyse("ha\u0308lsa", "sv")
    assert [t.key for t in decomposed] == [key("hälsa")]
    assert decomposed[0].end == len("ha\u0308lsa")
    assert key("barn\u00adhälso\u200bvård") == key("barnhälsovård")


def test_usable_tokens_for_ages_addresses_and_hyphens() -> None:
    assert [t.surface for t in analyse("0-6 år, anna.berg@ekbacka.se e-legitimation", "sv")] == [
        "0-6",
        "år",
        "anna.berg@ekbacka.se",
        "e-legitimation",
    ]
    assert key("e-legitimation") == key("elegitimation")
    assert "legitimation" in findable("e-legitimation")


@given(st.text(max_size=300), st.sampled_from(["sv", "en", "ar", "so", "fi"]))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_tokens_whose_offsets_fit(text: str, language: str) -> None:
    at = 0
    for position, token in enumerate(analyse(text, language)):
        assert text[token.start : token.end] == token.surface
        assert token.start >= at
        assert token.position == position
        assert token.key
        at = token.end


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_keys_and_parts_never_hold_a_sign_that_engines_read(text: str) -> None:
    for token in analyse(text, "sv"):
        for one in (token.key, token.folded, *token.parts):
            assert not set(one) & set(" \"'*:/+-().,\0@^~<>|&!")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("language", ["sv", "en", "ar", "xx", ""])
def test_hostile_text_raises_nothing_and_comes_to_an_end(text: str, language: str) -> None:
    assert len(analyse(text, language)) <= len(text)
    list(find_references(text))


def test_unknown_language_gives_plain_tokens() -> None:
    assert [t.key for t in analyse("Xarunta qoyska", "so")] == ["xarunta", "qoyska"]


def test_english_is_stemmed() -> None:
    assert key("families", "en") == key("family", "en")


@pytest.mark.parametrize(
    ("one", "other"), [("أسرة", "اسرة"), ("مَرْكَز", "مركز"), ("العائــلة", "العائلة"), ("إلى", "الى")]
)
def test_arabic_spellings_of_a_word_share_a_key(one: str, other: str) -> None:
    assert key(one, "ar") == key(other, "ar")


def test_twice_the_text_is_twice_the_work() -> None:
    """A quadratic rule would show here; how fast it is, `manage.py benchmark --analysis` measures."""

    def calls(text: str) -> int:
        counted = 0

        def count(_frame: object, event: str, _argument: object) -> None:
            nonlocal counted
            counted += event in {"call", "c_call"}

        analyse(text, "sv")  # what is kept per word is no part of the work
        sys.setprofile(count)
        try:
            analyse(text, "sv")
        finally:
            sys.setprofile(None)
        return counted

    sentence = "Barnhälsovårdsprogrammet beskriver hembesök och orosanmälan enligt 19 kap. 1 § SoL (2025:400). "
    assert calls(sentence * 400) < 2.2 * calls(sentence * 200)
