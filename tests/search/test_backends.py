"""The searches of the editors' pages answer whatever is typed, on both databases."""

from collections.abc import Callable

import pytest
from django.test import Client
from modelsearch.query import MATCH_ALL, And, Not, Or, Phrase, PlainText
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from search.backends.queries import MOST_WORDS, cleaned
from tests import factories as make

ClientOf = Callable[..., Client]
VALUES = [
    "%22", "a%22b", "a+" * 2000, "%22a%22" * 500, "+", "-", "*", "^a", "{title}:a", "NEAR(a,b", "a+AND+(b+OR", "-a", "%25s", "%5C", "%27",
    "%00", "%ED%A0%80", "%F0%9F%98%80", "x" * 4000, "x" * 10_240, "!a", "live:true+%22",
]  # fmt: skip
ADDRESSES = [
    "/admin/pages/?q={}", "/admin/pages/{root}/?q={}", "/admin/pages/search/?q={}", "/admin/choose-page/search/?q={}",
    "/admin/documents/?q={}", "/admin/documents/chooser/results/?q={}", "/admin/images/?q={}", "/admin/images/chooser/results/?q={}",
    "/admin/users/?q={}", "/admin/snippets/pages/term/?q={}", "/admin/snippets/knowledge/legalreference/?q={}",
    "/admin/snippets/search/synonymgroup/?q={}", "/admin/stewardship/?q={}", "/admin/api/main/pages/?search={}",
    "/admin/api/main/documents/?search={}", "/admin/reports/site-history/?object_title={}",
]  # fmt: skip


@pytest.fixture
def administrator(home: Page, client_of: ClientOf) -> Client:
    make.SectionFactory(slug="sektion", title="En sektion om a och b")
    make.DocumentFactory(title="Blankett a b")
    make.TermFactory(code="a")
    client = client_of(make.make_person("admin", superuser=True))
    client.raise_request_exception = False
    return client


@pytest.mark.parametrize("address", ADDRESSES)
def test_whatever_is_typed(administrator: Client, home: Page, address: str) -> None:
    address = address.replace("{root}", str(home.pk))
    assert administrator.get(address.replace("{}", "a")).status_code == 200
    answers = {value[:40]: administrator.get(address.replace("{}", value)).status_code for value in VALUES}
    assert {value: status for value, status in answers.items() if status not in {200, 302, 400}} == {}


TITLE = "Kvastskaft och månljus FC-R-77"


def chosen(administrator: Client, query: str) -> bool:
    return TITLE in administrator.get("/admin/choose-page/search/", {"q": query}).content.decode()


@pytest.mark.parametrize(
    "query", ["kvastskaft", '"kvastskaft', "kvast", "(kvastskaft)", "kvastskaft *", "FC-R-77", "FC-R-7", "månljus:"]
)
def test_what_stands_there_is_found(administrator: Client, query: str) -> None:
    make.StandardFactory(title=TITLE)
    assert chosen(administrator, query)


@pytest.mark.parametrize("query", ['"', "*", "-", "kvastskaft finnsinte"])
def test_what_is_no_word_finds_nothing(administrator: Client, query: str) -> None:
    make.StandardFactory(title=TITLE)
    assert not chosen(administrator, query)


def test_a_phrase_stays_a_phrase(administrator: Client) -> None:
    make.StandardFactory(title="Först kvastskaft sedan månljus")
    found = administrator.get("/admin/pages/search/", {"q": '"kvastskaft sedan"'}).content.decode()
    assert "Först kvastskaft" in found
    assert (
        "Först kvastskaft"
        not in administrator.get("/admin/pages/search/", {"q": '"sedan kvastskaft"'}).content.decode()
    )


def test_parts_of_a_query_are_cleaned_and_share_the_cap() -> None:
    query = And([PlainText('a "', operator="or"), Phrase('"'), Or([Phrase("b* c"), Not(PlainText("-"))])])
    assert repr(cleaned(query)) == repr(And([PlainText("a", operator="or"), Phrase("b* c")]))
    many = cleaned(And([Phrase("a b")] * 500))
    assert isinstance(many, And)
    assert len(many.subqueries) == MOST_WORDS / 2
    assert cleaned(MATCH_ALL) is MATCH_ALL


@pytest.mark.parametrize(
    "query", [PlainText('"'), Not(PlainText('"')), And([]), Phrase(" "), MATCH_ALL & PlainText("a")]
)
def test_every_kind_of_query_has_an_answer(administrator: Client, query: object) -> None:
    assert len(get_search_backend().search(query, Page)) in {0, 1}
