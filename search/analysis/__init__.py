"""Text -> tokens per language: the one analysis that documents, queries and every search engine share.

Pure Python, imports nothing of Django or of this project, usable from every room. Needs PyStemmer (see
stemming.py) and rapidfuzz. Start at `analyse` (documents) and `analyse_query` (queries); data files and
their sources lie in `data/`.
"""

from search.analysis.documents import analyse
from search.analysis.highlight import mark
from search.analysis.languages import analyser
from search.analysis.matching import alternative_matches
from search.analysis.query import analyse_query
from search.analysis.query_tree import Alternative, AlternativeKind, Clause, Notice, QueryTree
from search.analysis.spelling import SpellingIndex, suggest_spelling
from search.analysis.statutes import Reference, find_references
from search.analysis.synonyms import Expansion, SynonymMatch, SynonymRow, SynonymTable
from search.analysis.tokens import ACRONYM_MARK, LEXICON_VERSION, Token
from search.analysis.words import fold, normalise

__all__ = [
    "ACRONYM_MARK",
    "LEXICON_VERSION",
    "Alternative",
    "AlternativeKind",
    "Clause",
    "Expansion",
    "Notice",
    "QueryTree",
    "Reference",
    "SpellingIndex",
    "SynonymMatch",
    "SynonymRow",
    "SynonymTable",
    "Token",
    "alternative_matches",
    "analyse",
    "analyse_query",
    "analyser",
    "find_references",
    "fold",
    "mark",
    "normalise",
    "suggest_spelling",
]
