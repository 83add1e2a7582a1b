"""Whatever an address holds, no view answers 5xx."""

from collections.abc import Callable

import pytest
from django.http import QueryDict
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from pages.middleware import LONGEST_QUERY_STRING, RefuseBrokenInput, is_broken
from tests import factories as make
from tests.answers import content_of

ClientOf = Callable[..., Client]
VALUES = [
    "%00", "a%00b", "%ED%A0%80", "%FF%FE", "x" * 10_240, "9223372036854775808", "-9223372036854775809", "18446744073709551616", "-1", "0",
    "NaN", "Infinity", "1e309", "1.5", "%22", "%22%22", "a%22b", "AND", "OR NOT", "NEAR(a,b)", "title:a", "{title}:a", "a*", "*", "^a", "-",
    "(((", ")", "a AND (b OR", "%27", "%27%3B DROP TABLE pages_area;--", "%5C", "%25", "%", "%zz", "_", "%F0%9F%98%80", "%E2%80%AE", "&", "[]",
    "a " * 500, "%0A%0D", "%C2%A0", "\\u0000", "{{7*7}}", "<script>", "../../etc/passwd", "§", "å" * 300, "a:*", "!a", "a <-> b", "''::tsquery",
]  # fmt: skip
ADDRESSES = [
    "/sok/?q={}", "/sok/?q=a&page={}", "/sok/?q=a&kind={}", "/sok/?q=a&profession={}&topic={}", "/sok/?q=a&article={}", "/sok/forslag/?q={}",
    "/?x={}", "/ordlista/?x={}", "/logga-in/?next={}", "/en/sok/?q={}", "/?{}=1", "/sok/?q={}&q={}",
]  # fmt: skip
PATHS = ["/{}/", "/sektion/{}/", "/en/{}/", "/dokument/{}/x.pdf", "/dokument/1/{}", "/filer/{}", "/sok/{}/"]


@pytest.fixture
def client(home: Page, client_of: ClientOf) -> Client:
    make.SectionFactory(slug="sektion", title="En sektion om a och b")
    reader = client_of("reader")
    reader.raise_request_exception = False
    return reader


@pytest.mark.parametrize("address", ADDRESSES)
def test_values(client: Client, address: str) -> None:
    answers = {value[:40]: client.get(address.replace("{}", value)).status_code for value in VALUES}
    assert {value: status for value, status in answers.items() if status >= 500} == {}
    assert set(answers.values()) <= {200, 302, 400, 404}


@pytest.mark.parametrize("path", PATHS)
def test_paths(client: Client, path: str) -> None:
    answers = {}
    for value in VALUES:
        answer = client.get(path.replace("{}", value.replace("?", "%3F").replace("#", "%23")))
        content_of(answer)
        answers[value[:40]] = answer.status_code
    assert {value: status for value, status in answers.items() if status >= 500} == {}
    assert 200 not in answers.values()


@pytest.mark.parametrize("query", ["q=%00", "q=a%00b", "q%00=a", "q=%ED%A0%80", "x=1&q=%00"])
def test_nul_and_half_pairs_are_refused(client: Client, query: str) -> None:
    broken = any(is_broken(text) for key, values in QueryDict(query).lists() for text in (key, *values))
    for path in ("/sok/", "/", "/logga-in/", "/halsa/lever/"):
        assert client.get(f"{path}?{query}").status_code == (400 if broken else client.get(f"{path}?q=a").status_code)


def test_nul_is_refused_before_sign_in_too(db: None) -> None:
    anonymous = Client()
    assert anonymous.get("/?q=%00").status_code == 400
    assert anonymous.get("/%00/").status_code == 400
    assert anonymous.post("/logga-in/?next=%00", {"username": "a"}).status_code == 400


@pytest.mark.parametrize("name", ["username", "password"])
def test_nul_in_the_sign_in_form(db: None, name: str) -> None:
    answer = Client(raise_request_exception=False).post(
        "/logga-in/", {"username": "a", "password": "b", name: "a\x00b"}
    )
    assert answer.status_code in {200, 400}


def test_the_longest_query(client: Client) -> None:
    assert client.get("/?x=" + "a" * (LONGEST_QUERY_STRING - 2)).status_code == 200
    assert client.get("/?x=" + "a" * (LONGEST_QUERY_STRING - 1)).status_code == 400


def test_the_answer_to_broken_input_says_what_to_do(client: Client) -> None:
    text = client.get("/?q=%00").content.decode()
    assert "<h1>" in text
    assert "<main" in text


def test_the_middleware_lets_ordinary_requests_by() -> None:
    def view(request: object) -> str:
        return "through"

    middleware = RefuseBrokenInput(view)  # type: ignore[arg-type]
    assert middleware(RequestFactory().get("/sok/?q=f%C3%B6r%C3%A4lder")) == "through"


@given(st.text(max_size=60))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_searched(client: Client, text: str) -> None:
    for path in ("/sok/", "/sok/forslag/"):
        assert client.get(path, {"q": text}).status_code in {200, 400}


def test_a_page_number_beyond_the_last_is_the_last(client: Client) -> None:
    assert client.get("/sok/?q=sektion&page=99999").status_code == 200


@pytest.mark.parametrize(
    "header", ["HTTP_ACCEPT_LANGUAGE", "HTTP_REFERER", "HTTP_USER_AGENT", "HTTP_COOKIE", "HTTP_X_FORWARDED_FOR"]
)
@pytest.mark.parametrize("value", ["\x00", "a" * 9000, "%", ",;q=", "sv-" * 400])
def test_headers(client: Client, header: str, value: str) -> None:
    assert client.get("/", **{header: value}).status_code < 500
