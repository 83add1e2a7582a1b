"""Choices that are read from the database when a form is shown: codes with labels of the source language."""

from collections.abc import Iterable

from django.apps import apps

from pages.locales import source_locale


def _source_rows(model: str) -> Iterable[tuple[str, str]]:
    rows = apps.get_model("pages", model)._default_manager.filter(locale=source_locale())
    return list(rows.order_by("name").values_list("code", "name"))


def profession_choices() -> Iterable[tuple[str, str]]:
    """Professions and roles, and the code that stands for everybody."""
    return [("ALLA", "alla"), *_source_rows("profession")]


def contact_choices() -> Iterable[tuple[str, str]]:
    """The entries of the telephone register."""
    return _source_rows("contact")


def service_choices() -> Iterable[tuple[str, str]]:
    """The services of a centre."""
    return _source_rows("service")


def area_choices() -> Iterable[tuple[str, str]]:
    """Regions, municipalities and parts of them."""
    area = apps.get_model("pages", "Area")
    return list(area._default_manager.order_by("name").values_list("code", "name"))
