"""The two addresses of the search: what they show, take and refuse."""

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from tests import factories as make
from tests.search.indexed import put

pytestmark = pytest.mark.django_db
ClientOf = Callable[..., Client]


def page(client: Client, address: str) -> BeautifulSoup:
    answer = client.get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_addresses() -> None:
    assert reverse("search:results") == "/sok/"
    assert reverse("search:suggestions") == "/sok/forslag/"


def test_results_are_an_ordered_list_with_links_kinds_and_marked_words(client_of: ClientOf) -> None:
    put("a", "Boka tolk", "Ring växeln.", "Vi bokar tolk <b>varje</b> dag.", kind="routine")
    soup = page(client_of("reader"), "/sok/?q=tolk")
    (hit,) = soup.select("ol#results li.hit")
    assert hit.select_one("a.hit-title")["href"] == "/a/"
    assert hit.select_one("a.hit-title").text == "Boka tolk"
    assert "tolk" in [mark.text for mark in hit.select("mark")]
    assert hit.select_one(".passage b") is None
    assert "1" in soup.select_one("#total").text


def test_filters_are_in_the_address_and_can_be_removed_one_by_one(client_of: ClientOf) -> None:
    topic = make.TopicFactory(code="sprak", name="Språk")
    put("a", "Tolk a", kind="routine", facets={"topic": ["sprak", "kvast"]})
    put("b", "Tolk b", kind="news", facets={"topic": ["kvast"]})
    client = client_of("reader")
    soup = page(client, "/sok/?q=tolk")
    box = soup.select_one('input[name="topic"][value="sprak"]')
    assert box.find_parent("label").text.split() == [topic.name, "1"]
    soup = page(client, "/sok/?q=tolk&topic=sprak&topic=kvast&kind=routine&kind=news")
    chips = [link["href"] for link in soup.select("a.chip")]
    assert len(chips) == 4
    without = [parse_qs(urlsplit(chip).query) for chip in chips]
    assert {"q": ["tolk"], "topic": ["kvast"], "kind": ["routine", "news"]} in without
    assert len(page(client, chips[0]).select("a.chip")) == 3
    assert soup.select_one('input[value="news"]').has_attr("checked")


def test_a_chosen_code_stays_though_it_finds_nothing(client_of: ClientOf) -> None:
    put("a", "Tolk", kind="routine")
    soup = page(client_of("reader"), "/sok/?q=tolk&kind=news")
    assert not soup.select("li.hit")
    assert soup.select_one('input[name="kind"][value="news"]').has_attr("checked")
    assert soup.select_one('input[name="kind"][value="routine"]').find_parent("label").text.split()[-1] == "1"


def test_pages_keep_query_and_filters(client_of: ClientOf) -> None:
    for number in range(25):
        put(f"x{number}", f"Tolk {number}", kind="routine")
    client = client_of("reader")
    soup = page(client, "/sok/?q=tolk&kind=routine&page=2")
    assert soup.select_one("ol#results")["start"] == "11"
    following = soup.select_one('a[rel="next"]')["href"]
    assert parse_qs(urlsplit(following).query) == {"q": ["tolk"], "kind": ["routine"], "page": ["3"]}
    assert len(page(client, f"/sok/{following}").select("li.hit")) == 5


def test_a_moved_paragraph_is_told(client_of: ClientOf) -> None:
    put("a", "Plikten", "Enligt 19 kap. 1 §.")
    text = page(client_of("reader"), "/sok/?q=14+kap+1").select_one(".notice").text
    assert "14 kap. 1 §" in text
    assert "19 kap. 1 §" in text


def test_another_spelling_is_a_link(client_of: ClientOf) -> None:
    put("a", "Orosanmälan")
    link = page(client_of("reader"), "/sok/?q=orosanmlan").select_one(".did-you-mean a")
    assert parse_qs(urlsplit(link["href"]).query) == {"q": ["orosanmälan"]}


def test_nothing_asked_and_nothing_found_are_pages_too(client_of: ClientOf) -> None:
    client = client_of("reader")
    assert not page(client, "/sok/").select("#results")
    assert not page(client, "/sok/?q=kvastskaft").select("#results")


def test_suggestions_are_json(client_of: ClientOf) -> None:
    put("a", "Orosanmälan", kind="routine")
    answer = client_of("reader").get("/sok/forslag/?q=oros")
    body = answer.json()
    assert body["query"] == "oros"
    (found,) = body["suggestions"]
    assert set(found) == {"title", "url", "kind", "kind_label"}
    assert (found["title"], found["url"], found["kind"]) == ("Orosanmälan", "/a/", "routine")


def test_each_language_answers_in_its_own(client_of: ClientOf) -> None:
    put("sv", "Tolk i Sverige")
    put("en", "Tolk in English", language="en")
    client = client_of("reader")
    assert [link.text for link in page(client, "/sok/?q=tolk").select(".hit-title")] == ["Tolk i Sverige"]
    assert [link.text for link in page(client, "/en/sok/?q=tolk").select(".hit-title")] == ["Tolk in English"]
    assert [each["title"] for each in client.get("/en/sok/forslag/?q=tol").json()["suggestions"]] == ["Tolk in English"]


@pytest.mark.parametrize("address", ["/sok/?q=tolk", "/sok/forslag/?q=tolk"])
def test_nobody_else_keeps_an_answer_and_the_wall_stands(client_of: ClientOf, address: str) -> None:
    answer = client_of("reader").get(address)
    assert {"private", "no-store"} <= set(answer["Cache-Control"].replace(",", " ").split())
    assert client_of("anonymous").get(address).status_code == 302
    assert client_of("reader").post(address).status_code == 405


@pytest.mark.parametrize(
    "value",
    ["", "%00", "%ED%A0%80", "a" * 5000, "9223372036854775808", "-1", "0", "NaN", "1e3", "²", "٣", '"', "*", "(", "AND", "%F0%9F%91%B6",
     quote("'; DROP TABLE x; --"), quote("<script>"), quote("x" * 150 + "å" * 49)],
)  # fmt: skip
@pytest.mark.parametrize("field", ["q", "page", "kind", "profession", "topic", "centre"])
def test_no_parameter_breaks_a_page(client_of: ClientOf, field: str, value: str) -> None:
    put("a", "Tolk")
    client = client_of("reader")
    query = f"{field}={value}" if field == "q" else f"q=tolk&{field}={value}"
    for path in ("/sok/", "/sok/forslag/"):
        assert client.get(f"{path}?{query}").status_code in {200, 400}


def test_a_label_of_a_filter_never_names_what_the_reader_may_not_see(client_of: ClientOf) -> None:
    make.CentreFactory(title="Hemliga lyktan", code="lyktan", only_for=[make.CentreFactory(code="annan")])
    soup = page(client_of(make.make_person("ute")), "/sok/?q=tolk&centre=lyktan")
    assert "Hemliga" not in soup.text
    assert "lyktan" in soup.select_one("a.chip").text


def test_results_escape_what_was_typed(client_of: ClientOf) -> None:
    answer = client_of("reader").get("/sok/", {"q": '<script>alert("x")</script>'})
    assert b"<script>alert" not in answer.content
