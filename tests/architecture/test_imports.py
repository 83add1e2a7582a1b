"""Rooms import from themselves and from what stands to their left (architecture, "Imports go one way"); nothing is excepted."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db.models import Field

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("intranet", "knowledge", "pages", "search")
ROOMS = [
    "search.analysis", "pages", "pages.notices", "pages.directory", "pages.activities", "knowledge", "knowledge.importing",
    "knowledge.assessments", "knowledge.agreements", "knowledge.onboarding", "knowledge.improvement", "knowledge.mapping",
    "knowledge.followup", "search", "intranet.users", "intranet.media", "intranet.operations", "intranet.home", "intranet",
]  # fmt: skip
EXCEPTIONS: tuple[tuple[str, str], ...] = ()
SETTINGS_MODELS = {settings.AUTH_USER_MODEL, settings.WAGTAILIMAGES_IMAGE_MODEL, settings.WAGTAILDOCS_DOCUMENT_MODEL}


def room_of(module: str) -> str | None:
    """The room of a dotted name, None for what is not ours."""
    inside = [room for room in ROOMS if module == room or module.startswith(f"{room}.")]
    return max(inside, key=len) if inside else None


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported(path: Path) -> Iterator[tuple[str, int]]:
    """Every module that a file imports, wherever in the file, with its line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((each.name, node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import hides its room"
            # `from pages import directory` is an import of pages.directory.
            yield from ((f"{node.module}.{each.name}", node.lineno) for each in node.names)


def sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def goes_right(importer: str, target: str) -> bool:
    own, other = room_of(importer), room_of(target)
    assert own is not None, importer
    return other is not None and ROOMS.index(other) > ROOMS.index(own)


def test_imports_go_one_way() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{line}: {module_of(path)} imports {target}"
        for path in sources()
        for target, line in imported(path)
        if goes_right(module_of(path), target) and (module_of(path), target) not in EXCEPTIONS
    ]
    assert wrong == []
    assert EXCEPTIONS == ()


def test_the_walk_sees_imports_inside_functions_and_under_type_checking(tmp_path: Path) -> None:
    source = tmp_path / "sample.py"
    source.write_text("if TYPE_CHECKING:\n    import search.service\ndef f():\n    from knowledge import models\n")
    assert list(imported(source)) == [("search.service", 2), ("knowledge.models", 4)]
    assert goes_right("pages.cards", "knowledge.models")
    assert goes_right("search.analysis.tokens", "search.documents")
    assert not goes_right("knowledge.views", "pages.cards")


def test_every_package_below_a_room_is_a_room_or_part_of_one() -> None:
    assert [config.name for config in apps.get_app_configs() if room_of(config.name) and config.name not in ROOMS] == []


def relations() -> Iterator[tuple[str, str, Field]]:
    for model in apps.get_models(include_auto_created=True):
        if room_of(model.__module__) is None:
            continue
        for field in model._meta.get_fields(include_parents=False):
            if field.is_relation and not field.auto_created and field.related_model:
                yield model.__module__, field.related_model.__module__, field


def test_foreign_keys_go_one_way() -> None:
    wrong = []
    for own, other, field in relations():
        label = field.related_model._meta.label
        through = getattr(field.remote_field, "through", None)
        if room_of(other) and goes_right(own, other) and label not in SETTINGS_MODELS:
            wrong.append(f"{field} points to {label}")
        if through is not None and room_of(through.__module__) and goes_right(own, through.__module__):
            wrong.append(f"{field} goes through {through._meta.label}")
    assert wrong == []


@pytest.mark.parametrize("app", ["users", "media"])
def test_users_and_files_depend_on_nothing_of_ours(app: str) -> None:
    """Decision J: they are the bottom of the migrations."""
    wrong = [
        f"{field} points to {field.related_model._meta.label}"
        for own, other, field in relations()
        if own.startswith(f"intranet.{app}.") and room_of(other) not in (None, f"intranet.{app}")
        and field.related_model._meta.label not in SETTINGS_MODELS
    ]  # fmt: skip
    assert wrong == []
