"""How many queries a view takes, and that the number does not grow with what it shows. Seconds are for `manage.py benchmark`."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from knowledge.models import RelatedPage
from pages.addresses import url_of
from tests import factories as make

MANY = 30
SESSION_AND_ACCOUNT = 2  # of each view: the session, the account with profile and what it may


def asked(client: Client, path: str) -> list[str]:
    """The statements of a view once the process is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.fixture
def reader(client_of: Callable[..., Client]) -> Client:
    centre = make.CentreFactory(area=make.AreaFactory())
    return client_of(make.make_person("läsare", centre=centre, professions=["BM"]))


def phone() -> Any:
    return make.ContactFactory(
        numbers=[make.number("0470-12 34 56", area=make.AreaFactory().code), make.number("0470-65 43 21")]
    )


def routine(section: Page, size: int) -> Page:
    """A routine of `size` steps, each with a number, a form and a link, and as many related pages."""
    others = [make.StandardFactory(parent=section) for _ in range(size)]
    steps = [
        make.step(
            call=[phone().code], forms=make.items(make.DocumentFactory().pk), next=make.leads("page", page=other.pk)
        )
        for other in others
    ]
    related = [RelatedPage(target=other) for other in others]
    return make.RoutineFactory(parent=section, steps=steps, related_links=related)


def test_routine(reader: Client) -> None:
    small, large = (routine(make.SectionFactory(), size) for size in (1, MANY))
    few, many = (asked(reader, url_of(page.url_path)) for page in (small, large))
    # the page with its visibility and the state of the vocabulary · menu, foot, breadcrumb, links and lists ·
    # documents · telephone numbers · the reader's areas · who answers, review and version
    assert len(few) == len(many) <= SESSION_AND_ACCOUNT + 6


def test_start(reader: Client) -> None:
    section = make.SectionFactory(show_in_menus=True)
    make.RoutineFactory(parent=section, is_acute=True, acute_first="Ring.")
    make.NewsFactory()
    few = asked(reader, "/")
    for _ in range(MANY):
        make.RoutineFactory(parent=section, is_acute=True, acute_first="Ring.")
        make.NewsFactory()
        make.SectionFactory(show_in_menus=True)
    # the page · own assignments · menu, foot, acute routines and own centres · their leads · 112 · the centres' hours and
    # numbers (2) · what changed · news
    assert len(few) == len(asked(reader, "/")) <= SESSION_AND_ACCOUNT + 10


def test_section(reader: Client) -> None:
    small, large = make.SectionFactory(), make.SectionFactory()
    for section, size in ((small, 1), (large, MANY)):
        for _ in range(size):
            make.RoutineFactory(parent=section)
    few, many = (asked(reader, url_of(page.url_path)) for page in (small, large))
    # the page · menu, foot, breadcrumb and children · the children's leads · what a child's card says of review or contents (2)
    assert len(few) == len(many) <= SESSION_AND_ACCOUNT + 5


def test_search(reader: Client) -> None:
    section = make.SectionFactory()
    make.RoutineFactory(parent=section, title="Kvastskaft", lead="lupinfrön")
    few = asked(reader, "/sok/?q=lupinfrön")
    for number in range(MANY):
        make.RoutineFactory(parent=section, title=f"Kvastskaft {number}", lead="lupinfrön")
    many = asked(reader, "/sok/?q=lupinfrön")
    # the corpus · names and own codes · frequencies · what fits and may be seen, both once more with parts where few
    # do · the candidates' tokens · the results shown · the menu and the foot
    assert len(many) <= len(few) <= SESSION_AND_ACCOUNT + 10
    assert len(asked(reader, "/sok/?q=lupinfrön&page=3")) <= len(many)


def test_suggestions(reader: Client) -> None:
    section = make.SectionFactory()
    make.RoutineFactory(parent=section, title="Kvastskaft")
    few = asked(reader, "/sok/forslag/?q=kvast")
    for number in range(MANY):
        make.RoutineFactory(parent=section, title=f"Kvastskaft {number}")
    # the corpus · what is hidden · the entries · their titles
    assert len(few) == len(asked(reader, "/sok/forslag/?q=kvast")) <= SESSION_AND_ACCOUNT + 4
