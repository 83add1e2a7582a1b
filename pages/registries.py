"""Where upper rooms add to what a lower room shows or does, without the lower one knowing them.

A room fills a registry in its `apps.py:ready()`. The order of registration is the order of use; a name registered twice
is a programming error and raises ValueError.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page, Revision

T = TypeVar("T")


class Registry(Generic[T]):
    """Named entries in the order in which they came."""

    def __init__(self) -> None:
        self._entries: dict[str, T] = {}

    def register(self, name: str, entry: T) -> None:
        """Add `entry`; raises ValueError when the name is taken by another."""
        if self._entries.get(name, entry) is not entry:
            raise ValueError(f"{name} is registered twice")
        self._entries[name] = entry

    def __iter__(self) -> Iterator[T]:
        return iter(list(self._entries.values()))

    def items(self) -> list[tuple[str, T]]:
        """Names and entries."""
        return list(self._entries.items())

    def __getitem__(self, name: str) -> T:
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries


# --- audiences: which groups a person belongs to, derived from assignments (decision A)
Reader = AbstractBaseUser | AnonymousUser
audiences: Registry[Callable[[Reader, date], QuerySet[Group]]] = Registry()


# --- places: the areas a reader works in, for telephone numbers that differ between them
places: Registry[Callable[[Reader, date], Sequence[str]]] = Registry()


def areas_of(user: Reader, on: date | None = None) -> tuple[str, ...]:
    """Codes of the areas that `user` works in, narrowest first."""
    return tuple(code for find in places for code in find(user, on or timezone.localdate()))


# --- whom to ask: shown with a refusal and to a person whom nobody has placed yet
whom_to_ask: Registry[Callable[[Reader], list[dict[str, str]]]] = Registry()


def contacts_for(user: Reader) -> list[dict[str, str]]:
    """The people whom `user` can ask about access, as components/contact_list.html shows them."""
    return [contact for find in whom_to_ask for contact in find(user)]


# --- what no list shows though its page still opens: withdrawn pages; each entry gives a condition on pages
unlisted: Registry[Callable[[], Q]] = Registry()


def listed_q() -> Q:
    """The pages that lists show."""
    listed = Q()
    for condition in unlisted:
        listed &= ~condition()
    return listed


# --- publishing: what is written in the same transaction (decision I)
class PublishListener(Protocol):
    """Called inside the transaction of `BasePage.publish`, after the page has become live."""

    def __call__(self, page: Page, *, revision: Revision, by: AbstractBaseUser | None) -> None:
        """React to `page` having been published from `revision`."""


after_publish: Registry[PublishListener] = Registry()

# --- what upper rooms add to the context of every page: a function of page and request
page_context: Registry[Callable[[Page, HttpRequest], dict[str, Any]]] = Registry()

# --- findable things: search registers one function that brings an object's index row in step (decision F)
indexers: Registry[Callable[[Model], None]] = Registry()


def reindex(obj: Model) -> None:
    """Bring what the search shows of `obj` in step; called by each verb, inside its transaction."""
    for index in indexers:
        index(obj)


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """What the search knows of one findable thing. Text is plain; `facets` maps a facet to codes.

    `mentions` are searched and never shown as a passage: sources, law, codes. `page_id` is the page whose visibility
    decides; None for a thing that every signed-in reader may see, which then has an address of its own in `url`.
    """

    key: str
    kind: str
    title: str
    language: str = "sv"
    page_id: int | None = None
    url: str = ""
    lead: str = ""
    terms: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    facets: Mapping[str, Sequence[str]] = field(default_factory=dict)
    day: date | None = None
    is_acute: bool = False


@dataclass(frozen=True, slots=True)
class Findable:
    """How objects of one model become rows of the search index; `document` answers None for what is not to be found."""

    model: type[Model]
    label: Any
    queryset: Callable[[], QuerySet[Any]]
    document: Callable[[Any], SearchDocument | None]


findables: Registry[Findable] = Registry()


# --- surfaces: every address, feed, mail and export that shows content, each with the rule that guards it
class SurfaceRule(StrEnum):
    """Who may reach a surface."""

    READER = "reader"  # signed in; what it shows passes visible_to
    EDITOR = "editor"  # the editors' pages, with Wagtail's permissions
    PUBLIC = "public"  # before sign-in: shows no content
    DEVELOPMENT = "development"  # exists in development alone


@dataclass(frozen=True, slots=True)
class Surface:
    """One address by its name in the URL configuration, or a mounted third-party one by its prefix."""

    name: str
    rule: SurfaceRule
    shows: str


surfaces: Registry[Surface] = Registry()


def register_surfaces(rule: SurfaceRule, **names: str) -> None:
    """Register several addresses: `app__name="what it shows"`, the double underscore standing for the colon."""
    for key, shows in names.items():
        name = key.replace("__", ":")
        surfaces.register(name, Surface(name, rule, shows))
