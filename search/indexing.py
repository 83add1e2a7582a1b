"""Keeping the index in step: one object at a time in the transaction that changes it, or everything anew.

`reindex` is what pages.registries calls; `index_documents` writes rows, full text and statistics together; `rebuild` goes
through every findable thing. Text is analysed before the lock of the statistics is taken, so writers wait for little.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from wagtail.models import Page

from pages.registries import Findable, SearchDocument, findables
from search import corpus
from search.analysis import LEXICON_VERSION
from search.corpus import Change
from search.documents import (
    MOST_TERMS,
    AnalysedDocument,
    analyse_document,
    elements_of,
    facet_codes,
    facet_set_id,
    first_lines,
    plain,
    storable,
)
from search.engines import database_engine
from search.models import FacetSet, IndexEntry, IndexTerm, IndexText

BATCH = 200
Progress = Callable[[str, int, int], None]
Sourced = tuple[str, SearchDocument]
ENTRY_FIELDS = tuple(field.name for field in IndexEntry._meta.concrete_fields if field.name not in ("id", "key"))
TEXT_FIELDS = ("lead", "terms", "headings", "body", "tokens")


def source_of(obj: Model) -> str:
    """The name under which the index knows an object."""
    return f"page:{obj.pk}" if isinstance(obj, Page) else f"{obj._meta.label_lower}:{obj.pk}"


def findable_for(obj: Model) -> Findable | None:
    """How an object becomes a row: the registration of its own class, else of the nearest one that it derives from."""
    known = {findable.model: findable for findable in findables}
    return next((known[each] for each in type(obj).__mro__ if each in known), None)


def reindex(obj: Any) -> None:
    """Bring the index in step with one object; what is not to be found is taken out. Stands in the caller's transaction."""
    obj = obj.specific if type(obj) is Page else obj
    findable = findable_for(obj)
    document = findable.document(obj) if findable else None
    with transaction.atomic():
        if document is None:
            IndexEntry.objects.filter(source=source_of(obj)).delete()
        else:
            index_documents([(source_of(obj), document)])


def index_documents(sourced: Sequence[Sourced]) -> None:
    """Write entries, their full text and the statistics, in one transaction."""
    analysed = [(source, analyse_document(cleaned(document))) for source, document in sourced]
    sources = {source for source, _each in analysed}
    keys = {each.document.key for _source, each in analysed}
    with transaction.atomic():
        former = IndexEntry.objects.filter(key__in=keys) | IndexEntry.objects.filter(source__in=sources)
        languages = {each.document.language for _source, each in analysed}
        generations = corpus.lock(languages | set(former.values_list("language", flat=True)))
        IndexEntry.objects.filter(source__in=sources).exclude(key__in=keys).delete()
        changes: dict[str, Change] = defaultdict(Change)
        texts = IndexText.objects.filter(entry__key__in=keys)
        for language, tokens in texts.values_list("entry__language", "tokens"):
            changes[language].remove(*elements_of(tokens))
        for _source, each in analysed:
            changes[each.document.language].add(each.elements, each.lengths, each.words)
        database_engine().index(_write(analysed, generations))
        corpus.apply(changes, generations)


def cleaned(document: SearchDocument) -> SearchDocument:
    """A title that fits its column; NUL and half surrogate pairs, which no database stores, become spaces."""
    return SearchDocument(
        key=document.key,
        kind=document.kind,
        title=storable(document.title)[:300],
        language=document.language,
        page_id=document.page_id,
        url=document.url,
        lead=storable(document.lead),
        terms=tuple(map(storable, document.terms)),
        headings=tuple(map(storable, document.headings)),
        paragraphs=tuple(map(storable, document.paragraphs)),
        mentions=tuple(map(storable, document.mentions)),
        facets=document.facets,
        day=document.day,
        is_acute=document.is_acute,
    )


