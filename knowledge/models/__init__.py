"""What staff must know and follow."""

from knowledge.models.base import KnowledgePage, PageArticle, PageLaw, PageSource, RelatedPage
from knowledge.models.convention import ArticlePage, ConventionPage
from knowledge.models.guidance import CarriedRoutine, GuidancePage, PolicyPage
from knowledge.models.law import LAW_STATE_READ, LegalAct, LegalReference
from knowledge.models.routine import RoutinePage
from knowledge.models.stewardship import LONG_OVERDUE, PageVersion, Stewardship, source_of

__all__ = [
    "LAW_STATE_READ",
    "LONG_OVERDUE",
    "ArticlePage",
    "CarriedRoutine",
    "ConventionPage",
    "GuidancePage",
    "KnowledgePage",
    "LegalAct",
    "LegalReference",
    "PageArticle",
    "PageLaw",
    "PageSource",
    "PageVersion",
    "PolicyPage",
    "RelatedPage",
    "RoutinePage",
    "Stewardship",
    "source_of",
]
