"""Each field of the editors' forms where words can be written says what never to write there."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.test import Client
from django.utils.translation import override
from wagtail import blocks
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.blocks.base import BlockField
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from tests import factories as make

SENTENCE = "Skriv aldrig uppgifter om barn eller familjer."
NO_WORDS = (forms.EmailField, forms.URLField, forms.RegexField, forms.UUIDField, forms.JSONField)
OURS = {"pages", "knowledge", "search", "directory", "home", "media"}


def forms_of(handler: Any) -> Iterator[tuple[str, type[Any]]]:
    form = handler.get_form_class()
    yield "", form
    # A comment is written in a bubble beside the text, which has no place for help.
    yield from ((f"{name}.", formset.form) for name, formset in form.formsets.items() if name != "comments")


def model_forms() -> dict[str, type[Any]]:
    """The form of each page type, snippet and register that editors may write, with those of its inline panels."""
    pages = [
        model for model in apps.get_models() if issubclass(model, Page) and model.is_creatable and model is not Page
    ]
    snippets = {model: model.snippet_viewset for model in get_snippet_models()}
    others = {each.model: each for each in viewsets.viewsets if isinstance(each, ModelViewSet)}
    handlers = {model: model.get_edit_handler() for model in pages}
    handlers |= {
        model: each.get_edit_handler() for model, each in {**others, **snippets}.items() if each.get_edit_handler()
    }
    found = {
        f"{model._meta.label}.{prefix}": form
        for model, handler in handlers.items()
        if model._meta.app_label in OURS
        for prefix, form in forms_of(handler.bind_to_model(model))
    }
    for model, viewset in others.items():
        if model._meta.app_label in OURS and model not in handlers:
            found[f"{model._meta.label}."] = viewset.get_form_class()
    return found


def words_of(block: blocks.Block, place: str) -> Iterator[tuple[str, forms.Field]]:
    """Walked here by itself: what the code forgets, the test finds."""
    if isinstance(block, blocks.FieldBlock):
        yield place, block.field
    if isinstance(block, blocks.ListBlock):
        yield from words_of(block.child_block, f"{place}[]")
    for name, child in getattr(block, "child_blocks", {}).items():
        yield from words_of(child, f"{place}.{name}")


def fields() -> Iterator[tuple[str, forms.Field]]:
    for label, form in model_forms().items():
        for name, field in form.base_fields.items():
            if isinstance(field, BlockField):
                yield from words_of(field.block, f"{label}{name}")
            else:
                yield f"{label}{name}", field


def for_words(field: forms.Field) -> bool:
    return isinstance(field, forms.CharField) and not isinstance(field, NO_WORDS) and not field.widget.is_hidden


def test_each_field_for_words_has_the_sentence(db: None) -> None:
    with override("sv"):
        words = {place: str(field.help_text) for place, field in fields() if for_words(field)}
    assert len(words) > 100
    assert {place: text for place, text in words.items() if SENTENCE not in text} == {}
    assert [place for place, text in words.items() if text.count(SENTENCE) != 1] == []


@pytest.mark.parametrize(
    "place",
    [
        "knowledge.RoutinePage.title", "knowledge.RoutinePage.acute_first", "knowledge.RoutinePage.number", "knowledge.RoutinePage.decided_by",
        "knowledge.RoutinePage.search_terms", "knowledge.RoutinePage.diary_numbers", "knowledge.RoutinePage.change_sentence",
        "knowledge.RoutinePage.slug", "knowledge.RoutinePage.steps.step.heading", "knowledge.RoutinePage.steps.step.text",
        "pages.Term.definition", "pages.Contact.numbers.number.note",
    ],
)  # fmt: skip
def test_the_walk_sees(db: None, place: str) -> None:
    assert place in dict(fields())


def test_a_field_keeps_its_own_help(db: None) -> None:
    with override("sv"):
        texts = {place: str(field.help_text) for place, field in fields()}
    assert texts["knowledge.RoutinePage.diary_numbers"].startswith("Ett på varje rad")
    assert f". {SENTENCE}" in texts["knowledge.RoutinePage.title"]
    assert SENTENCE not in texts["knowledge.RoutinePage.decided_on"]
    assert SENTENCE not in texts["knowledge.RoutinePage.change_kind"]


def test_the_sentence_stands_on_the_screen(home: Page, client_of: Callable[..., Client]) -> None:
    section = make.SectionFactory()
    client = client_of("editor")
    routine = client.get(f"/admin/pages/add/knowledge/routinepage/{section.pk}/").content.decode()
    assert routine.count(SENTENCE) > 20
    document = client.get("/admin/documents/multiple/add/")
    assert document.status_code == 200
    assert client.get("/admin/snippets/pages/term/add/").content.decode().count(SENTENCE) >= 4
