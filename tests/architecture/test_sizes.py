"""Modules and functions stay small, and their names say what they hold (architecture, "Sizes")."""

import ast
from pathlib import Path

from tests.architecture.test_imports import ROOT, sources

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "tools", "stuff"}


def written() -> list[Path]:
    """Our own code; migrations are generated."""
    return [path for path in sources() if "migrations" not in path.parts]


def test_modules_have_at_most_300_lines() -> None:
    lengths = {path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines()) for path in written()}
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_have_at_most_40_lines() -> None:
    long = []
    for path in written():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    long.append(f"{path.relative_to(ROOT)}:{node.lineno}: {node.name} has {length} lines")
    assert long == []


def test_names_say_what_a_module_holds() -> None:
    assert [path for path in sources() if {path.stem, path.parent.name} & SAYS_NOTHING] == []


def test_the_packages_are_the_four_that_are_planned() -> None:
    folders = {path.name for path in ROOT.iterdir() if path.is_dir() and not path.name.startswith((".", "var", "_"))}
    assert folders - {"node_modules", "build"} == {"intranet", "knowledge", "pages", "search", "templates", "tests"}
