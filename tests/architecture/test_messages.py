"""The catalogues: complete in Swedish, compiled from their sources, and in step with the code (architecture, "Messages").

The compiled files are in git, so that a site starts without GNU gettext. polib, which reads both, comes with wagtail-localize.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCALE = Path("intranet/locale")
LANGUAGES = ("sv", "en")
SOURCES = ("intranet", "knowledge", "pages", "search", "templates")
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w+\}")
MAKE = [
    "makemessages", "-l", "sv", "-l", "en", "--no-location", "--no-obsolete", "--no-wrap", "--ignore", "tests", "-v", "0",
]  # fmt: skip
Message = tuple[str | None, str, str]


def catalogue(language: str, root: Path = ROOT) -> polib.POFile:
    return polib.pofile(str(root / LOCALE / language / "LC_MESSAGES" / "django.po"))


def key(entry: polib.POEntry | polib.MOEntry) -> Message:
    return entry.msgctxt, entry.msgid, entry.msgid_plural or ""


def words(entry: polib.POEntry | polib.MOEntry) -> tuple[str, ...]:
    plurals = entry.msgstr_plural or {}
    return tuple(plurals[number] for number in sorted(plurals)) or (entry.msgstr,)


def test_every_message_is_translated_to_swedish() -> None:
    po = catalogue("sv")
    assert [entry.msgid for entry in po.untranslated_entries()] == []
    assert [entry.msgid for entry in po.fuzzy_entries()] == []
    assert not po.metadata_is_fuzzy


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_the_placeholders(language: str) -> None:
    changed = [
        entry.msgid
        for entry in catalogue(language).translated_entries()
        for text in words(entry)
        if set(PLACEHOLDER.findall(text)) != set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    ]
    assert changed == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_catalogue_equals_its_source(language: str) -> None:
    po = catalogue(language)
    mo = polib.mofile(str(ROOT / LOCALE / language / "LC_MESSAGES" / "django.mo"))
    written = {key(entry): words(entry) for entry in po.translated_entries()}
    compiled = {key(entry): words(entry) for entry in mo}
    assert compiled == written, "run manage.py compilemessages (architecture, Messages)"
    for header in ("Language", "Content-Type", "Plural-Forms"):
        assert mo.metadata[header] == po.metadata[header]


def test_the_catalogues_hold_what_the_code_says(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        assert not os.environ.get("CI"), "GNU gettext is needed in CI"
        pytest.skip("GNU gettext is not installed; CI has it")
    # makemessages writes files beside the templates it reads: it gets a copy.
    ignored = shutil.ignore_patterns("__pycache__", "migrations", "content", "data", "static", "*.mo")
    for folder in SOURCES:
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=ignored)
    shutil.copy(ROOT / "manage.py", tmp_path)
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "intranet.settings.dev", "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run([sys.executable, "manage.py", *MAKE], cwd=tmp_path, env=environment, check=True, timeout=120)
    for language in LANGUAGES:
        said = {key(entry) for entry in catalogue(language, tmp_path) if not entry.obsolete}
        known = {key(entry) for entry in catalogue(language)}
        assert said - known == set(), f"{language}: run manage.py makemessages (architecture, Messages)"
        assert known - said == set(), f"{language}: no longer said; run manage.py makemessages"


def test_swedish_words_reach_a_page() -> None:
    from django.utils.translation import gettext, ngettext, override

    with override("sv"):
        assert gettext("Sign in") == "Logga in"
        assert ngettext("%(total)s result", "%(total)s results", 2) == "%(total)s träffar"
    with override("en"):
        assert gettext("Sign in") == "Sign in"
