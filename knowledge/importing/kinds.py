"""A registry of kinds of content files; each room's kinds say what the file holds and how it becomes a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from knowledge.importing import schema
from knowledge.importing.library import Library
from knowledge.importing.reader import ContentFile
from pages.registries import Registry


@dataclass(frozen=True, slots=True)
class Kind:
    """How files of one kind become pages of one model.

    `inspect` raises ContentError for what the schema cannot see; `fields_of_draft` gives the fields without which the page cannot
    be made; `fill` sets all others and may name other pages; `settle` writes what lies beside the page after publishing.
    """

    name: str
    model: type[Page]
    schema: schema.Schema
    fill: Callable[[Any, ContentFile, Library], None]
    fields_of_draft: Callable[[ContentFile, Library], Mapping[str, Any]] = lambda _file, _library: {}
    inspect: Callable[[ContentFile], None] = lambda _file: None
    mentions: Callable[[ContentFile], list[tuple[str, int]]] = lambda _file: []
    settle: Callable[[Any, ContentFile, Library], None] = lambda _page, _file, _library: None


kinds: Registry[Kind] = Registry()

PAGE_KEYS: Mapping[str, schema.Check] = {
    "id": schema.identity,
    "kind": schema.text,
    "title": schema.text,
    "slug": schema.text,
    "parent": schema.text,
    "lead": schema.text,
    "search_terms": schema.texts,
    "order": schema.number(0, 100_000),
    "menu": schema.flag,
    "audience": schema.mapping(
        {"centre": schema.text, "profession": schema.code_of("professions"), "party": schema.code_of("parties")}
    ),
}
PAGE_REQUIRED = ("id", "kind", "title")
