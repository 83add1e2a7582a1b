"""What the index stores of a document: places, names, columns and passages."""

import pytest

from pages.registries import SearchDocument
from search.documents import (
    BODY,
    HEADINGS,
    LEAD,
    SEGMENT,
    STRIDE,
    TERMS,
    analyse_document,
    elements_of,
    facet_codes,
    facet_set_id,
    names_in,
    passage_text,
    plain,
    unpacked,
)


def made(**more: object) -> SearchDocument:
    return SearchDocument(**{"key": "x", "kind": "page", "title": "Tolk", **more})  # type: ignore[arg-type]  # fields by name


def test_places_tell_the_field() -> None:
    analysed = analyse_document(
        made(
            terms=("boka", "kvast"), lead="ledande", headings=("rubrik", "mellan"), paragraphs=("första", "andra sista")
        )
    )
    places, more = unpacked(analysed.tokens)
    assert places["ftolk"] == "0"
    assert places["fkvast"] == str(TERMS * SEGMENT + STRIDE)
    assert places["fled"] == str(LEAD * SEGMENT)
    assert places["fmellan"] == str(HEADINGS * SEGMENT + STRIDE)
    assert places["fsist"] == str((BODY + 1) * SEGMENT + 1)
    assert more["n"] == [1, 1, 6]
    assert analysed.lengths == (1, 1, 6)


def test_without_a_lead_the_first_paragraph_is_the_lead() -> None:
    analysed = analyse_document(made(paragraphs=("", "först", "sedan")))
    assert (analysed.lead, analysed.paragraphs) == ("först", ["sedan"])


def test_one_long_paragraph_is_a_lead_and_a_rest() -> None:
    analysed = analyse_document(made(paragraphs=("ord " * 3000,)))
    places, more = unpacked(analysed.tokens)
    numbers = [int(place) // SEGMENT for place in places["ford"].split(",")]
    assert sorted(set(numbers)) == [LEAD, *range(BODY, max(numbers) + 1)]
    assert more["b"] == [BODY]


def test_stored_tokens_give_back_their_elements() -> None:
    analysed = analyse_document(made(title="Kulturtolk BVC hedersvåld", paragraphs=("14 kap. 1 §",)))
    assert elements_of(analysed.tokens) == (analysed.elements, analysed.lengths)
    assert {"fkulturtolk", "ptolk", "p0bvc", "fkap14par1"} <= analysed.elements


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Tolk", []),
        ("Artikel 12: Att höras", ["Artikel 12"]),
        ("Plan (SIP) för barn", ["Plan ", "SIP"]),
        ("(utkast)", ["utkast"]),
        ("Slut:", ["Slut"]),
    ],
)
def test_names_in_a_title(title: str, names: list[str]) -> None:
    assert names_in(title) == names


def test_the_kind_is_a_facet_and_order_makes_no_difference() -> None:
    one = facet_codes(made(facets={"topic": ["b", "a"], "profession": []}))
    assert one == {"kind": ["page"], "topic": ["a", "b"]}
    assert facet_set_id(one) == facet_set_id({"topic": ["a", "b"], "kind": ["page"]})
    assert 0 < facet_set_id(one) < 2**63


def test_a_plain_title_is_how_one_types() -> None:
    assert plain("  Öppna\u00a0FÖRSKOLAN ") == "oppna forskolan"


@pytest.mark.parametrize(
    ("segment", "expected"),
    [(LEAD, "leden ett"), (HEADINGS, "leden ett"), (BODY + 1, "två. tre"), (BODY + 2, "tre"), (BODY + 9, "leden")],
)
def test_the_text_of_a_passage(segment: int, expected: str) -> None:
    assert passage_text("leden", "ett\ntvå\ntre", segment, ()) == expected


def test_thousands_of_words_are_cut() -> None:
    analysed = analyse_document(made(paragraphs=tuple("ord " * 400 for _paragraph in range(100))))
    assert sum(len(each.split(",")) for each in [unpacked(analysed.tokens)[0]["ford"]]) == 30_000 - 1
