"""No row that people write takes a personal identity number, whichever door it is saved through; what mends one is let through."""

import json
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db.models.signals import pre_save
from django.test import Client
from taggit.models import Tag
from wagtail.admin.models import FormState
from wagtail.models import Collection, GroupApprovalTask, Locale, Page, Revision, Site, Task, Workflow, WorkflowTask
from wagtail_localize.models import SegmentOverride

from knowledge.models import PageSource, RoutinePage
from pages.models import Profession, StandardPage, Term, Topic
from pages.personal_data import PersonalDataError, PersonalDataModelMixin
from search.models import SynonymGroup
from tests import factories as make

NUMBER = "19121212-1212"
ClientOf = Callable[..., Client]


def test_every_model_with_the_mixin_and_every_page_is_guarded() -> None:
    kinds = (PersonalDataModelMixin, Page, Task)
    models = [model for model in apps.get_models() if issubclass(model, kinds)]
    assert len(models) > 30
    keys = {key[0] for key, *_rest in pre_save.receivers}
    assert [model._meta.label for model in models if f"personal-data:{model._meta.label}" not in keys] == []


@pytest.mark.parametrize(
    "fields",
    [
        {"title": f"Om {NUMBER}"},
        {"title": "x", "slug": NUMBER},
        {"title": "x", "lead": NUMBER},
        {"title": "x", "search_terms": NUMBER},
        {"title": "x", "search_description": NUMBER},
        {"title": "x", "body": make.text("<p><b>19121212</b>-1212</p>")},
    ],
    ids=str,
)
def test_a_draft_is_refused(home: Page, fields: dict[str, Any]) -> None:
    with pytest.raises(PersonalDataError):
        home.add_child(instance=StandardPage(live=False, **fields))
    assert not StandardPage.objects.exists()


def test_a_draft_that_is_there_is_refused_by_the_page_and_by_its_base(home: Page) -> None:
    page = make.StandardFactory(live=False)
    page.lead = NUMBER
    with pytest.raises(PersonalDataError):
        page.save()
    plain = Page.objects.get(pk=page.pk)
    plain.search_description = NUMBER
    with pytest.raises(PersonalDataError):
        plain.save()


def test_a_revision_is_refused_even_where_nothing_is_checked(home: Page) -> None:
    page = make.RoutineFactory(live=False)
    page.steps = [make.step("Ring.", text="<p>19121212\u20131212</p>")]
    with pytest.raises(PersonalDataError):
        page.save_revision(clean=False)
    assert "1212" not in str(Revision.objects.filter(object_id=page.pk).values_list("content", flat=True))


@pytest.mark.parametrize(
    "row",
    [
        lambda: Tag(name=NUMBER),
        lambda: Workflow(name=NUMBER),
        lambda: Task(name=NUMBER),
        lambda: GroupApprovalTask(name=NUMBER),
        lambda: Group(name=NUMBER),
        lambda: Site(hostname="a.example", site_name=NUMBER),
        lambda: SynonymGroup(words=f"barn\n{NUMBER}"),
        lambda: Topic(code="x", name=NUMBER, locale=Locale.get_default()),
        lambda: Term(code="x", name="x", definition=NUMBER, locale=Locale.get_default()),
        lambda: Profession(code="x", name=NUMBER, locale=Locale.get_default()),
        lambda: PageSource(title=NUMBER, locale=Locale.get_default()),
        lambda: FormState(data=f"title={NUMBER}"),
        lambda: SegmentOverride(locale=Locale.get_default(), data_json=json.dumps("19121212\u20131212")),
        lambda: SegmentOverride(locale=Locale.get_default(), data_json=json.dumps([{"a": "19121212\u20131212"}])),
    ],
)
def test_a_row_is_refused(db: None, row: Callable[[], Any]) -> None:
    with pytest.raises(PersonalDataError):
        row().save()


def test_a_collection_is_refused(db: None) -> None:
    with pytest.raises(PersonalDataError):
        Collection.get_first_root_node().add_child(name=NUMBER)


def test_a_comment_of_a_workflow_is_refused(home: Page) -> None:
    task = GroupApprovalTask.objects.create(name="Granskning")
    task.groups.add(Group.objects.create(name="granskare"))
    workflow = Workflow.objects.create(name="Granskning")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    page = StandardPage.objects.get(pk=make.StandardFactory(live=False).pk)
    state = workflow.start(page, make.make_person("anna")).current_task_state
    with pytest.raises(PersonalDataError):
        state.reject(comment=f"Ta bort {NUMBER}.")


def test_what_was_stored_before_can_be_hidden_moved_mended_and_deleted(home: Page) -> None:
    page = make.StandardFactory(title="Sida", slug="sida")
    StandardPage.objects.filter(pk=page.pk).update(title=NUMBER, lead=NUMBER, draft_title=NUMBER)
    page = StandardPage.objects.get(pk=page.pk)
    page.unpublish()
    assert not StandardPage.objects.get(pk=page.pk).live
    page = StandardPage.objects.get(pk=page.pk)
    page.title = "Sida"
    page.save()
    page.lead = f"{NUMBER} igen"
    with pytest.raises(PersonalDataError):
        page.save()
    StandardPage.objects.get(pk=page.pk).delete()


def test_the_form_of_a_workflow_says_it_at_the_field(client_of: ClientOf) -> None:
    admin = client_of(make.make_person("admin", superuser=True))
    answer = admin.post("/admin/workflows/add/", {"name": NUMBER, "active": "on"})
    assert answer.status_code == 200
    assert "personnummer" in str(answer.context["form"].errors["name"])
    assert not Workflow.objects.filter(name=NUMBER).exists()


def test_what_a_form_lets_through_is_answered_with_words(client_of: ClientOf) -> None:
    document = make.DocumentFactory()
    admin = client_of(make.make_person("admin", superuser=True))
    address = f"/admin/documents/edit/{document.pk}/"
    answer = admin.post(
        address, {"title": "Ny", "tags": NUMBER, "collection": document.collection_id, "kind": "form", "language": "sv"}
    )
    assert answer.status_code == 400
    html = answer.content.decode()
    assert "Ingenting sparades" in html
    assert "personnummer" in html
    assert "1212" not in html
    assert not Tag.objects.exists()


def test_the_guard_takes_a_small_part_of_a_saving(shipped_content: None) -> None:
    pages = list(RoutinePage.objects.all())
    began = time.process_time()
    for page in pages:
        pre_save.send(RoutinePage, instance=page, raw=False, using="default", update_fields=None)
    guarded = time.process_time() - began
    began = time.process_time()
    for page in pages:
        page.save_revision()
    # About a twentieth; the bound leaves room for a machine that is busy with other things.
    assert guarded < (time.process_time() - began) / 4
