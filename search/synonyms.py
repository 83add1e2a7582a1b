"""The synonym table of a language: the shipped words and the editors' own, in force at the next search."""

import threading

from search.analysis import SynonymTable
from search.corpus import Corpus
from search.models import SynonymGroup

_kept: dict[str, tuple[tuple[object, ...], SynonymTable]] = {}
_lock = threading.Lock()


def synonyms_of(corpus: Corpus) -> SynonymTable:
    """The table as it is now; no query while the mark that came with the corpus stays the same."""
    known = _kept.get(corpus.language)
    if known is None or known[0] != corpus.synonyms:
        with _lock:
            groups = SynonymGroup.objects.filter(language=corpus.language, active=True)
            table = SynonymTable([group.row() for group in groups], language=corpus.language)
            known = _kept[corpus.language] = (corpus.synonyms, table)
    return known[1]
