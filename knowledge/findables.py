"""How the pages of this room become rows of the search index."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from knowledge.models import (
    ArticlePage,
    ConventionPage,
    GuidancePage,
    KnowledgePage,
    PolicyPage,
    RoutinePage,
    Stewardship,
    source_of,
)
from pages.findables import page_document, plain, plain_stream
from pages.registries import Findable, SearchDocument, findables


def _facets(page: KnowledgePage) -> dict[str, list[str]]:
    """Codes, read from the source page (decision B): a translation is found under the same."""
    source = source_of(page)
    if source.pk != page.pk:
        page = KnowledgePage.objects.get(pk=source.pk)
    professions = [each.code for each in page.professions.all()]
    return {
        "profession": ["ALLA", *professions] if page.for_all_professions else professions,
        "topic": [each.code for each in page.topics.all()],
        "goal": [each.code for each in page.goals.all()],
        "centre": [each.code for each in page.centres.all()],
        "article": [str(link.article.number) for link in page.article_links.select_related("article")],
    }


def _withdrawn(page: KnowledgePage) -> bool:
    return Stewardship.objects.filter(page_id=source_of(page).pk, withdrawn_on__isnull=False).exists()


def _document(page: Any, kind: str, headings: list[str], paragraphs: list[str], **more: Any) -> SearchDocument | None:
    if _withdrawn(page):
        return None
    laws = [str(link.reference) for link in page.law_links.select_related("reference__act")]
    codes = [
        f"{link.reference.act.name} {link.reference.act.code}"
        for link in page.law_links.select_related("reference__act")
    ]
    meanings = [
        f"artikel {link.article.number} {link.meaning}" for link in page.article_links.select_related("article")
    ]
    sources = [f"{source.title} {source.publisher}" for source in page.sources.all()]
    return page_document(
        page,
        kind,
        headings=headings,
        paragraphs=paragraphs,
        mentions=["; ".join(laws), "; ".join(codes), *meanings, *sources],
        facets=_facets(page),
        **more,
    )


def _sentence(text: str | None) -> str:
    """With a capital: what stands beside a step's heading is read on its own in a passage."""
    return f"{text[:1].upper()}{text[1:]}" if text else ""


def _routine(page: RoutinePage) -> SearchDocument | None:
    headings: list[str] = []
    paragraphs = [page.acute_first] if page.acute_first else []
    for raw in page.steps.raw_data:
        step = raw["value"]
        headings.append(step["heading"])
        _headings, texts = plain(step.get("text") or "")
        paragraphs += [*texts, *[_sentence(step.get(name)) for name in ("when", "time_limit", "warning")]]
    for name in ("purpose", "applies_to", "limits", "childs_perspective", "participation", "next_contact"):
        paragraphs += plain(getattr(page, name))[1]
    return _document(
        page, "routine", headings, [text for text in paragraphs if text], is_acute=page.is_acute, terms=[page.number]
    )


def _guidance(page: GuidancePage) -> SearchDocument | None:
    headings: list[str] = []
    paragraphs: list[str] = []
    names = (
        "purpose", "for_whom", "body", "childs_perspective", "participation", "gender_equality", "equal_treatment",
    )  # fmt: skip
    for name in names:
        more_headings, more = plain(getattr(page, name))
        headings += more_headings
        paragraphs += more
    return _document(page, "guidance", headings, paragraphs)


def _policy(page: PolicyPage) -> SearchDocument | None:
    headings, paragraphs = plain_stream(page.body)
    paragraphs = plain(page.purpose)[1] + paragraphs + [raw["value"]["text"] for raw in page.timeline.raw_data]
    return _document(page, "policy", headings, paragraphs)


def _article(page: ArticlePage) -> SearchDocument | None:
    article = page.article
    paragraphs = []
    # What is in English belongs to no Swedish index: an English word would find it before the page that staff need.
    for name in ("explanation", "watch_out", "for_children"):
        paragraphs += plain(getattr(page, name))[1]
    for raw in page.examples.raw_data:
        paragraphs += plain(raw["value"]["text"])[1]
    return page_document(
        page,
        "article",
        paragraphs=paragraphs,
        mentions=[f"artikel {article.number} {article.subject_sv}", article.subject_en],
        facets={"article": [str(article.number)]},
    )


def _convention(page: ConventionPage) -> SearchDocument | None:
    headings, paragraphs = plain_stream(page.body)
    return page_document(page, "convention", headings=headings, paragraphs=paragraphs)


def register_findables() -> None:
    """Tell the registry of this room's kinds."""
    for name, model, label, document in (
        ("routine", RoutinePage, _("routine"), _routine),
        ("guidance", GuidancePage, _("guidance"), _guidance),
        ("policy", PolicyPage, _("policy"), _policy),
        ("article", ArticlePage, _("article"), _article),
        ("convention", ConventionPage, _("the Convention"), _convention),
    ):
        findables.register(name, Findable(model, label, _live(model), document))


def _live(model: Any) -> Any:
    return lambda: model.objects.filter(live=True, alias_of__isnull=True).select_related("locale")
