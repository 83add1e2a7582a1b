"""Markdown to Wagtail's rich text; links by our schemes become links by identity, so that an address may change."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any
from urllib.parse import urlsplit

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from knowledge.importing.errors import ContentError
from knowledge.importing.reader import markdown

SCHEMES = ("page", "document", "phone", "article")
OUTSIDE = ("https", "http", "mailto")
# What a reader's rich text may hold; anything else in a file is refused by name.
ALLOWED = {
    "paragraph_open", "paragraph_close", "bullet_list_open", "bullet_list_close", "ordered_list_open",
    "ordered_list_close", "list_item_open", "list_item_close", "heading_open", "heading_close", "inline",
    "blockquote_open", "blockquote_close", "hr",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Link:
    """A link in a file: scheme and target of ours, or "https" and the address."""

    scheme: str
    target: str
    line: int


@dataclass(frozen=True, slots=True)
class Targets:
    """Where links lead: ids of pages and documents by content id or code, names of contacts, pages of articles."""

    page: Callable[[str], int | None]
    document: Callable[[str], int]
    contact: Callable[[str], str]
    article: Callable[[int], int | None]


def links(tokens: Iterable[Token]) -> Iterator[Link]:
    """The links below `tokens`; raises ContentError for an address of an unknown kind."""
    for token in tokens:
        line = token.map[0] if token.map else 1
        for child in token.children or ():
            if child.type == "link_open":
                href = str(child.attrGet("href") or "")
                scheme, _colon, target = href.partition(":")
                if scheme in SCHEMES:
                    yield Link(scheme, target, line)
                elif scheme in OUTSIDE and (scheme == "mailto" or urlsplit(href).hostname):
                    yield Link(scheme, href, line)
                else:
                    raise ContentError(
                        f"länken {href!r} är varken page:, document:, phone:, article: eller https:", line
                    )


def check(tokens: Iterable[Token]) -> None:
    """Raise ContentError for what rich text cannot hold: pictures, code, tables."""
    for token in tokens:
        line = token.map[0] if token.map else 1
        if token.type not in ALLOWED:
            raise ContentError(f"{token.type} kan inte stå i löpande text", line)
        for child in token.children or ():
            if child.type in {"image", "html_inline", "code_inline"}:
                raise ContentError(f"{child.type} kan inte stå i löpande text", line)


class RichTextRenderer(RendererHTML):
    """markdown-it's renderer with the tags that Wagtail's editor stores."""

    def strong_open(self, *_args: Any) -> str:
        """Bold begins."""
        return "<b>"

    def strong_close(self, *_args: Any) -> str:
        """Bold ends."""
        return "</b>"

    def em_open(self, *_args: Any) -> str:
        """Italics begin."""
        return "<i>"

    def em_close(self, *_args: Any) -> str:
        """Italics end."""
        return "</i>"

    def link_open(self, tokens: list[Token], idx: int, _options: Any, env: Any) -> str:
        """A link by identity; one without words gets the name of what it leads to."""
        targets: Targets = env["targets"]
        href = str(tokens[idx].attrGet("href") or "")
        scheme, _colon, target = href.partition(":")
        empty = tokens[idx + 1].type == "link_close"
        if scheme in {"page", "article"}:
            pk = targets.page(target) if scheme == "page" else targets.article(int(target))
            # A target that is not there leaves its words; an anchor without address is dropped when shown.
            return f'<a linktype="page" id="{pk}">' if pk else "<a>"
        if scheme == "document":
            return f'<a linktype="document" id="{targets.document(target)}">'
        if scheme == "phone":
            return f'<a href="tel:{escape(target)}">' + (escape(targets.contact(target)) if empty else "")
        return f'<a href="{escape(href)}">'


_renderer = RichTextRenderer()
NOWHERE = re.compile(r"<a>(.*?)</a>", re.DOTALL)


def render(tokens: list[Token], targets: Targets) -> str:
    """The rich text of `tokens`, as Wagtail's editor would store it."""
    html = str(_renderer.render(tokens, markdown.options, {"targets": targets}))
    return NOWHERE.sub(r"\1", html).replace("\n", " ").strip()