def _write(
    analysed: Sequence[tuple[str, AnalysedDocument]], generations: Mapping[str, int]
) -> list[tuple[int, AnalysedDocument]]:
    """Insert or update the rows of documents; returns their numbers with them."""
    sets = {}
    entries = []
    for source, each in analysed:
        document = each.document
        codes = facet_codes(document)
        number = facet_set_id(codes)
        sets[number] = FacetSet(id=number, codes=codes)
        entries.append(
            IndexEntry(
                key=document.key,
                source=source,
                page_id=document.page_id,
                language=document.language,
                kind=document.kind,
                facet_set_id=number,
                is_acute=document.is_acute,
                day=document.day,
                lexicon=LEXICON_VERSION,
                generation=generations[document.language],
                title=document.title,
                plain_title=plain(document.title),
                plain_terms="|".join(["", *(plain(term) for term in document.terms[:MOST_TERMS]), ""]),
                url=document.url,
            )
        )
    FacetSet.objects.bulk_create(sets.values(), ignore_conflicts=True)
    IndexEntry.objects.bulk_create(entries, update_conflicts=True, unique_fields=["key"], update_fields=ENTRY_FIELDS)
    numbers = dict(IndexEntry.objects.filter(key__in=[entry.key for entry in entries]).values_list("key", "pk"))
    rows = [(numbers[each.document.key], each) for _source, each in analysed]
    IndexText.objects.bulk_create(
        [_text(number, each) for number, each in rows],
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=TEXT_FIELDS,
    )
    return rows


def _text(number: int, analysed: AnalysedDocument) -> IndexText:
    document = analysed.document
    return IndexText(
        entry_id=number,
        lead=analysed.lead,
        terms=first_lines(document.terms),
        headings=first_lines(document.headings),
        body="\n".join(" ".join(paragraph.split()) for paragraph in analysed.paragraphs),
        tokens=analysed.tokens,
    )


def forget_entry(instance: IndexEntry, **_kwargs: Any) -> None:
    """Take an entry that is being deleted, perhaps with its page, out of statistics; receiver of pre_delete."""
    text = IndexText.objects.filter(entry_id=instance.pk).values_list("tokens", flat=True).first()
    if text is None:
        return
    with transaction.atomic():
        generations = corpus.lock([instance.language])
        change = Change()
        change.remove(*elements_of(text))
        corpus.apply({instance.language: change}, generations)


def follow_saved(instance: Model, **_kwargs: Any) -> None:
    """A findable thing that is no page is indexed whenever it is saved; receiver of post_save."""
    if not isinstance(instance, Page) and findable_for(instance) is not None:
        reindex(instance)


def follow_deleted(instance: Model, **_kwargs: Any) -> None:
    """Its entry goes with it; receiver of post_delete. A page's entry goes by its foreign key."""
    if not isinstance(instance, Page) and findable_for(instance) is not None:
        IndexEntry.objects.filter(source=source_of(instance)).delete()


def rebuild(progress: Progress | None = None) -> int:
    """Index everything that is to be found, remove everything else, mend the statistics; returns the number of entries.

    Each batch of 200 is a transaction of its own, so the site can be used meanwhile and a stop loses one batch.
    `progress` is called with a label, how many objects are done and how many there are.
    """
    seen: set[str] = set()
    for findable in findables:
        queryset = findable.queryset()
        total = queryset.count()
        done = 0
        for batch in _batches(queryset):
            documents = [(source_of(obj), findable.document(obj)) for obj in batch]
            present = [(source, document) for source, document in documents if document is not None]
            if present:
                index_documents(present)
            seen.update(document.key for _source, document in present)
            done += len(batch)
            if progress:
                progress(str(findable.label), done, total)
    _remove_all_but(seen)
    recount()
    return len(seen)


def _batches(queryset: QuerySet[Any]) -> Iterator[list[Any]]:
    rows = queryset.iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _remove_all_but(keys: set[str]) -> None:
    gone = [number for number, key in IndexEntry.objects.values_list("pk", "key") if key not in keys]
    for start in range(0, len(gone), BATCH):
        with transaction.atomic():
            IndexEntry.objects.filter(pk__in=gone[start : start + BATCH]).delete()
    FacetSet.objects.filter(entries__isnull=True).delete()


def recount() -> None:
    """Make the statistics agree with the stored tokens, whatever has happened to the rows."""
    languages = set(IndexEntry.objects.values_list("language", flat=True).distinct())
    for language in languages | set(IndexTerm.objects.values_list("language", flat=True).distinct()):
        with transaction.atomic():
            generations = corpus.lock([language])
            texts = IndexText.objects.filter(entry__language=language).values_list("tokens", flat=True)
            corpus.correct(language, _counted(texts.iterator(chunk_size=BATCH)), generations)


def _counted(texts: Iterable[str]) -> Change:
    change = Change(elements=Counter())
    for tokens in texts:
        elements, lengths = elements_of(tokens)
        change.add(elements, lengths, {})
    return change
