"""What a reader of a routine sees: steps, numbers by clock and area, forms, words, links; fresh though the body is cached."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from knowledge.models import CarriedRoutine, PageArticle, PageLaw, RelatedPage, Stewardship
from pages.models import Contact
from tests import factories as make
from tests.answers import content_of

ClientOf = Callable[..., Client]
OFFICE = [([1, 2, 3, 4, 5], "08:00", "16:30")]


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_steps_with_who_when_and_warning(home: Page, client_of: ClientOf) -> None:
    make.ProfessionFactory(code="BM", name="barnmorska")
    make.RoutineFactory(
        slug="rutinen",
        steps=[
            make.step(
                "Lyssna på föräldern.", who=["BM"], when="direkt", time_limit="inom en timme", warning="Lova inget."
            ),
            make.step("Ring en kollega.", next=make.leads("step", step=1, words="om någon tvekar")),
        ],
    )
    text = text_of(client_of("reader"), "/rutinen/")
    for words in ("Lyssna på föräldern", "Barnmorska", "direkt", "inom en timme", "Lova inget.", "m någon tvekar"):
        assert words in text
    assert 'id="step-2"' in text
    assert 'href="#step-1"' in text


def test_an_unknown_profession_shows_its_code(home: Page, client_of: ClientOf) -> None:
    make.RoutineFactory(slug="rutinen", steps=[make.step(who=["XYZ"])])
    assert "XYZ" in text_of(client_of("reader"), "/rutinen/")


def test_text_is_escaped(home: Page, client_of: ClientOf) -> None:
    make.RoutineFactory(slug="rutinen", title="Om <b> & co", steps=[make.step("<script>alert(1)</script>")])
    text = text_of(client_of("reader"), "/rutinen/")
    assert "<script>alert" not in text
    assert "Om &lt;b&gt; &amp; co" in text


def test_acute_routine_says_what_to_do_first(home: Page, client_of: ClientOf) -> None:
    make.RoutineFactory(slug="rutinen", is_acute=True, acute_first="Ring 112 nu.")
    assert "Ring 112 nu." in text_of(client_of("reader"), "/rutinen/")


# --- telephone numbers


@pytest.fixture
def called(home: Page) -> Contact:
    """The intake in office hours, the emergency service otherwise; a routine that calls it twice."""
    night = make.ContactFactory(code="jouren", name="socialjouren", numbers=[make.number("08-465 009 99")])
    contact: Contact = make.ContactFactory(
        code="mottagningen",
        name="mottagningsgruppen",
        numbers=[make.number("08-465 001 11", hours=OFFICE)],
        fallback=night,
    )
    make.RoutineFactory(
        slug="rutinen",
        steps=[make.step(call=["mottagningen"])],
        next_contact='<p><a href="tel:mottagningen">ring</a></p>',
    )
    return contact


def test_numbers_by_the_clock(called: Contact, client_of: ClientOf, clock: Callable[[str], None]) -> None:
    clock("2026-11-24T10:00")
    text = text_of(client_of("reader"), "/rutinen/")
    assert 'href="tel:0846500111"' in text
    assert "socialjouren" not in text
    clock("2026-11-24T20:00")
    text = text_of(client_of(make.make_person("kväll")), "/rutinen/")
    assert "socialjouren" in text
    assert 'href="tel:0846500999"' in text


def test_a_changed_number_shows_at_the_next_request(called: Contact, client_of: ClientOf) -> None:
    client = client_of("reader")
    assert "08-465 001 11" in text_of(client, "/rutinen/")
    called.numbers = [("number", {"area": "", "number": "08-465 002 22", "hours": [], "note": ""})]
    called.save()
    text = text_of(client, "/rutinen/")
    assert "08-465 002 22" in text
    assert "08-465 001 11" not in text


def test_a_number_changed_behind_the_back_of_every_signal_shows_too(called: Contact, client_of: ClientOf) -> None:
    """The cached body holds no number: what is dialled is read for each request."""
    client = client_of("reader")
    text_of(client, "/rutinen/")
    Contact.objects.filter(pk=called.pk).update(numbers=[make.number("08-465 003 33")])
    assert "08-465 003 33" in text_of(client, "/rutinen/")


def test_numbers_by_the_readers_area(home: Page, client_of: ClientOf) -> None:
    north, south = make.AreaFactory(code="norra"), make.AreaFactory(code="sodra")
    make.ContactFactory(
        code="mottagningen",
        numbers=[make.number("08-465 001 11", area="norra"), make.number("08-465 002 22", area="sodra")],
    )
    make.RoutineFactory(slug="rutinen", steps=[make.step(call=["mottagningen"])])
    for name, area, own, other in (("n", north, "001 11", "002 22"), ("s", south, "002 22", "001 11")):
        text = text_of(client_of(make.make_person(name, centre=make.CentreFactory(area=area))), "/rutinen/")
        assert own in text
        assert other not in text
    everywhere = text_of(client_of(make.make_person("utan")), "/rutinen/")
    assert "001 11" in everywhere
    assert "002 22" in everywhere


# --- forms, words, links


def test_a_new_version_of_a_form_shows_at_once(home: Page, client_of: ClientOf) -> None:
    document = make.DocumentFactory(title="Samtycke")
    make.RoutineFactory(slug="rutinen", steps=[make.step(forms=make.items(document.pk))])
    client = client_of("reader")
    assert document.url in text_of(client, "/rutinen/")
    version = document.versions.model(document=document, label="2.0", valid_from=timezone.localdate(), sha256="x")
    version.file.save("samtycke-2.pdf", ContentFile(b"ny blankett"))
    text_of(client, "/rutinen/")
    assert content_of(client.get(document.url)) == b"ny blankett"
    document.title = "Samtycke till samverkan"
    document.save()
    assert "Samtycke till samverkan" in text_of(client, "/rutinen/")


def test_a_new_word_is_explained_at_once(home: Page, client_of: ClientOf) -> None:
    make.RoutineFactory(slug="rutinen", purpose="<p>En barnkonsekvensanalys görs. Barnkonsekvensanalys igen.</p>")
    client = client_of("reader")
    assert "Så prövar vi." not in text_of(client, "/rutinen/")
    term = make.TermFactory(code="bka", name="barnkonsekvensanalys", definition="Så prövar vi.")
    text = text_of(client, "/rutinen/")
    assert text.count("Så prövar vi.") == 1
    term.definition = "Så bedömer vi."
    term.save()
    assert "Så bedömer vi." in text_of(client, "/rutinen/")
    term.delete()
    assert "Så bedömer vi." not in text_of(client, "/rutinen/")


def test_a_withdrawn_right_empties_the_address_of_a_link(home: Page, client_of: ClientOf) -> None:
    target = make.StandardFactory(title="Koderna", slug="koderna")
    make.RoutineFactory(slug="rutinen", purpose=f'<p>Se <a linktype="page" id="{target.pk}">koderna här</a>.</p>')
    client = client_of("reader")
    assert 'href="/koderna/"' in text_of(client, "/rutinen/")
    make.restrict(target, make.CentreFactory())
    text = text_of(client, "/rutinen/")
    assert 'href="/koderna/"' not in text
    assert "koderna här" in text


def test_a_moved_page_is_linked_at_its_new_address(home: Page, client_of: ClientOf) -> None:
    target = make.StandardFactory(slug="koderna")
    make.RoutineFactory(slug="rutinen", purpose=f'<p><a linktype="page" id="{target.pk}">x</a></p>')
    client = client_of("reader")
    text_of(client, "/rutinen/")
    section = make.SectionFactory(slug="ny-plats")
    Page.objects.get(pk=target.pk).move(Page.objects.get(pk=section.pk), pos="last-child")
    assert 'href="/ny-plats/koderna/"' in text_of(client, "/rutinen/")


def test_a_new_revision_shows_at_once(home: Page, client_of: ClientOf) -> None:
    page = make.RoutineFactory(slug="rutinen", purpose="<p>Förr.</p>")
    client = client_of("reader")
    assert "Förr." in text_of(client, "/rutinen/")
    page.purpose = "<p>Numera.</p>"
    page.save_revision().publish()
    text = text_of(client, "/rutinen/")
    assert "Numera." in text
    assert "Förr." not in text


# --- what belongs together


def test_the_chain_from_policy_to_routine_both_ways(home: Page, client_of: ClientOf) -> None:
    routine = make.RoutineFactory(title="Rutinen", slug="rutinen")
    policy = make.PolicyFactory(title="Riktlinjen", slug="riktlinjen")
    make.GuidanceFactory(
        title="Vägledningen", slug="vagledningen", policy=policy, carried=[CarriedRoutine(routine=routine)]
    )
    client = client_of("reader")
    addresses = {"/rutinen/", "/vagledningen/", "/riktlinjen/"}
    for address in addresses:
        text = text_of(client, address)
        for other in addresses - {address}:
            assert f'href="{other}"' in text, f"{address} does not lead to {other}"


def test_related_pages(home: Page, client_of: ClientOf) -> None:
    other = make.GuidanceFactory(slug="annan")
    make.RoutineFactory(slug="rutinen", related_links=[RelatedPage(target=other)])
    assert 'href="/annan/"' in text_of(client_of("reader"), "/rutinen/")


def test_articles_and_what_builds_on_them(home: Page, client_of: ClientOf) -> None:
    article = make.ArticleFactory(number=19)
    convention = make.ConventionFactory(slug="barnkonventionen")
    make.ArticlePageFactory(parent=convention, article=article, slug="artikel-19")
    make.RoutineFactory(
        slug="rutinen", article_links=[PageArticle(article=article, meaning="Vi väntar inte på bevis.")]
    )
    make.GuidanceFactory(slug="vagledningen", article_links=[PageArticle(article=article)])
    make.PolicyFactory(slug="riktlinjen", article_links=[PageArticle(article=article)])
    make.NewsFactory(slug="nyheten", articles=[article])
    client = client_of("reader")
    text = text_of(client, "/rutinen/")
    assert "Vi väntar inte på bevis." in text
    assert 'href="/barnkonventionen/artikel-19/"' in text
    text = text_of(client, "/barnkonventionen/artikel-19/")
    for address in ("/rutinen/", "/vagledningen/", "/riktlinjen/", "/nyheten/"):
        assert f'href="{address}"' in text, address


def test_an_article_without_a_page_leads_to_the_entrance(home: Page, client_of: ClientOf) -> None:
    make.ConventionFactory(slug="barnkonventionen")
    make.RoutineFactory(slug="rutinen", article_links=[PageArticle(article=make.ArticleFactory(number=7))])
    assert 'href="/barnkonventionen/"' in text_of(client_of("reader"), "/rutinen/")


def test_law_is_judged_by_the_day_and_marked_when_it_must_be_checked(home: Page, client_of: ClientOf) -> None:
    act = make.LegalActFactory(code="2025:400", short="SoL")
    held = make.LegalReferenceFactory(act=act, chapter="19", section="1", verify=True)
    gone = make.LegalReferenceFactory(
        act=act, chapter="14", section="1", valid_from=date(2002, 1, 1), valid_to=date(2025, 6, 30)
    )
    sure = make.LegalReferenceFactory(act=act, chapter="2", section="8–9")
    make.RoutineFactory(slug="rutinen", law_links=[PageLaw(reference=held), PageLaw(reference=gone)])
    make.RoutineFactory(slug="saker", law_links=[PageLaw(reference=sure)])
    client = client_of("reader")
    text = text_of(client, "/rutinen/")
    assert "19 kap. 1 §" in text
    assert "kontrollera lagrum" in text.lower()
    assert text.index("19 kap. 1 §") < text.index("14 kap. 1 §")
    text = text_of(client, "/saker/")
    assert "2 kap. 8–9 §§" in text
    assert "kontrollera lagrum" not in text.lower()


# --- the trust strip


def test_trust_strip(home: Page, client_of: ClientOf) -> None:
    page = make.RoutineFactory(slug="rutinen", change_sentence="Steg två är nytt.")
    today = timezone.localdate()
    row = Stewardship.objects.filter(page_id=page.pk)
    row.update(
        profession=make.ProfessionFactory(name="socionom"), substitute_profession=make.ProfessionFactory(name="chef")
    )
    client = client_of("reader")
    for due, state in ((90, "ok"), (10, "due"), (-10, "overdue"), (-100, "long_overdue")):
        row.update(reviewed_on=today - timedelta(days=30), due_on=today + timedelta(days=due))
        text = text_of(client, "/rutinen/")
        assert f'data-state="{state}"' in text
        assert "Socionom" in text
        assert "Steg två är nytt." in text
        assert "version 1.0" in text.lower()


# --- queries


def count(client: Client, address: str) -> int:
    text_of(client, address)
    with CaptureQueriesContext(connection) as queries:
        text_of(client, address)
    return len(queries)


def test_queries_of_a_routine(shipped_content: None, client_of: ClientOf) -> None:
    """Session, user, page with state and visibility, its own row, cards, files, numbers, areas or trust."""
    from knowledge.models import RoutinePage
    from pages.addresses import url_of

    client = client_of("barnmorska")
    counts = {page.slug: count(client, url_of(page.url_path)) for page in RoutinePage.objects.all()}
    assert {slug: number for slug, number in counts.items() if number > 8} == {}


def test_queries_of_the_start_page(shipped_content: None, client_of: ClientOf) -> None:
    assert count(client_of("barnmorska"), "/") <= 12
    assert count(client_of("ny"), "/") <= 12


def test_queries_of_a_section_do_not_grow_with_its_children(home: Page, client_of: ClientOf) -> None:
    client = client_of("reader")

    def section(slug: str, children: int) -> int:
        parent: Any = make.SectionFactory(slug=slug)
        for _number in range(children):
            make.StandardFactory(parent=parent)
        return count(client, f"/{slug}/")

    assert section("ett-barn", 1) == section("trettio-barn", 30)


def test_queries_of_a_search_do_not_grow_with_its_hits(home: Page, client_of: ClientOf) -> None:
    make.StandardFactory(title="Ensamt blåbär")
    for number in range(12):
        make.StandardFactory(title=f"Lingon {number}")
    client = client_of("reader")
    assert abs(count(client, "/sok/?q=lingon") - count(client, "/sok/?q=blåbär")) <= 1
