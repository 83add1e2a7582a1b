"""From an address to a search and from its results to what templates/search/results.html shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from search.analysis import Notice
from search.documents import storable
from search.facets import FACETS
from search.hits import kind_labels
from search.service import PER_PAGE, SearchResults

LONGEST_QUERY = 200
LONGEST_CODE = 60
MOST_CODES = 20
HIGHEST_PAGE = 100_000
SHOWN_CODES = 7  # of a facet; the others open on demand
FILTERS = (*FACETS, "centre", "article", "goal")
LABELS: Mapping[str, str | Promise] = {
    "kind": gettext_lazy("Kind"),
    "profession": gettext_lazy("Profession"),
    "topic": gettext_lazy("Topic"),
    "centre": gettext_lazy("Centre"),
    "article": gettext_lazy("Article of the Convention"),
    "goal": gettext_lazy("Goal"),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an address asks for; whatever cannot be meant is left out, nothing raises."""

    query: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    page: int = 1

    @classmethod
    def read(cls, parameters: QueryDict) -> "Wanted":
        """From the fields of an address."""
        query = storable(parameters.get("q", "")).strip()[:LONGEST_QUERY]
        filters = {}
        for name in FILTERS:
            codes = [storable(code)[:LONGEST_CODE] for code in parameters.getlist(name)[:MOST_CODES]]
            if chosen := list(dict.fromkeys(code for code in codes if code)):
                filters[name] = chosen
        page = parameters.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < len(str(HIGHEST_PAGE)) else 1
        return cls(query, filters, max(1, number))

    def address(self, path: str, **changed: Any) -> str:
        """The address of this search, on its first page, with other filters or another query."""
        filters = changed.get("filters", self.filters)
        fields = [("q", changed.get("query", self.query))]
        fields += [(name, code) for name, codes in filters.items() for code in codes]
        return f"{path}?{urlencode(fields)}"

    def without(self, name: str, code: str) -> dict[str, Sequence[str]]:
        """The filters but one code."""
        left = {each: [one for one in codes if (each, one) != (name, code)] for each, codes in self.filters.items()}
        return {each: codes for each, codes in left.items() if codes}


def results_context(path: str, wanted: Wanted, found: SearchResults) -> dict[str, Any]:
    """The context of the template, in its own words."""
    names = {**found.names, "kind": kind_labels()}
    chips = [
        {
            "label": names.get(name, {}).get(code, code),
            "group": LABELS[name],
            "remove_url": wanted.address(path, filters=wanted.without(name, code)),
        }
        for name, codes in wanted.filters.items()
        for code in codes
    ]
    shown = set(FACETS)
    return {
        "query": wanted.query,
        "results": found.hits,
        "total": found.total,
        "facets": [_facet(name, wanted, found, names) for name in FACETS],
        "hidden": [
            ("q", wanted.query),
            *((name, code) for name, codes in wanted.filters.items() if name not in shown for code in codes),
        ],
        "chosen": len(chips),
        "active_filters": chips,
        "clear_url": wanted.address(path, filters={}),
        "page_obj": Leaf(found.page, found.pages),
        "notices": [*map(_moved, found.notices), *_capped(found)],
        "did_you_mean": _respelt(path, wanted, found),
        "replaced": found.replaced,
    }


def _facet(name: str, wanted: Wanted, found: SearchResults, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """A facet with its codes, the most frequent first, and the rest; a chosen code stays though it finds nothing."""
    chosen = wanted.filters.get(name, ())
    counts = dict(found.facets.get(name, {}))
    for code in chosen:
        counts.setdefault(code, 0)
    labels = names.get(name, {})
    options = [
        {"value": code, "label": labels.get(code, code), "count": number, "selected": code in chosen}
        for code, number in sorted(counts.items(), key=lambda item: (-item[1], labels.get(item[0], item[0])))
    ]
    if len(options) <= SHOWN_CODES + 1:
        return {"name": name, "label": LABELS[name], "options": options}
    options.sort(key=lambda option: not option["selected"])
    first = max(SHOWN_CODES, len(chosen))
    return {"name": name, "label": LABELS[name], "options": options[:first], "more": options[first:]}


def _respelt(path: str, wanted: Wanted, found: SearchResults) -> dict[str, str] | None:
    if not found.did_you_mean:
        return None
    return {"text": found.did_you_mean, "url": wanted.address(path, query=found.did_you_mean)}


def _moved(notice: Notice) -> dict[str, str]:
    """A paragraph has moved: the old number still finds, and the reader learns the new one."""
    return {
        "kind": "info",
        "title": _("The paragraph has a new number"),
        "text": _("%(old)s in %(old_act)s is now %(new)s in %(new_act)s (%(subject)s).")
        % {
            "old": notice.old_reference,
            "old_act": notice.old_act,
            "new": _(" and ").join(notice.new_references),
            "new_act": notice.new_act,
            "subject": notice.subject,
        },
    }


def _capped(found: SearchResults) -> Iterable[dict[str, str]]:
    if found.capped:
        yield {"kind": "info", "title": _("Only the first twenty words were searched"), "text": ""}


@dataclass(frozen=True, slots=True)
class Leaf:
    """The place of a page of results among all: what components/pagination.html reads of Django's Page."""

    number: int
    num_pages: int

    @property
    def has_previous(self) -> bool:
        """Whether a page comes before."""
        return self.number > 1

    @property
    def has_next(self) -> bool:
        """Whether a page follows."""
        return self.number < self.num_pages

    @property
    def previous_page_number(self) -> int:
        """The page before."""
        return self.number - 1

    @property
    def next_page_number(self) -> int:
        """The page after."""
        return self.number + 1

    @property
    def start_index(self) -> int:
        """The number of the page's first result."""
        return (self.number - 1) * PER_PAGE + 1

    @property
    def paginator(self) -> "Leaf":
        """Itself: it knows how many pages there are."""
        return self
