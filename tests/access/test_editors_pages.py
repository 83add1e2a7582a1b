"""In the editors' pages an editor sees what they may read on the site, and drafts: no title of a closed page anywhere."""

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Locale, Page, Revision, Workflow, WorkflowTask
from wagtail_localize.models import Translation, TranslationSource

from knowledge.models import Stewardship
from tests import factories as make

TITLE, SLUG = "Kvastskaft", "kvastskaft"
ClientOf = Callable[..., Client]


@pytest.fixture
def world(home: Page, people: Callable[..., Any]) -> SimpleNamespace:
    """A closed section with a page, a draft and a routine; what is open refers to it. Everything is locked, in a workflow, translated."""
    centre = make.CentreFactory(title="Lyktan", code="lyktan")
    opened = make.SectionFactory(title="Öppen avdelning", slug="oppen")
    section = make.SectionFactory(
        title=f"{TITLE} avdelning", slug=f"{SLUG}-avdelning", parent=opened, only_for=[centre]
    )
    document = make.DocumentFactory(title="Blankett")
    page = make.StandardFactory(
        title=f"{TITLE} sida", slug=f"{SLUG}-sida", parent=section,
        body=make.text(f'<p><a linktype="document" id="{document.pk}">x</a></p>'),
    )  # fmt: skip
    draft = make.StandardFactory(title=f"{TITLE} utkast", slug=f"{SLUG}-utkast", parent=section, live=False)
    routine = make.RoutineFactory(title=f"{TITLE} rutin", slug=f"{SLUG}-rutin", parent=section)
    make.StandardFactory(
        title="Öppen sida", parent=opened, body=make.text(f'<p><a linktype="page" id="{page.pk}">dit</a></p>')
    )
    make.StandardFactory(title="Öppet utkast", parent=opened, live=False)
    world = SimpleNamespace(
        centre=centre, opened=opened, section=section, page=page, draft=draft, routine=routine, document=document,
        outside=people("ute", role="overall_coordinator"), inside=people("inne", role="overall_coordinator", centre=centre),
        reviewer=people("granskare", role="reviewer"), admin=people("admin", superuser=True),
    )  # fmt: skip
    _put_everywhere(world)
    return world


def _put_everywhere(world: SimpleNamespace) -> None:
    """Onto the first screen of each person, and into the reports."""
    task = GroupApprovalTask.objects.create(name="Granskning")
    task.groups.set([*world.reviewer.groups.all(), *world.outside.groups.all(), *world.inside.groups.all()])
    workflow = Workflow.objects.create(name="Flöde")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    world.workflow = workflow
    for page in (world.page, world.routine):
        page.specific.save_revision(user=world.outside, log_action=True)
        page.specific.save_revision(user=world.inside, log_action=True)
    world.state = workflow.start(world.page, user=world.outside)
    workflow.start(world.routine, user=world.inside)
    Page.objects.filter(pk=world.draft.pk).update(locked=True, locked_by=world.outside, locked_at=timezone.now())
    Page.objects.filter(pk=world.section.pk).update(locked=True, locked_by=world.inside, locked_at=timezone.now())
    source, _created = TranslationSource.get_or_create_from_instance(world.page)
    world.translation = Translation.objects.create(source=source, target_locale=Locale.objects.get(language_code="en"))


