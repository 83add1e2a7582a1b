"""What the files refer to by code, read once for a run."""

import uuid
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents import get_document_model

from knowledge.importing.errors import ContentError
from knowledge.importing.models import ContentSource
from knowledge.importing.reader import ContentFile
from knowledge.importing.richtext import Targets
from knowledge.importing.schema import Codes
from knowledge.models import ArticlePage, ConventionPage, LegalAct
from pages.locales import source_locale
from pages.models import (
    Area,
    Article,
    CentrePage,
    Contact,
    Goal,
    Party,
    Profession,
    Service,
    TargetGroup,
    Topic,
)

CODED: dict[str, type[Model]] = {
    "professions": Profession,
    "services": Service,
    "topics": Topic,
    "goals": Goal,
    "target_groups": TargetGroup,
    "contacts": Contact,
}
NAMESPACE = uuid.UUID("5f0d9c0e-6a1d-5c3b-9a57-0d6f5b1c9f10")


def stable_id(content_id: str, place: str) -> str:
    """The id of a block or child row: the same at each import, so that translations keep their address (decision H)."""
    return str(uuid.uuid5(NAMESPACE, f"{content_id}:{place}"))


class Library:
    """Rows by code, pages by content id."""

    def __init__(self) -> None:
        self.locale = source_locale()
        self.rows: dict[str, dict[str, Any]] = {}
        for name, model in CODED.items():
            self.rows[name] = {row.code: row for row in model._default_manager.filter(locale=self.locale)}  # type: ignore[attr-defined]  # every CODED model has a code
        self.rows["parties"] = {row.code: row for row in Party.objects.all()}
        self.rows["areas"] = {row.code: row for row in Area.objects.all()}
        self.rows["acts"] = {row.code: row for row in LegalAct.objects.all()}
        self.rows["articles"] = {str(row.number): row for row in Article.objects.all()}
        documents = get_document_model().objects.exclude(code=None)
        self.rows["documents"] = {row.code: row for row in documents}
        sources = ContentSource.objects.values_list("content_id", "page_id", "page__content_type_id")
        self.pages: dict[str, int] = {content_id: page for content_id, page, _type in sources}
        self.unfilled = set(ContentSource.objects.filter(checksum="").values_list("content_id", flat=True))
        self.models: dict[str, type[Model] | None] = {
            content_id: ContentType.objects.get_for_id(of).model_class() for content_id, _page, of in sources
        }
        self.article_pages: dict[int, int] = dict(
            ArticlePage.objects.filter(locale=self.locale).values_list("article__number", "pk")
        )
        self.convention: int | None = (
            ConventionPage.objects.filter(locale=self.locale).values_list("pk", flat=True).first()
        )

    def add(self, file: ContentFile, page_id: int) -> None:
        """A page that was made for a file."""
        self.pages[file.id] = page_id
        self.unfilled.add(file.id)
        if file.meta["kind"] == "article":
            self.article_pages[int(file.meta["number"])] = page_id
        if file.meta["kind"] == "convention":
            self.convention = page_id

    def lose(self, content_id: str) -> None:
        """Forget the empty page of a file that turned out to be faulty; one that was filled at an earlier run stays."""
        if content_id in self.unfilled:
            self.unfilled.remove(content_id)
            lost = self.pages.pop(content_id)
            self.article_pages = {number: page for number, page in self.article_pages.items() if page != lost}
            self.convention = None if self.convention == lost else self.convention

    def codes(self) -> Codes:
        """The known codes, for checking files."""
        known = {name: frozenset(rows) for name, rows in self.rows.items()}
        known["centres"] = frozenset(CentrePage.objects.values_list("code", flat=True))
        return Codes(known)

    def get(self, vocabulary: str, code: Any) -> Any:
        """The row behind a code; raises ContentError when it is unknown."""
        try:
            return self.rows[vocabulary][str(code)]
        except KeyError:
            raise ContentError(f"{code!r} finns inte bland {vocabulary}") from None

    def all(self, vocabulary: str, codes: list[str] | None) -> list[Any]:
        """The rows behind several codes."""
        return [self.get(vocabulary, code) for code in codes or []]

    def page(self, content_id: str) -> int | None:
        """The id of the page with a content id; None where it is not there, which the loader has named by then."""
        return self.pages.get(content_id)

    def all_pages(self, content_ids: list[str] | None) -> list[int]:
        """The ids of those pages that are there."""
        return [self.pages[each] for each in content_ids or [] if each in self.pages]

    def article_page(self, number: int) -> int | None:
        """The page of an article; the entrance of the Convention for one that has no page yet."""
        return self.article_pages.get(number) or self.convention

    @property
    def targets(self) -> Targets:
        """For rendering rich text."""
        return Targets(
            page=self.page,
            document=lambda code: int(self.get("documents", code).pk),
            contact=lambda code: str(self.get("contacts", code).name),
            article=self.article_page,
        )
