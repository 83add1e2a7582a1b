"""The wall with the wall on: each registered address for each kind of reader, on the shipped content."""

from collections.abc import Callable

import pytest
from django.test import Client

from pages.registries import SurfaceRule, surfaces
from tests.access.addresses import PRIVATE, page_addresses, private_addresses, sample

ClientOf = Callable[..., Client]
# Who of the demonstration may read which private section (intranet/users/demo.py).
INSIDE = {
    "lingonet-internt": {"bhv", "forskollarare", "admin"},
    "for-oss-forskollarare": {"forskollarare", "admin"},
    "lindens-internt": {"privat", "admin"},
}
READERS = ["ny", "barnmorska", "bhv", "forskollarare", "privat", "redaktor", "samordnare", "koordinator", "admin"]
EDITORS = {"redaktor", "koordinator", "admin", "granskare", "oversattare"}


def by_rule(*rules: SurfaceRule) -> list[str]:
    return [address for surface in surfaces if surface.rule in rules for address in sample(surface.name)]


def test_every_surface_has_an_example(shipped_content: None) -> None:
    assert [surface.name for surface in surfaces if not sample(surface.name)] == []


def test_before_sign_in_everything_leads_to_the_sign_in(shipped_content: None, client: Client) -> None:
    closed = by_rule(SurfaceRule.READER, SurfaceRule.EDITOR, SurfaceRule.DEVELOPMENT)
    assert len(closed) > 70
    answers = {address: client.get(address) for address in closed}
    open_to_all = {
        address: answer.status_code
        for address, answer in answers.items()
        if answer.status_code != 302 or not answer["Location"].startswith(("/logga-in/?next=", "/admin/login/?next="))
    }
    assert open_to_all == {}
    # The sign-in says nothing of what lies behind it but the address that was asked for.
    assert all(answer.content == b"" for answer in answers.values())


def test_before_sign_in_a_page_that_is_not_there_looks_like_one_that_is(shipped_content: None, client: Client) -> None:
    for address in (
        "/finns-inte/",
        "/en/finns-inte/",
        "/dokument/999999/x.pdf",
        "/filer/x.png",
        "/logga-ut/finns-inte/",
    ):
        assert client.get(address).status_code == 302, address


def test_public_addresses_are_open_and_show_no_content(shipped_content: None, client: Client) -> None:
    for address in ("/logga-in/", "/halsa/lever/", "/halsa/redo/"):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "Rutiner" not in answer.content.decode()
    assert client.get("/logga-ut/").status_code == 405


@pytest.mark.parametrize("who", READERS)
def test_each_page_for_each_reader(shipped_content: None, client_of: ClientOf, who: str) -> None:
    """Every reader asks for all that is closed to somebody and for a third of the rest; every page is asked for by three."""
    client = client_of(who)
    closed = {address for slug in PRIVATE for address in private_addresses(slug) if who not in INSIDE[slug]}
    opened = {address for slug in PRIVATE for address in private_addresses(slug) if who in INSIDE[slug]}
    share = sorted({*page_addresses().values()} - closed - opened)[READERS.index(who) % 3 :: 3]
    expected = {address: 403 if address in closed else 200 for address in [*share, *closed, *opened]}
    assert {address: client.get(address).status_code for address in expected} == expected
    assert len(closed | opened) == 6


@pytest.mark.parametrize("who", READERS)
def test_editors_pages(shipped_content: None, client_of: ClientOf, who: str) -> None:
    """A signed-in reader gets 403: Wagtail's redirect to the sign-in, which sends them back, would never end."""
    client = client_of(who)
    answers = {
        address: client.get(address).status_code for address in ("/admin/", "/admin/pages/", "/admin/finns-inte/")
    }
    if who in EDITORS:
        assert answers == {"/admin/": 200, "/admin/pages/": answers["/admin/pages/"], "/admin/finns-inte/": 404}
        assert answers["/admin/pages/"] in {200, 302}
    else:
        assert set(answers.values()) == {403}


def test_only_an_administrator_reaches_accounts(shipped_content: None, client_of: ClientOf) -> None:
    """Traps: "may change users" lets its holder become superuser."""
    for who in ("redaktor", "koordinator", "samordnare"):
        assert client_of(who).get("/admin/users/").status_code in {302, 403}
    assert client_of("admin").get("/admin/users/").status_code == 200


@pytest.mark.parametrize("who", ["ny", "redaktor", "admin"])
def test_other_surfaces_for_each_reader(shipped_content: None, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    for name in ("pages:glossary", "search:results", "search:suggestions", "styleguide"):
        for address in sample(name):
            assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("who", ["ny", "admin"])
def test_what_a_signed_in_person_gets_is_kept_by_no_cache(shipped_content: None, client_of: ClientOf, who: str) -> None:
    client = client_of(who)
    for address in ("/", "/rutiner/", "/sok/?q=oro", "/sok/forslag/?q=oro", "/ordlista/", "/finns-inte/"):
        header = client.get(address)["Cache-Control"]
        assert "no-store" in header, address
        assert "private" in header, address


def test_safety_headers(shipped_content: None, client_of: ClientOf) -> None:
    answer = client_of("ny").get("/")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_an_inactive_account_is_outside(shipped_content: None, client_of: ClientOf) -> None:
    from django.contrib.auth import get_user_model

    client = client_of("forskollarare")
    get_user_model().objects.filter(username="forskollarare").update(is_active=False)
    assert client.get("/").status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_reading_addresses_take_no_writing(shipped_content: None, client_of: ClientOf, method: str) -> None:
    client = client_of("ny")
    for address in ("/ordlista/", "/sok/", "/sok/forslag/", "/halsa/lever/"):
        assert getattr(client, method)(address).status_code == 405, address
