"""What a knowledge page rests on: articles of the Convention, law, sources and related pages, as rows beside its text."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from knowledge.enums import Strength
from knowledge.importing.errors import ContentError, said
from knowledge.importing.library import Library, stable_id
from knowledge.importing.reader import ContentFile
from knowledge.models import LegalReference, PageArticle, PageLaw, PageSource, RelatedPage


def fill_grounds(page: Any, file: ContentFile, library: Library) -> None:
    """Replace the rows by those of the file; their ids stay the same, so that translations keep their address."""
    meta = file.meta
    page.article_links = [
        PageArticle(
            article=library.get("articles", number),
            meaning=meaning,
            **_row(page, file, f"article/{number}", order),
        )
        for order, (number, meaning) in enumerate((meta.get("articles") or {}).items())
    ]
    page.law_links = [
        PageLaw(
            reference=_reference(row, library), note=row.get("note") or "", **_row(page, file, f"law/{order}", order)
        )
        for order, row in enumerate(meta.get("law") or [])
    ]
    page.sources = [
        PageSource(
            title=row["title"],
            publisher=row.get("publisher") or "",
            year=row.get("year"),
            url=row.get("url") or "",
            strength=row.get("strength") or Strength.NATIONAL,
            **_row(page, file, f"source/{order}", order),
        )
        for order, row in enumerate(meta.get("sources") or [])
    ]
    for key, rows in (("articles", page.article_links), ("law", page.law_links), ("sources", page.sources)):
        _check(rows.all(), file, key)
    page.related_links = [
        RelatedPage(target_id=target, sort_order=order)
        for order, target in enumerate(library.all_pages(meta.get("related")))
    ]


def _check(rows: Iterable[Model], file: ContentFile, key: str) -> None:
    """Raise ContentError for what a field does not hold: publishing a page checks its own fields, not those of its rows."""
    for number, row in enumerate(rows, start=1):
        try:
            row.clean_fields(exclude={field.name for field in row._meta.concrete_fields if field.is_relation})
        except ValidationError as error:
            raise ContentError(f"{key}, rad {number}: {said(error)}", file.line_of(key)) from error


def _row(page: Any, file: ContentFile, place: str, order: int) -> dict[str, Any]:
    return {"sort_order": order, "locale": page.locale, "translation_key": stable_id(file.id, place)}


def _reference(row: dict[str, Any], library: Library) -> LegalReference:
    """The row of a paragraph, made when it is new; a file adds what it knows and takes nothing away."""
    act = library.get("acts", row["act"])
    reference, _made = LegalReference.objects.get_or_create(
        act=act,
        chapter=str(row.get("chapter") or ""),
        section=str(row.get("section") or ""),
        valid_to=row.get("valid_to"),
        defaults={"valid_from": row.get("valid_from")},
    )
    added = {}
    if row.get("valid_from") and not reference.valid_from:
        added["valid_from"] = row["valid_from"]
    if row.get("verify") and not reference.verify:
        added |= {"verify": True, "note": reference.note or row.get("note") or ""}
    for name, value in added.items():
        setattr(reference, name, value)
    if added:
        reference.save(update_fields=list(added))
    return reference
