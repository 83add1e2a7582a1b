"""Every template compiles, finds what it includes, and reverses only names that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.template.loader import get_template
from django.template.loader_tags import ExtendsNode, IncludeNode
from django.urls import NoReverseMatch, get_resolver

FOLDER = Path(settings.BASE_DIR) / "templates"
TEMPLATES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
URL = re.compile(r"""\{%\s*url\s+["']([^"']+)["']""")
STATIC = re.compile(r"""\{%\s*static\s+["']([^"']+)["']""")


def names() -> set[str]:
    """Every name that can be reversed, with its namespace."""

    def walk(resolver: object, prefix: str) -> set[str]:
        found = {prefix + name for name in resolver.reverse_dict if isinstance(name, str)}  # type: ignore[attr-defined]
        for space, (_path, inner) in resolver.namespace_dict.items():  # type: ignore[attr-defined]
            found |= walk(inner, f"{prefix}{space}:")
        return found

    return walk(get_resolver(), "")


@pytest.mark.parametrize("name", TEMPLATES)
def test_compiles_and_finds_what_it_names(name: str) -> None:
    template = get_template(name).template
    for node in template.nodelist.get_nodes_by_type((ExtendsNode, IncludeNode)):
        expression = node.parent_name if isinstance(node, ExtendsNode) else node.template
        if isinstance(expression.var, str):
            get_template(expression.var)


@pytest.mark.parametrize("name", TEMPLATES)
def test_addresses_and_static_files_exist(name: str) -> None:
    from django.contrib.staticfiles.finders import find

    text = (FOLDER / name).read_text(encoding="utf-8")
    assert set(URL.findall(text)) - names() == set()
    assert [each for each in STATIC.findall(text) if find(each) is None] == []


def test_names_of_namespaces_are_known() -> None:
    assert {"users:sign_in", "search:results", "wagtail_serve", "pages:glossary"} <= names()
    with pytest.raises(NoReverseMatch):
        engines["django"].from_string("{% url 'users:nowhere' %}").render()


def test_page_types_name_templates_that_exist() -> None:
    from wagtail.models import get_page_models

    from pages.models import BasePage

    for model in get_page_models():
        if issubclass(model, BasePage) and model.is_creatable:
            get_template(model.template)
            get_template(model.body_template)
