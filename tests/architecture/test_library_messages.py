"""What Wagtail and wagtail-localize leave in English, or say stiffly, is said in Swedish by a catalogue of ours."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import polib
import pytest
import wagtail
import wagtail_localize
from django.test import Client
from django.utils.translation import gettext, override
from wagtail.models import Page

from tests import factories as make
from tests.architecture.test_messages import PLACEHOLDER, ROOT, key, words

CATALOGUE = ROOT / "intranet" / "locale_of_libraries" / "sv" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")


def ours(domain: str) -> polib.POFile:
    return polib.pofile(str(CATALOGUE / f"{domain}.po"))


@cache
def said(domain: str) -> set[tuple[str | None, str, str]]:
    """Every message of the libraries' own catalogues."""
    folders = [Path(each.__file__).parent for each in (wagtail, wagtail_localize)]
    files = [file for folder in folders for file in folder.rglob(f"locale/en/LC_MESSAGES/{domain}.po")]
    assert files
    return {key(entry) for file in files for entry in polib.pofile(str(file))}


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_message_is_still_said(domain: str) -> None:
    """A message that a new version words otherwise would be English again, without an error."""
    assert [entry.msgid for entry in ours(domain) if key(entry) not in said(domain)] == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_each_is_translated_and_compiled(domain: str) -> None:
    po = ours(domain)
    assert [entry.msgid for entry in po if not all(words(entry)) or entry.fuzzy] == []
    compiled = {key(entry): words(entry) for entry in polib.mofile(str(CATALOGUE / f"{domain}.mo"))}
    assert compiled == {key(entry): words(entry) for entry in po}, "run manage.py compilemessages"
    unknown = [
        entry.msgid
        for entry in po
        for text in words(entry)
        if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(entry.msgid + (entry.msgid_plural or "")))
    ]
    assert unknown == []


def test_the_editors_pages_say_them(home: Page, client_of: Callable[..., Client]) -> None:
    section = make.SectionFactory()
    client = client_of("editor")
    edit = client.get(f"/admin/pages/{section.pk}/edit/").content.decode()
    empty = client.get(f"/admin/pages/{section.pk}/").content.decode()
    for text in ("Adress och meny", "Om sidan ska stå i menyn."):
        assert text in edit
    for text in ("Marknadsför", "huruvida", "min-slugg", "Autosave is", "There are validation errors", "Side panels"):
        assert text not in edit
    assert " of 0 " not in empty
    assert "Ingen kontakt med servern." in client.get("/admin/jsi18n/").content.decode()
    with override("sv"):
        assert gettext("Snippets") == "Ord och register"
