"""Words are explained where they stand, the first time on a page, and never inside links, headings or buttons."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from pages.glossary import entries, mark
from pages.models import Term
from tests import factories as make


@pytest.fixture
def words(home: Page) -> None:
    make.TermFactory(code="sip", name="SIP", forms="samordnad individuell plan", definition="En plan.")
    make.TermFactory(code="plan", name="plan", forms="planen\nplaner", definition="Det man tänkt.")


def marked(html: str) -> int:
    return mark(html, 1).count('class="term"')


@pytest.mark.parametrize(
    ("html", "count"),
    [
        ("<p>En sip görs.</p>", 1),
        ("<p>SIP och sip och Sip</p>", 1),
        ("<p>Planen och planerna</p>", 1),
        ("<p>en samordnad individuell plan</p>", 1),
        ("<p>handlingsplan och plan-b</p>", 0),
        ("<h2>SIP</h2><p>text</p>", 0),
        ('<p><a href="/">SIP</a></p>', 0),
        ('<a href="/"><b>SIP</b> eller</a><p>SIP</p>', 1),
        ("<button>SIP</button>", 0),
        ('<p title="SIP">text</p>', 0),
        ('<x-file data-document="1"></x-file><p>SIP</p>', 1),
        ("<p>S<b>I</b>P</p>", 0),
        ("", 0),
        ("<p>&lt;SIP&gt;</p>", 1),
        ("<p>oavslutad <a", 0),
    ],
)
def test_where_words_are_marked(words: None, html: str, count: int) -> None:
    assert marked(html) == count


def test_the_longest_form_wins(words: None) -> None:
    html = mark("<p>en samordnad individuell plan</p>", 1)
    assert "En plan." in html
    assert "Det man tänkt." not in html


def test_the_word_stays_as_it_was_written(words: None) -> None:
    assert ">Samordnad individuell plan<" in mark("<p>Samordnad individuell plan görs</p>", 1)


def test_without_terms_nothing_changes(home: Page) -> None:
    assert mark("<p>SIP</p>", 1) == "<p>SIP</p>"


def test_a_form_with_signs_of_a_pattern_is_taken_literally(home: Page) -> None:
    make.TermFactory(code="c", name="a.b(c", forms="[x]*\n\n  ", definition="D")
    assert marked("<p>aXb(c och a.b(c</p>") == 1


def test_definitions_are_escaped(home: Page) -> None:
    make.TermFactory(code="x", name="ordet", definition="<script>alert(1)</script>")
    assert "<script>" not in mark("<p>ordet</p>", 1)


def test_the_page_of_words(words: None, client_of: object) -> None:
    client: Client = client_of("reader")  # type: ignore[operator]
    text = client.get("/ordlista/").content.decode()
    assert 'id="sip"' in text
    assert text.index('id="plan"') < text.index('id="sip"')


def test_the_words_are_narrowed_by_what_they_are_called_or_mean(words: None, client_of: object) -> None:
    client: Client = client_of("reader")  # type: ignore[operator]
    for query, found in (("SAMORDNAD", "sip"), ("tänkt", "plan")):
        text = client.get("/ordlista/", {"q": query}).content.decode()
        assert f'id="{found}"' in text
        assert text.count('<div id="') == 1
    assert 'class="empty"' in client.get("/ordlista/", {"q": "finns-inte"}).content.decode()


def test_a_word_has_a_page(words: None, client_of: object) -> None:
    client: Client = client_of("reader")  # type: ignore[operator]
    sip, plan = Term.objects.get(code="sip"), Term.objects.get(code="plan")
    sip.see_also.add(plan)
    text = client.get("/ordlista/sip/").content.decode()
    assert "<h1>SIP</h1>" in text
    assert "samordnad individuell plan" in text
    assert "/ordlista/plan/" in text
    assert "/sok/?q=SIP" in text
    assert client.get("/ordlista/finns-inte/").status_code == 404
    assert "/ordlista/sip/" in mark("<p>SIP</p>", 1)


def test_translated_words_take_the_place_of_the_source(words: None) -> None:
    english = Locale.objects.get(language_code="en")
    copy = entries()[1].copy_for_translation(english)
    copy.name = "A plan together"
    copy.save()
    assert [term.name for term in entries(english)] == ["A plan together", "plan"]
    assert [term.name for term in entries()] == ["plan", "SIP"]


@pytest.mark.parametrize("sign", [":", ".", ",", ")"])
def test_what_follows_a_word_is_not_left_alone_on_the_next_line(words: None, sign: str) -> None:
    assert f"</span>{sign}</span> sedan" in mark(f"<p>en SIP{sign} sedan</p>", 1)
    assert 'class="with-next"' not in mark("<p>en SIP sedan</p>", 1)


def test_what_follows_is_kept_where_the_word_is_not_marked(words: None) -> None:
    assert mark("<p>SIP, och SIP, igen.</p>", 1).endswith(" och SIP, igen.</p>")
