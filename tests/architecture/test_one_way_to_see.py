"""No query reaches a reader but through `visible_to`, as far as the text of the code can tell; tests/access shows the rest."""

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from intranet.users.roles import ROLES
from tests.architecture.test_imports import ROOT
from tests.architecture.test_sizes import written

TEMPLATES = sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html"))
# Wagtail's own ways to pages: they know no audience, or mean by "public" the whole world (traps, "Who may see what").
FORBIDDEN_CALLS = {"public", "private", "private_q", "public_q", "not_public"}
TREE_CALLS = {
    "get_children",
    "get_ancestors",
    "get_descendants",
    "get_siblings",
    "get_parent",
    "in_menu",
    "get_next_siblings",
}
# What turns a page into what a reader gets.
READING = {"views.py", "presentation.py", "cards.py", "reading.py", "serving.py", "rendering.py", "trust.py", "day.py",
           "navigation.py", "chrome.py", "service.py", "hits.py", "reader.py"}  # fmt: skip


def calls(path: Path) -> list[tuple[str, int]]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        (node.func.attr, node.lineno)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def test_nothing_asks_wagtail_what_is_public() -> None:
    assert [(path, line) for path in written() for name, line in calls(path) if name in FORBIDDEN_CALLS] == []


def test_what_readers_get_walks_no_tree() -> None:
    reading = [path for path in written() if path.name in READING]
    assert len(reading) > 8
    assert [(path, line) for path in reading for name, line in calls(path) if name in TREE_CALLS] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_ask_nothing(path: Path) -> None:
    """A template shows what it was given: it walks no tree and reverses no page."""
    text = path.read_text(encoding="utf-8")
    assert (
        re.findall(
            r"get_children|get_ancestors|get_descendants|get_siblings|get_parent|\.objects|pageurl|slugurl", text
        )
        == []
    )


def test_only_the_service_searches() -> None:
    """Search has one caller of the engines (architecture, Rooms): no `.search(` on a queryset anywhere."""
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in written()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"search", "autocomplete"}
        and isinstance(node.func.value, ast.Attribute | ast.Call)
        and "objects" in ast.unparse(node.func.value)
    ]  # fmt: skip
    assert found == []


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_each_role_is_described(role: object) -> None:
    page = ROOT / "intranet" / "docs" / "roles" / f"{role.code}.md"  # type: ignore[attr-defined]
    assert page.exists(), f"{page.name} is missing"
    assert len(page.read_text(encoding="utf-8")) > 200
