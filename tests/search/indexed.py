"""Things to search in tests: documents put straight into the index, and what a search answers."""

from typing import Any

from django.contrib.auth import get_user_model

from pages.registries import SearchDocument
from search.indexing import index_documents
from search.service import SearchResults, run_search


def put(key: str, title: str, *paragraphs: str, language: str = "sv", kind: str = "page", **more: Any) -> None:
    """Index a thing without a page, which every signed-in reader may see."""
    document = SearchDocument(
        key=key, title=title, paragraphs=paragraphs, language=language, kind=kind, url=f"/{key}/", **more
    )
    index_documents([(f"test:{key}", document)])


def reader() -> Any:
    """Somebody who is signed in and belongs nowhere."""
    return get_user_model()(is_active=True)


def ask(query: str, *, user: Any = None, language: str = "sv", **more: Any) -> SearchResults:
    """A search, by somebody who belongs nowhere unless a user is given."""
    return run_search(query, user=user or reader(), language=language, **more)


def titles(query: str, **more: Any) -> list[str]:
    """The titles that a search finds, best first."""
    return [hit.title for hit in ask(query, **more).hits]
