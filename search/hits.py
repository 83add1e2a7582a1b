"""What a result shows of an entry: title, kind, where it lies, the passage with the words marked, whom it concerns."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from pages.addresses import url_of
from pages.registries import findables
from search.analysis import QueryTree, mark
from search.documents import passage_text
from search.facets import codes_of
from search.models import IndexEntry
from search.reader import Asked
from search.scorer import Scored

PASSAGE = 240
SECTION_DEPTH = 3  # root, start page, section: what lies higher says nothing of where


@dataclass(frozen=True, slots=True)
class Hit:
    """A result as components/hit.html shows it. `state`, `reviewed_on` and `local` are the place of the trust strip."""

    entry_id: int
    title: str
    url: str
    kind: str
    kind_code: str
    where: str = ""
    passage: Sequence[tuple[str, bool]] = ()
    professions: Sequence[str] = ()
    why: str = ""
    score: float = 0.0
    state: str = ""
    reviewed_on: Any = None
    local: str = ""


def kind_labels() -> dict[str, str]:
    """The name of each kind, as its room registered it, with a capital."""
    labels = {name: str(findable.label) for name, findable in findables.items()}
    return {name: label[:1].upper() + label[1:] for name, label in labels.items()}


def read_hits(scored: Sequence[Scored], tree: QueryTree, asked: Asked) -> list[Hit]:
    """The results of one page of answers, in order; one query. The entries come from one that asked what the reader may see.

    Who may see a page may see the section that it lies in, for restrictions hold downwards.
    """
    parent = Page.objects.filter(path=OuterRef("parent_path"), depth__gte=SECTION_DEPTH, live=True)
    rows = (
        IndexEntry.objects.filter(pk__in=[each.candidate.entry_id for each in scored])
        .annotate(parent_path=Substr("page__path", 1, Length("page__path") - Page.steplen))
        .annotate(where=Subquery(parent.values("title")[:1]), url_path=F("page__url_path"))
        .values("pk", "title", "kind", "url", "url_path", "where", "language", "facet_set", "text__lead", "text__body")
    )
    found = {row["pk"]: row for row in rows}
    labels = kind_labels()
    return [
        _hit(each, found[each.candidate.entry_id], tree, asked, labels)
        for each in scored
        if each.candidate.entry_id in found
    ]


def _hit(each: Scored, row: Mapping[str, Any], tree: QueryTree, asked: Asked, labels: Mapping[str, str]) -> Hit:
    text = passage_text(row["text__lead"], row["text__body"], each.segment, each.starts)
    names = asked.names.get("profession", {})
    codes: Iterable[str] = codes_of(row["facet_set"]).get("profession", ())
    return Hit(
        entry_id=row["pk"],
        title=row["title"],
        url=address(row["url"], row["url_path"]),
        kind=labels.get(row["kind"], row["kind"]),
        kind_code=row["kind"],
        where=row["where"] or "",
        passage=mark(text, tree, row["language"], width=PASSAGE),
        professions=[names[code] for code in codes if code in names],
        why=each.why,
        score=each.score,
    )


def address(url: str, url_path: str | None) -> str:
    """Where a thing is read: its own address, else its page's."""
    return url or url_of(url_path or "")
