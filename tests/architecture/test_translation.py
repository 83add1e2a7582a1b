"""Every text field of what can be translated says whether it is a text or a fact (architecture, "Names" and decision B)."""

from typing import Any

import pytest
from django.apps import apps
from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField, get_translatable_fields

from tests.architecture.test_imports import room_of

TRANSLATABLE = [
    model
    for model in apps.get_models()
    if issubclass(model, TranslatableMixin) and room_of(model.__module__) is not None
]


def own_texts(model: type[models.Model]) -> set[str]:
    """Character fields that are not Wagtail's own and have no fixed choices."""
    wagtails = (
        {field.name for field in Page._meta.get_fields()} if issubclass(model, Page) else {"translation_key", "locale"}
    )
    return {
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, RichTextField | models.URLField | models.EmailField)
        and not field.choices
        and field.name not in wagtails
    }


def said(model: Any) -> dict[str, Any]:
    return {field.field_name: field for field in getattr(model, "override_translatable_fields", [])}


@pytest.mark.parametrize("model", TRANSLATABLE, ids=lambda model: model._meta.label)
def test_every_character_field_says_whether_it_is_translated(model: Any) -> None:
    assert own_texts(model) - said(model).keys() == set()


@pytest.mark.parametrize("model", TRANSLATABLE, ids=lambda model: model._meta.label)
def test_what_is_said_is_a_field_and_is_heard(model: Any) -> None:
    names = {field.name for field in model._meta.get_fields()}
    assert said(model).keys() - names == set()
    heard = {field.field_name: type(field) for field in get_translatable_fields(model)}
    assert {name: type(field) for name, field in said(model).items()}.items() <= heard.items()


@pytest.mark.parametrize("model", TRANSLATABLE, ids=lambda model: model._meta.label)
def test_identity_is_never_translated(model: Any) -> None:
    """Decision B: codes and relations to vocabulary are read from the source page."""
    heard = {field.field_name: field for field in get_translatable_fields(model)}
    facts = {"code", "number", "diary_numbers", "forms_of_address"} & {field.name for field in model._meta.get_fields()}
    for name in facts:
        assert isinstance(heard[name], SynchronizedField), name
    for field in model._meta.get_fields():
        if isinstance(field, models.ForeignKey) and field.name in heard and not field.remote_field.parent_link:
            assert isinstance(heard[field.name], SynchronizedField), field.name


def test_labels_and_prose_are_translated() -> None:
    from knowledge.models import RoutinePage
    from pages.models import Profession, Term

    for model, names in (
        (Profession, {"name", "plural"}),
        (Term, {"name", "definition"}),
        (RoutinePage, {"title", "lead", "purpose"}),
    ):
        heard = {field.field_name for field in get_translatable_fields(model) if isinstance(field, TranslatableField)}
        assert names <= heard