def lists(world: SimpleNamespace) -> list[str]:
    """Addresses of lists that an editor may open."""
    opened, model = world.opened.pk, "standardpage"
    return [
        "/admin/", "/admin/pages/", f"/admin/pages/{opened}/", f"/admin/pages/{opened}/?q={SLUG}", f"/admin/pages/?q={SLUG}",
        f"/admin/pages/?q={SLUG}&search_all=1", f"/admin/pages/search/?q={SLUG}", f"/admin/pages/search/results/?q={SLUG}",
        f"/admin/choose-page/{opened}/", f"/admin/choose-page/{opened}/?page_type=pages.standardpage", f"/admin/choose-page/search/?q={SLUG}",
        "/admin/choose-page/?page_type=pages.standardpage",
        f"/admin/choose-page/search/?q={SLUG}&page_type=pages.StandardPage", f"/admin/pages/usage/pages/{model}/",
        f"/admin/pages/usage/pages/{model}/results/", f"/admin/documents/usage/{world.document.pk}/",
        f"/admin/bulk/wagtailcore/page/delete/?id=all&childOf={opened}", f"/admin/bulk/wagtailcore/page/move/?id=all&childOf={opened}",
        f"/admin/bulk/wagtailcore/page/unpublish/?id=all&q={SLUG}", "/admin/api/main/pages/", f"/admin/api/main/pages/?child_of={opened}",
        f"/admin/api/main/pages/?child_of={opened}&for_explorer=1", f"/admin/api/main/pages/?search={SLUG}",
        f"/admin/api/main/pages/?descendant_of={opened}", "/admin/reports/aging-pages/", "/admin/reports/aging-pages/?export=csv",
        "/admin/reports/locked/", "/admin/reports/locked/?export=csv", "/admin/reports/workflow/", "/admin/reports/workflow/?export=csv",
        "/admin/reports/workflow_tasks/", "/admin/reports/site-history/", f"/admin/reports/site-history/?object_title={SLUG}",
        "/admin/reports/site-history/?export=csv",
        "/admin/reports/page-types-usage/", f"/admin/workflows/usage/{world.workflow.pk}/",
        "/admin/localize/reports/translations/", f"/admin/localize/reports/translations/results/?source_title={SLUG}",
        "/admin/stewardship/", f"/admin/pages/create/pages/{model}",
    ]  # fmt: skip


def by_number(world: SimpleNamespace, page: Page) -> list[str]:
    """Addresses that ask for a page by its number."""
    n, opened = page.pk, world.opened.pk
    revision = Revision.page_revisions.filter(object_id=str(n)).first().pk
    return [
        f"/admin/pages/{n}/", f"/admin/pages/{n}/edit/", f"/admin/pages/{n}/view_draft/", f"/admin/pages/{n}/edit/preview/", f"/admin/pages/{n}/copy/",
        f"/admin/pages/{n}/move/", f"/admin/pages/{opened}/move/{n}/confirm/", f"/admin/pages/{n}/delete/", f"/admin/pages/{n}/unpublish/",
        f"/admin/pages/{n}/usage/", f"/admin/pages/{n}/history/", f"/admin/pages/{n}/history/results/", f"/admin/pages/{n}/workflow_history/",
        f"/admin/pages/{n}/privacy/", f"/admin/pages/{n}/lock/", f"/admin/pages/{n}/convert_alias/", f"/admin/pages/{n}/add_subpage/",
        f"/admin/pages/add/pages/standardpage/{n}/", f"/admin/pages/{n}/revisions/", f"/admin/pages/{n}/revisions/{revision}/view/",
        f"/admin/pages/{n}/revisions/{revision}/revert/", f"/admin/pages/{n}/revisions/compare/earliest...latest/",
        f"/admin/pages/workflow/confirm_cancellation/{n}/", f"/admin/choose-page/{n}/", f"/admin/choose-page/chosen-multiple/?id={opened}&id={n}",
        f"/admin/choose-page/?target_pages[]={n}", f"/admin/bulk/wagtailcore/page/delete/?id={n}", f"/admin/bulk/wagtailcore/page/move/?id={n}",
        f"/admin/bulk/wagtailcore/page/publish/?id={opened}&id={n}", f"/admin/bulk/wagtailcore/page/unpublish/?id=all&childOf={n}",
        f"/admin/api/main/pages/{n}/", f"/admin/localize/submit/page/{n}/", f"/admin/localize/page/{n}/convert_to_alias/",
        f"/admin/editing-sessions/ping/wagtailcore/page/{n}/1/",
    ]  # fmt: skip


def told(client: Client, address: str) -> str:
    """What an address says, without what was asked for; JSON without escapes."""
    answer = client.get(address, follow=True)
    assert answer.status_code < 500, address
    text = answer.getvalue().decode("utf-8", "replace")
    if answer["Content-Type"].startswith("application/json"):
        text = json.dumps(json.loads(text), ensure_ascii=False)
    for asked in (f'value="{SLUG}"', f"q={SLUG}", f"search={SLUG}", f"title={SLUG}", f"“{SLUG}”", f'"<em>{SLUG}'):
        text = text.replace(asked, "")
    return text


def telling(client: Client, addresses: list[str]) -> list[str]:
    return [address for address in addresses if TITLE in (text := told(client, address)) or f"{SLUG}-" in text]


@pytest.mark.parametrize("who", ["outside", "reviewer"])
def test_no_list_names_a_closed_page(world: SimpleNamespace, client_of: ClientOf, who: str) -> None:
    assert telling(client_of(getattr(world, who)), lists(world)) == []


