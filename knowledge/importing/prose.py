"""The texts of a loaded page as plain paragraphs, and where its links lead: what the checks of the content read."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from pages.findables import HEADINGS

BLOCKS = [*HEADINGS, "p", "li"]
WORDS = re.compile(r"\w+")
# The running texts of a step, an example, a notice; the others are labels, codes, numbers and days.
SPOKEN = {"heading", "text", "warning", "words", "note"}


def paragraphs(html: str) -> list[str]:
    """The paragraphs, list items and headings of rich text; a plain text is one."""
    soup = BeautifulSoup(html, "html.parser")
    blocks = [node for node in soup.find_all(BLOCKS) if not node.find(BLOCKS)]
    texts = [" ".join(node.get_text().split()) for node in blocks] or [" ".join(soup.get_text().split())]
    return [text for text in texts if text]


def rich_texts(page: Page) -> Iterator[str]:
    """Each text that a reader sees on the page itself, as it is stored."""
    yield from (getattr(page, name, "") for name in ("lead", "acute_first"))
    for field in page._meta.concrete_fields:
        value = getattr(page, field.attname)
        if isinstance(field, StreamField):
            for raw in value.raw_data:
                yield from _spoken(raw["value"])
        elif isinstance(field, RichTextField):
            yield value


def _spoken(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, item in value.items():
            if name in SPOKEN or not isinstance(item, str):
                yield from _spoken(item)
    elif isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield from _spoken(item.get("value"))


def all_paragraphs(page: Page) -> list[str]:
    """Every paragraph of the page."""
    return [paragraph for text in rich_texts(page) if text for paragraph in paragraphs(text)]


def key_of(paragraph: str) -> tuple[str, ...]:
    """What makes two paragraphs the same: their words."""
    return tuple(WORDS.findall(paragraph.casefold()))


def links(page: Page) -> Iterator[tuple[str, str]]:
    """Each link of the page's texts: "page", "document" or "tel", and what it names."""
    for text in rich_texts(page):
        for node in BeautifulSoup(text, "html.parser").find_all("a") if "<a" in text else []:
            href = str(node.get("href") or "")
            if node.get("linktype") in {"page", "document"}:
                yield str(node["linktype"]), str(node.get("id"))
            elif href.startswith("tel:"):
                yield "tel", href.removeprefix("tel:")
