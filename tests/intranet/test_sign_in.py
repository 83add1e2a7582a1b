"""One door in, one way out, and no detour to somewhere else."""

from collections.abc import Callable

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from tests import factories as make

ClientOf = Callable[..., Client]
PASSWORD = "ett-langt-losenord-93"


@pytest.fixture
def person(home: Page) -> object:
    user = make.make_person("maja")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client: Client, query: str = "", **fields: str) -> object:
    return client.post(f"/logga-in/{query}", {"username": "maja", "password": PASSWORD, **fields})


def test_in_and_out(person: object) -> None:
    client = Client()
    assert client.get("/")["Location"] == "/logga-in/?next=/"
    assert sign_in(client)["Location"] == "/"  # type: ignore[index]
    assert client.get("/").status_code == 200
    assert client.get("/logga-ut/").status_code == 405
    assert client.get("/").status_code == 200
    assert client.post("/logga-ut/")["Location"] == "/logga-in/"
    assert client.get("/").status_code == 302


def test_signing_out_when_the_session_has_ended_leads_to_the_sign_in(person: object) -> None:
    assert Client().post("/logga-ut/")["Location"] == "/logga-in/"


def test_wrong_password_and_unknown_name_answer_alike(person: object) -> None:
    texts = []
    for fields in ({"password": "fel"}, {"username": "finns-inte"}):
        answer = sign_in(Client(), **fields)
        assert answer.status_code == 200  # type: ignore[attr-defined]
        text = answer.content.decode()  # type: ignore[attr-defined]
        texts.append(text[text.index("<main") :].replace("maja", "").replace("finns-inte", ""))
    strip = [
        text[: text.index("csrfmiddlewaretoken")] + text[text.index("csrfmiddlewaretoken") + 110 :] for text in texts
    ]
    assert strip[0] == strip[1]


def test_an_inactive_account_stays_out(person: object) -> None:
    get_user_model().objects.update(is_active=False)
    assert sign_in(Client()).status_code == 200  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "target",
    [
        "https://ond.example/", "//ond.example/", "///ond.example", "/\\ond.example", "\\\\ond.example", "http:ond.example",
        "javascript:alert(1)", "data:text/html,x", "https:/ond.example", "/%0d%0aLocation:%20https://ond.example", " https://ond.example",
        "\thttps://ond.example", "https://intranat.example@ond.example", "ftp://testserver/", "http://testserver:81@ond.example/",
    ],
)  # fmt: skip
def test_next_leads_nowhere_else(person: object, target: str) -> None:
    from urllib.parse import quote, urlsplit

    for answer in (sign_in(Client(), f"?next={quote(target)}"), sign_in(Client(), next=target)):
        location = answer["Location"]  # type: ignore[index]
        parts = urlsplit(location)
        assert parts.netloc in {"", "testserver"}, location
        assert parts.scheme in {"", "http"}, location
        assert not location.startswith(("//", "/\\", "\\")), location
        assert "\n" not in location


def test_next_leads_to_where_one_was_going(person: object) -> None:
    assert sign_in(Client(), "?next=/ordlista/")["Location"] == "/ordlista/"  # type: ignore[index]


def test_who_is_signed_in_is_sent_on(client_of: ClientOf) -> None:
    client = client_of("reader")
    assert client.get("/logga-in/?next=/ordlista/")["Location"] == "/ordlista/"
    assert client.get("/logga-in/?next=https://ond.example/")["Location"] == "/"


def test_wagtails_own_door_leads_to_ours(client_of: ClientOf, db: None) -> None:
    assert Client().get("/admin/login/?next=/admin/pages/")["Location"].startswith("/logga-in/?next=/admin/")
    assert Client().get("/admin/", follow=True).redirect_chain[-1][0].startswith("/logga-in/")
    reader = client_of("reader").get("/admin/login/?next=/admin/", follow=True)
    assert reader.status_code == 403


def test_signing_in_makes_a_new_session(person: object) -> None:
    client = Client()
    client.get("/logga-in/")
    client.session["före"] = 1
    before = client.session.session_key
    sign_in(client)
    assert client.session.session_key != before


def test_the_form_needs_its_token(person: object) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/logga-in/", {"username": "maja", "password": PASSWORD})
    assert answer.status_code == 403
    assert "<h1>" in answer.content.decode()


def test_passwords_are_never_in_the_page(person: object) -> None:
    assert "hemligare" not in sign_in(Client(), password="hemligare").content.decode()  # type: ignore[attr-defined]


def test_the_user_of_a_request_takes_one_query(home: Page, client_of: ClientOf) -> None:
    client = client_of("editor")
    client.get("/ordlista/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/ordlista/")
    assert (
        len([query for query in queries if "users_user" in query["sql"] and "directory_assignment" not in query["sql"]])
        == 1
    )


@pytest.mark.parametrize(
    ("role", "may"),
    [("reader", False), ("mentor", False), ("editor", True), ("reviewer", True), ("administrator", True)],
)
def test_may_edit_follows_the_permission(home: Page, role: str, *, may: bool) -> None:
    from intranet.users.backends import IntranetBackend

    user = IntranetBackend().get_user(make.make_person("x", role=role).pk)
    assert user is not None
    assert bool(user.may_edit) is may
    assert user.has_perm("wagtailadmin.access_admin") is may


def test_no_user_for_an_unknown_number(db: None) -> None:
    from intranet.users.backends import IntranetBackend

    assert IntranetBackend().get_user(0) is None