def test_the_lists_name_it_to_who_may_read_it(world: SimpleNamespace, client_of: ClientOf) -> None:
    """Or the test above would prove nothing."""
    named = telling(client_of(world.inside), lists(world))
    silent = set(lists(world)) - set(named)
    assert silent <= {
        "/admin/pages/", "/admin/choose-page/?page_type=pages.standardpage", "/admin/pages/create/pages/standardpage",
        "/admin/reports/page-types-usage/", f"/admin/workflows/usage/{world.workflow.pk}/",
    }  # fmt: skip


@pytest.mark.parametrize("which", ["section", "page", "draft", "routine"])
def test_no_closed_page_opens_by_its_number(world: SimpleNamespace, client_of: ClientOf, which: str) -> None:
    addresses = by_number(world, getattr(world, which))
    for who in (world.outside, world.reviewer):
        client = client_of(who)
        answers = {address: client.get(address).status_code for address in addresses}
        assert {address: status for address, status in answers.items() if status != 403} == {}


def test_they_open_to_who_may_read_them(world: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(world.inside)
    answers = {address: client.get(address).status_code for address in by_number(world, world.page)}
    assert {address for address, status in answers.items() if status == 403} == set()


def test_administrators_see_all(world: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(world.admin)
    assert TITLE in told(client, "/admin/reports/page-types-usage/")
    assert len(telling(client, lists(world))) > 25
    assert {client.get(address).status_code for address in by_number(world, world.page)} <= {200, 302, 404, 405}


def test_forms_name_no_closed_page(world: SimpleNamespace, client_of: ClientOf) -> None:
    """Moving, copying and creating below a closed page are refused like looking at it."""
    client = client_of(world.outside)
    number, opened = world.section.pk, world.opened.pk
    child = Page.objects.get(title="Öppen sida").pk
    for address, form in {
        f"/admin/pages/{child}/copy/": {"new_title": "a", "new_slug": "a", "new_parent_page": number},
        f"/admin/pages/{child}/move/": {"new_parent_page": number},
        "/admin/pages/create/pages/standardpage": {"parent_page": number},
        f"/admin/bulk/wagtailcore/page/move/?id={child}": {"chooser": number},
        f"/admin/bulk/wagtailcore/page/delete/?id={world.page.pk}": {},
        f"/admin/api/main/pages/{number}/action/publish/": {},
    }.items():
        answer = client.post(address, form)
        assert answer.status_code == 403, address
        assert TITLE not in answer.content.decode()
    assert Page.objects.get(pk=child).get_parent().pk == opened


def test_a_translation_of_a_closed_page_is_closed(world: SimpleNamespace, client_of: ClientOf) -> None:
    number, source = world.translation.pk, world.translation.source_id
    addresses = [
        f"/admin/localize/translate/{number}/pofile/download/", f"/admin/localize/translate/{number}/preview/",
        f"/admin/localize/update/{source}/",
    ]  # fmt: skip
    assert {client_of(world.outside).get(address).status_code for address in addresses} == {403}
    assert client_of(world.inside).get(addresses[-1]).status_code in {200, 302}


def test_who_answers_for_a_closed_page_is_closed(world: SimpleNamespace, client_of: ClientOf) -> None:
    row = Stewardship.objects.get(page_id=world.routine.pk)
    for verb in ("edit", "inspect", "history", "usage"):
        assert TITLE not in told(client_of(world.outside), f"/admin/stewardship/{verb}/{row.pk}/"), verb
    assert TITLE in told(client_of(world.inside), f"/admin/stewardship/edit/{row.pk}/")


def test_drafts_are_seen_by_who_may_write(world: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(world.outside)
    assert "Öppet utkast" in told(client, f"/admin/pages/{world.opened.pk}/")
    assert "Öppet utkast" in told(client, f"/admin/choose-page/{world.opened.pk}/")


def test_a_restriction_holds_at_once(world: SimpleNamespace, client_of: ClientOf) -> None:
    client = client_of(world.outside)
    address = reverse("wagtailadmin_pages:edit", args=[Page.objects.get(title="Öppen sida").pk])
    assert client.get(address).status_code == 200
    restriction = make.restrict(world.opened, world.centre)
    assert client.get(address).status_code == 403
    restriction.delete()
    assert client.get(address).status_code == 200
