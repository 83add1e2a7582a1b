"""Pages as links: what menus, breadcrumbs, related lists and links in texts need, in one query for all of them."""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.db.models import Case, Expression, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Coalesce
from django.utils.html import escape
from wagtail.models import Page, get_page_models

from pages.addresses import Root, url_of
from pages.hidden import Places
from pages.locales import source_locale
from pages.prepared import Prepared
from pages.registries import Reader, listed_q
from pages.tree import below_q, children_q
from pages.visibility import closed_places, seen_past, sees_all

# Pages about the intranet; what is missing or hidden is left out of the foot. A translation keeps the slug.
FOOT_SLUGS: Sequence[str] = ("om-intranatet", "hjalp-att-soka", "tillganglighet", "personuppgifter")


@dataclass(frozen=True, slots=True)
class Card:
    """A page that the reader may see, as a link; `text` (its lead) and `date` are there after `with_leads`."""

    id: int
    title: str
    url: str
    path: str
    depth: int
    text: str = ""
    date: datetime.date | None = None

    @property
    def lead(self) -> str:
        """The text, as components/news_item.html calls it."""
        return self.text

    @property
    def title_html(self) -> str:
        """The title, escaped."""
        return escape(self.title)


COLUMNS = ("pk", "title", "url_path", "path", "depth", "slug", "show_in_menus")
LISTED = "listed"
NOTHING_CLOSED = Places("", ())
MOST_QUESTIONS = 500
Row = dict[str, Any]
_questions: dict[tuple[Hashable, ...], "_Question"] = {}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Conditions on pages by name; what `lists` names leaves out the pages that lists do not show (registries.listed_q)."""

    links: Mapping[str, Q]
    lists: Mapping[str, Q]


class _Question:
    """Conditions made into one query for readers with the same SQL of closed places, and what tells the names apart."""

    def __init__(self, wanted: Wanted, closed: str, values: int) -> None:
        self.lists = wanted.lists.keys()
        self.every = {**wanted.links, **wanted.lists}
        self.tests = {name: _test(q) for name, q in self.every.items()}
        self.asked = {name: q for name, q in self.every.items() if self.tests[name] is None}
        if self.lists:
            self.asked[LISTED] = listed_q()
        self.closed = closed
        self.prepared = Prepared(self._rows, **{f"value{number}": object for number in range(values)})

    def _rows(self, **values: Any) -> QuerySet[Any, tuple[Any, ...]]:
        flags: dict[str, Any] = {
            f"is_{name}": Case(When(q, then=Value(1)), default=Value(0), output_field=IntegerField())
            for name, q in self.asked.items()
        }
        places = Places(self.closed, tuple(values.values())) if self.closed else None
        pages = seen_past(Page.objects.filter(Q(*self.every.values(), _connector=Q.OR)), places)
        rows: QuerySet[Any, tuple[Any, ...]] = pages.annotate(**flags).order_by("path").values_list(*COLUMNS, *flags)
        return rows

    def answer(self, params: Sequence[Any]) -> dict[str, list[Card]]:
        """The cards by name."""
        found: dict[str, list[Card]] = defaultdict(list)
        for values in self.prepared(**{f"value{number}": value for number, value in enumerate(params)}):
            row = dict(zip((*COLUMNS, *self.asked), values, strict=True))
            card = Card(row["pk"], row["title"], url_of(row["url_path"]), row["path"], row["depth"])
            for name, test in self.tests.items():
                if (test(row) if test else row[name]) and (name not in self.lists or row[LISTED]):
                    found[name].append(card)
        return found


def visible_cards(user: Reader, **wanted: Q) -> dict[str, list[Card]]:
    """The pages that match each named condition and that `user` may see, in tree order: one query for all names."""
    places = NOTHING_CLOSED if sees_all(user) else closed_places(user)
    return _Question(Wanted(wanted, {}), places.sql, len(places.params)).answer(places.params)


def kept_cards(user: Reader, key: tuple[Hashable, ...], wanted: Callable[[], Wanted]) -> dict[str, list[Card]]:
    """The same for conditions that are the same whenever `key` is: they are made, and made into SQL, once for it."""
    places = NOTHING_CLOSED if sees_all(user) else closed_places(user)
    whole = (*key, places.sql, source_locale().pk)
    question = _questions.get(whole)
    if question is None:
        if len(_questions) >= MOST_QUESTIONS:
            _questions.clear()
        question = _questions[whole] = _Question(wanted(), places.sql, len(places.params))
    return question.answer(places.params)


def _test(q: Q) -> Callable[[Row], bool] | None:
    """A condition on the row's own columns as a function; None for one that only the database can judge.

    Django takes longer to write a condition as SQL than Python to judge the few rows of an answer by it.
    """
    children: list[Any] = q.children
    tests = [_test(child) if isinstance(child, Q) else _column_test(*child) for child in children]
    if q.negated or q.connector != Q.AND or not tests or None in tests:
        return None
    return lambda row: all(test(row) for test in tests if test)


def _column_test(lookup: str, value: Any) -> Callable[[Row], bool] | None:
    column, _, operator = lookup.partition("__")
    if column not in COLUMNS or isinstance(value, QuerySet | Expression):
        return None
    return {
        "": lambda row: bool(row[column] == value),
        "in": lambda row: row[column] in value,
        "startswith": lambda row: row[column].startswith(value),
        "gte": lambda row: row[column] >= value,
        "lte": lambda row: row[column] <= value,
    }.get(operator)


@cache
def _lead_fields() -> tuple[str, ...]:
    """Where the leads of the page types lie, as look-ups from Wagtail's page."""
    models = [model for model in get_page_models() if any(field.name == "lead" for field in model._meta.local_fields)]
    return tuple(f"{model._meta.model_name}__lead" for model in models)


def with_leads(cards: Iterable[Card]) -> list[Card]:
    """The cards with what their pages begin with, in one query; what has a date comes first, the newest on top."""
    shown = list(cards)
    if not shown:
        return []
    pages = Page.objects.filter(pk__in=[card.id for card in shown])
    rows = pages.values_list("pk", Coalesce(*_lead_fields(), Value(""), output_field=TextField()), F("newspage__date"))
    found = {pk: (text, day) for pk, text, day in rows}
    full = [replace(card, text=found[card.id][0], date=found[card.id][1]) for card in shown if card.id in found]
    return sorted(full, key=lambda card: -card.date.toordinal() if card.date else 0)


def ancestors_q(path: str, root: Root) -> Q:
    """The pages between the start page and the page at `path`, both left out."""
    step = Page.steplen
    prefixes = [path[:end] for end in range(len(root.path) + step, len(path), step)]
    return Q(path__in=prefixes)


def foot_q(root: Root) -> Q:
    """What the foot of every page links to: the pages about the intranet itself."""
    return below_q(root.path) & Q(slug__in=FOOT_SLUGS)


def menu_q(root: Root) -> Q:
    """The entries of the main menu of a language."""
    return children_q(root.path) & Q(show_in_menus=True)
