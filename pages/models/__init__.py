"""Page types and vocabulary of the lower room."""

from pages.models.base import BasePage
from pages.models.centres import CentrePage, CentreService
from pages.models.contacts import Contact
from pages.models.organisations import Area, Party, Service, Variant
from pages.models.standard import NewsPage, SectionPage, StandardPage
from pages.models.vocabulary import Article, CodedTerm, Goal, Profession, TargetGroup, Term, Topic, VocabularyState

__all__ = [
    "Area",
    "Article",
    "BasePage",
    "CentrePage",
    "CentreService",
    "CodedTerm",
    "Contact",
    "Goal",
    "NewsPage",
    "Party",
    "Profession",
    "SectionPage",
    "Service",
    "StandardPage",
    "TargetGroup",
    "Term",
    "Topic",
    "Variant",
    "VocabularyState",
]
