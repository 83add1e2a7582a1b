"""The body of a page: what depends on revision and language is rendered once, what depends on reader and day each time.

Decision G: the cached body holds placeholders for links to pages, documents and telephone numbers. They are filled for each
request, one query per kind, so a number that changed, a page that was hidden or a new form shows at the next request.
Glossary terms are marked in the cached body and law is judged by the day: its key carries the state of the vocabulary and the
date, so both show at once too.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.cache import cache
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.documents import get_document_model
from wagtail.models import Page

from pages.cards import Card
from pages.contacts import Line, phone_book
from pages.glossary import mark
from pages.phones import phone_blocks, phone_link
from pages.prepared import Prepared

PLACEHOLDER = re.compile(
    r'<a data-(?P<link>page|document)="(?P<id>\d+)">(?P<words>.*?)</a>'
    r'|<a href="tel:(?P<code>[a-z0-9-]*[a-z][a-z0-9-]*|112|1177)">(?P<name>.*?)</a>'
    r'|<x-phone data-code="(?P<phone>[a-z0-9 -]+)"></x-phone>'
    r'|<x-file data-document="(?P<file>\d+)"></x-file>',
    re.DOTALL,
)
CONTENTS = re.compile(r'<section[^>]* id="([\w-]+)"[^>]*>\s*<h2[^>]*>([^<]+)</h2>')
CACHE_SECONDS = 24 * 60 * 60
# Where what stands beside the page comes in; what is above it is the head.
ASIDE = "<!--aside-->"


@dataclass(frozen=True, slots=True)
class Body:
    """A rendered body with its placeholders named by kind; `contents` are its sections as (id, heading in HTML)."""

    html: str
    pages: frozenset[int]
    documents: frozenset[int]
    phones: frozenset[str]
    contents: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, html: str) -> "Body":
        """Find the placeholders in rendered HTML."""
        pages: set[int] = set()
        documents: set[int] = set()
        phones: set[str] = set()
        for match in PLACEHOLDER.finditer(html):
            if match["link"] == "page":
                pages.add(int(match["id"]))
            elif match["link"] or match["file"]:
                documents.add(int(match["id"] or match["file"]))
            else:
                phones.update([match["code"]] if match["code"] else match["phone"].split())
        contents = tuple(CONTENTS.findall(html))
        return cls(html, frozenset(pages), frozenset(documents), frozenset(phones), contents)


def body_of(
    page: Page, template: str, context: Callable[[], Mapping[str, Any]], *, state: int, preview: bool = False
) -> Body:
    """The body of a published page from the cache, else rendered; a preview shows a draft and is never cached.

    `state` is the number of pages.vocabulary_state, read in this request.
    """

    def render() -> Body:
        html = render_to_string(template, {**context(), "LANGUAGE_CODE": get_language()})
        head, aside, rest = html.partition(ASIDE)
        return Body.of(head + aside + mark(rest, state) if aside else mark(html, state))

    if preview or page.live_revision_id is None:
        return render()
    key = f"body:{template}:{page.pk}:{page.live_revision_id}:{get_language()}:{state}:{timezone.localdate()}"
    body = cache.get(key)
    if body is None:
        body = render()
        cache.set(key, body, CACHE_SECONDS)
    return body  # type: ignore[no-any-return]  # the cache is not typed


def fill(
    body: Body, *, cards: Mapping[int, Card], areas: Callable[[], Sequence[str]] = tuple, state: int | None = None
) -> tuple[SafeString, SafeString]:
    """The head and the rest of the body with their placeholders filled: `cards` are the pages that this reader may see, by id.

    A link to a page that is hidden or gone leaves its words without an address. `areas` is asked only when a number differs
    between areas; `state` is the number of pages.vocabulary_state.
    """
    documents = _documents(body.documents)
    book = phone_book(body.phones, areas=areas, state=state)

    def replace(match: re.Match[str]) -> str:
        if match["link"] == "page":
            card = cards.get(int(match["id"]))
            words = match["words"] or (card.title_html if card else "")
            return f'<a href="{card.url}">{words}</a>' if card else str(words)
        if match["link"] == "document":
            file = documents.get(int(match["id"]))
            return f'<a href="{file.url}">{match["words"] or file.title_html}</a>' if file else match["words"]
        if match["file"]:
            file = documents.get(int(match["file"]))
            return file.item if file else ""
        return _phone(book, match)

    head, _aside, rest = PLACEHOLDER.sub(replace, body.html).partition(ASIDE)
    return mark_safe(head), mark_safe(rest)  # noqa: S308 - every part was escaped where it was made


def _phone(book: Mapping[str, list[Line]], match: re.Match[str]) -> str:
    if match["phone"]:
        return phone_blocks(line for code in match["phone"].split() for line in book.get(code, []))
    return phone_link(book.get(match["code"], [])) or match["name"]


@dataclass(frozen=True, slots=True)
class FileLink:
    """A document as it is linked: the address of what is in force."""

    url: str
    title_html: str
    item: str


@lru_cache(maxsize=16)
def _document_rows(many: int) -> Prepared:
    """The query for so many documents."""

    def build(**ids: int) -> QuerySet[Any, tuple[Any, ...]]:
        rows: QuerySet[Any, tuple[Any, ...]] = get_document_model().objects.filter(pk__in=list(ids.values()))
        return rows.order_by().values_list("id", "title", "file")

    return Prepared(build, **{f"id{number}": int for number in range(many)})


def _documents(ids: Iterable[int]) -> dict[int, FileLink]:
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    # As many as the next power of two, the last one several times: a handful of statements serves all pages.
    many = 1 << (len(wanted) - 1).bit_length()
    asked = {f"id{number}": wanted[min(number, len(wanted) - 1)] for number in range(many)}
    return {pk: _file_link(pk, title, file, get_language() or "") for pk, title, file in _document_rows(many)(**asked)}


@lru_cache(maxsize=1000)
def _file_link(pk: int, title: str, file: str, _language: str) -> FileLink:
    document = get_document_model()(pk=pk, title=title, file=file)
    context = {"url": document.url, "title": title, "kind": document.filename.rsplit(".", 1)[-1].upper()}
    return FileLink(document.url, escape(title), render_to_string("components/file_link.html", context))
