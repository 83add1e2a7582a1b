"""A page that a reader may not see is named nowhere: no page, list, menu, breadcrumb, search, count, suggestion, link or file."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from knowledge.models import CarriedRoutine, PageArticle, RelatedPage, Stewardship
from pages.addresses import url_of
from pages.models import CentrePage
from tests import factories as make

TITLE = "Kvastskaft och månljus"
SLUG = "kvastskaft-och-manljus"
WORDS = "gullviverök"
ClientOf = Callable[..., Client]


def step_to(page: Page) -> dict[str, Any]:
    return make.step(
        next=make.leads("page", page=page.pk), text=f'<p>Se <a linktype="page" id="{page.pk}">dit</a>.</p>'
    )


@pytest.fixture
def world(home: Page) -> SimpleNamespace:
    """A hidden routine to which everything open points, and the centre whose staff may see it."""
    centre = make.CentreFactory(title="Lyktan", code="lyktan")
    section = make.SectionFactory(title="Öppen avdelning", slug="oppen", show_in_menus=True)
    article = make.ArticleFactory(number=12)
    document = make.DocumentFactory(title="Blåklocksblankett", file=ContentFile(b"%PDF-1.4 hemligt", "blaklocka.pdf"))
    hidden = make.RoutineFactory(
        parent=section, title=TITLE, slug=SLUG, lead=f"{WORDS} i tre steg", show_in_menus=True, is_acute=True,
        acute_first="Andas.", only_for=[centre], article_links=[PageArticle(article=article, meaning="tystnad")],
        steps=[make.step(forms=make.items(document.pk))],
    )  # fmt: skip
    routine = make.RoutineFactory(
        parent=section, title="Öppen rutin", slug="oppen-rutin", steps=[step_to(hidden)],
        related_links=[RelatedPage(target=hidden)], article_links=[PageArticle(article=article)],
    )  # fmt: skip
    policy = make.PolicyFactory(parent=section, title="Öppet styrdokument", related_links=[RelatedPage(target=hidden)])
    guidance = make.GuidanceFactory(
        parent=section, title="Öppen vägledning", policy=policy,
        body=f'<p><a linktype="page" id="{hidden.pk}">bakvägen</a></p>', carried=[CarriedRoutine(routine=hidden)],
    )  # fmt: skip
    convention = make.ConventionFactory()
    make.ArticlePageFactory(parent=convention, article=article)
    make.NewsFactory(body=make.text(f'<p><a linktype="page" id="{hidden.pk}"></a></p>'))
    make.StandardFactory(
        parent=section, title="Text", body=make.text(f'<p><a linktype="page" id="{hidden.pk}">x</a></p>')
    )
    withdrawn = make.RoutineFactory(parent=section, title="Ersatt rutin")
    Stewardship.objects.filter(page_id=withdrawn.pk).update(withdrawn_on=timezone.localdate(), replaced_by=hidden)
    inside = make.make_person("inne", centre=centre, professions=["BM"])
    outside = make.make_person("ute", centre=make.CentreFactory(), professions=["BM"])
    return SimpleNamespace(
        hidden=hidden, section=section, centre=centre, routine=routine, guidance=guidance, document=document,
        inside=inside, outside=outside,
    )  # fmt: skip


SEARCHES = [
    "/sok/?q=kvastskaft", f"/sok/?q={WORDS}", "/sok/?q=månljus&kind=routine", "/sok/?q=m%C3%A5nl", "/sok/?q=tystnad",
    "/sok/?q=kvastskaf", "/sok/forslag/?q=kvast", "/sok/forslag/?q=m%C3%A5n", "/sok/?q=rutin&article=12", "/en/sok/?q=kvastskaft",
]  # fmt: skip


def words(client: Client, address: str) -> str:
    """What an address tells, its JSON without escapes."""
    answer = client.get(address)
    if answer["Content-Type"].startswith("application/json"):
        return json.dumps(answer.json(), ensure_ascii=False)
    return answer.content.decode()


def everything() -> list[str]:
    """The address of every page, and of what is no page."""
    paths = Page.objects.filter(live=True, depth__gt=1).values_list("url_path", flat=True)
    return [*filter(None, map(url_of, paths)), "/ordlista/", *SEARCHES, f"/en/oppen/{SLUG}/", "/en/finns-inte/"]


def test_hidden_from_who_stands_outside(world: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(world.outside)
    told = []
    for address in everything():
        # The foot of a page repeats the address that was asked for.
        text = words(client, address).replace(f"testserver{address}", "")
        if TITLE in text or SLUG in text or "blaklocka" in text:
            told.append(address)
    assert told == []
    assert client.get(url_of(world.hidden.url_path)).status_code == 403


def test_shown_to_who_stands_inside(world: SimpleNamespace, client_of: ClientOf) -> None:
    """The same walk finds the title wherever it belongs, or the test above would prove nothing."""
    client = client_of(world.inside)
    telling = {address for address in everything() if TITLE in words(client, address)}
    pages = {url_of(path) for path in Page.objects.exclude(title__in=["Text"]).values_list("url_path", flat=True)}
    wanted = {"/", "/oppen/", "/oppen/oppen-rutin/", "/sok/?q=kvastskaft", f"/sok/?q={WORDS}", "/sok/forslag/?q=kvast"}
    assert wanted <= telling
    assert len(telling & pages) >= 7
    link = f'href="/oppen/{SLUG}/"'
    assert link in client.get("/oppen/oppen-rutin/").content.decode()


def test_a_link_to_a_hidden_page_leaves_its_words(world: SimpleNamespace, client_of: ClientOf) -> None:
    text = client_of(world.outside).get(url_of(world.guidance.url_path)).content.decode()
    assert "bakvägen" in text
    assert "data-page" not in text


def test_counts_and_facets_leave_it_out(world: SimpleNamespace) -> None:
    from search.service import run_search

    outside = run_search("kvastskaft", user=world.outside, language="sv")
    inside = run_search("kvastskaft", user=world.inside, language="sv")
    assert (outside.total, inside.total) == (0, 1)
    assert sum(outside.facets.get("kind", {}).values()) == 0
    assert inside.facets["kind"] == {"routine": 1}
    assert outside.did_you_mean == ""


def test_a_misspelling_does_not_reveal_it(world: SimpleNamespace) -> None:
    from search.service import run_search, suggest

    assert run_search("kvastskafft", user=world.outside, language="sv").did_you_mean == ""
    assert run_search("gullviverok", user=world.outside, language="sv").total == 0
    assert suggest("kvast", user=world.outside, language="sv") == []
    assert [each.title for each in suggest("kvast", user=world.inside, language="sv")] == [TITLE]


def test_a_hidden_centre_is_named_nowhere(world: SimpleNamespace, client_of: ClientOf) -> None:
    """Its title is in no chip of a search, no list of whom to ask, no list of where a routine is in force."""
    secret = make.CentreFactory(title="Nattvioleten", code="nattviol", only_for=[world.centre])
    make.RoutineFactory(parent=world.section, title="Rutin med central", centres=[secret], scope="centres")
    make.make_person("sam", centre=CentrePage.objects.get(pk=secret.pk), work="coordinator")
    client = client_of(world.outside)
    newcomer = client_of(make.make_person("ny"))
    for address in [*everything(), "/sok/?q=rutin&centre=nattviol", "/sok/?q=nattvioleten"]:
        for each in (client, newcomer):
            text = words(each, address).replace('value="nattvioleten"', "").replace("”nattvioleten”", "")
            assert "Nattvioleten" not in text, address


def test_moving_a_number_of_a_restriction_shows_at_once(world: SimpleNamespace, client_of: ClientOf) -> None:
    """Restrictions are read at the moment of asking: nothing is kept from the request before."""
    client = client_of(world.outside)
    assert client.get("/oppen/oppen-rutin/").status_code == 200
    restriction = make.restrict(world.section, world.centre)
    assert client.get("/oppen/oppen-rutin/").status_code == 403
    assert "Öppen rutin" not in client.get("/").content.decode()
    restriction.delete()
    assert client.get("/oppen/oppen-rutin/").status_code == 200
