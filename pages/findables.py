"""How the pages and words of this room become rows of the search index."""

from collections.abc import Iterable
from typing import Any

from bs4 import BeautifulSoup, Tag
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.blocks import StreamValue

from pages.models import CentrePage, NewsPage, SectionPage, StandardPage, Term
from pages.registries import Findable, SearchDocument, findables

HEADINGS = ["h2", "h3", "h4"]
BLOCKS = ["p", "li", "td", "th", "br", *HEADINGS]


def plain(html: str) -> tuple[list[str], list[str]]:
    """The headings and the paragraphs of rich text, without markup."""
    if not html:
        return [], []
    soup = BeautifulSoup(html, "html.parser")
    for node in soup.find_all(BLOCKS):
        node.insert_before(" ")  # no other space than the text's own: what follows a link is its full stop
    headings = [_text(node) for node in soup.find_all(HEADINGS)]
    for node in soup.find_all(HEADINGS):
        node.decompose()
    blocks = soup.find_all(["p", "li", "td", "th"])
    paragraphs = [_text(node) for node in blocks if not node.find("p")]
    if not paragraphs:
        paragraphs = [_text(soup)]
    return headings, [text for text in paragraphs if text]


def _text(node: Tag) -> str:
    return " ".join(node.get_text().split())


def plain_stream(value: StreamValue) -> tuple[list[str], list[str]]:
    """The headings and paragraphs of a body."""
    headings: list[str] = []
    paragraphs: list[str] = []
    for raw in value.raw_data:
        html = raw["value"]["text"] if raw["type"] == "notice" else raw["value"]
        if isinstance(html, str):
            more_headings, more = plain(html)
            headings += more_headings
            paragraphs += more
    return headings, paragraphs


def page_document(
    page: Any,
    kind: str,
    *,
    headings: Iterable[str] = (),
    paragraphs: Iterable[str] = (),
    mentions: Iterable[str] = (),
    terms: Iterable[str] = (),
    facets: dict[str, list[str]] | None = None,
    **more: Any,
) -> SearchDocument | None:
    """The search document of a page, `terms` added to its search words.

    None for a page that is not live, and for an alias, which its source stands for.
    """
    if not page.live or page.alias_of_id:
        return None
    return SearchDocument(
        key=f"page:{page.pk}",
        kind=kind,
        title=page.title,
        language=page.locale.language_code,
        page_id=page.pk,
        lead=page.lead,
        terms=tuple(filter(None, [*page.search_term_list, *terms])),
        headings=tuple(headings),
        paragraphs=tuple(paragraphs),
        mentions=tuple(mentions),
        facets=facets or {},
        **more,
    )


def _plain_page(page: Any) -> SearchDocument | None:
    headings, paragraphs = plain_stream(page.body)
    return page_document(page, "page", headings=headings, paragraphs=paragraphs)


def _section(page: SectionPage) -> SearchDocument | None:
    headings, paragraphs = plain_stream(page.body)
    return page_document(page, "section", headings=headings, paragraphs=paragraphs)


def _news(page: NewsPage) -> SearchDocument | None:
    headings, paragraphs = plain_stream(page.body)
    facets = {
        "topic": [topic.code for topic in page.topics.all()],
        "profession": [each.code for each in page.professions.all()],
        "article": [str(article.number) for article in page.articles.all()],
    }
    return page_document(page, "news", headings=headings, paragraphs=paragraphs, facets=facets, day=page.date)


def _centre(page: CentrePage) -> SearchDocument | None:
    headings, paragraphs = plain_stream(page.body)
    area = page.area
    places = [each.name for each in area.lineage()] if area else []
    names = [str(row.service) for row in page.services.select_related("service")]
    names += [str(party) for party in page.parties.all()]
    rooms = [f"{raw['value']['name']} {raw['value'].get('use', '')}" for raw in page.rooms.raw_data]
    return page_document(
        page,
        "centre",
        headings=headings,
        paragraphs=[*paragraphs, page.address, *rooms],
        mentions=[", ".join(names), ", ".join(places)],
        facets={"centre": [page.code]},
    )


def _term(term: Term) -> SearchDocument:
    with override(term.locale.language_code):
        url = reverse("pages:term", args=[term.code])
    return SearchDocument(
        key=f"term:{term.pk}",
        kind="term",
        title=term.name,
        language=term.locale.language_code,
        url=url,
        lead=term.definition,
        terms=tuple(form for form in term.forms.splitlines() if form.strip()),
        paragraphs=(term.more,) if term.more else (),
    )


def register_findables() -> None:
    """Tell the registry of this room's kinds."""
    related = ("locale",)
    findables.register(
        "page", Findable(StandardPage, _("page"), lambda: _live(StandardPage).select_related(*related), _plain_page)
    )
    findables.register(
        "section", Findable(SectionPage, _("section"), lambda: _live(SectionPage).select_related(*related), _section)
    )
    findables.register(
        "news", Findable(NewsPage, _("news item"), lambda: _live(NewsPage).select_related(*related), _news)
    )
    findables.register(
        "centre", Findable(CentrePage, _("centre"), lambda: _live(CentrePage).select_related(*related), _centre)
    )
    findables.register("term", Findable(Term, _("glossary term"), lambda: Term.objects.select_related(*related), _term))


def _live(model: Any) -> Any:
    return model.objects.filter(live=True, alias_of__isnull=True)
