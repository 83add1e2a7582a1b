"""Terms in texts: recognised by their forms, explained where they stand (the first time on a page)."""

import re
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Locale

from pages.locales import source_locale
from pages.models import Term

# Text between tags; what stands in a heading, a link, a button or a card is left as it is.
TAG = re.compile(r"(<[^>]*>)")
# A browser may break the line after a button, and a colon would begin the next one: what follows a word stays with it,
# unless the word is too long for the line of a phone.
PUNCTUATION = ".,:;!?)”…"
LONGEST_UNBROKEN = 25
CLOSED = ("a", "button", "h1", "h2", "h3", "h4", "x-phone", "x-file", "summary", "label", "dt")


def entries(locale: Locale | None = None) -> list[Term]:
    """All terms, Swedish or in `locale` where translated, in alphabetical order."""
    source = source_locale()
    rows = {term.code: term for term in Term.objects.filter(locale=source)}
    if locale and locale.pk != source.pk:
        rows.update({term.code: term for term in Term.objects.filter(locale=locale)})
    return sorted(rows.values(), key=lambda term: term.name.casefold())


def mark(html: str, state: int) -> str:
    """The HTML with the first occurrence of each term made a button that explains it.

    `state` is the number of pages.vocabulary_state; the compiled forms are kept for it.
    """
    pattern, terms = _forms(state, get_language() or "sv")
    if not terms:
        return html
    seen: set[str] = set()
    parts = TAG.split(html)
    closed: list[str] = []
    for number, part in enumerate(parts):
        if number % 2:
            _follow(part, closed)
        elif part.strip() and not closed:
            parts[number] = pattern.sub(lambda match: _button(match, terms, seen), part)
    return "".join(parts)


def _follow(tag: str, closed: list[str]) -> None:
    name = tag.strip("</>").split()[0].lower() if tag.strip("</> ") else ""
    if name not in CLOSED:
        return
    if tag.startswith("</"):
        if name in closed:
            closed.remove(name)
    elif not tag.endswith("/>"):
        closed.append(name)


def _button(match: re.Match[str], terms: dict[str, tuple[str, str, str]], seen: set[str]) -> str:
    code, title, definition = terms[match["word"].casefold()]
    if code in seen:
        return match[0]
    seen.add(code)
    term = {
        "id": code,
        "word": match["word"],
        "follows": match["follows"],
        "short": len(match["word"]) <= LONGEST_UNBROKEN,
        "title": title,
        "definition": definition,
        "url": reverse("pages:term", args=[code]),
    }
    return render_to_string("components/term.html", {"term": term}).strip()


@lru_cache(maxsize=16)
def _forms(state: int, language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, str, str]]]:
    """A pattern of all forms, longest first, and what each means; kept for a state of the glossary."""
    del state  # only the key of the cache
    locale = Locale.objects.filter(language_code=language).first()
    terms: dict[str, tuple[str, str, str]] = {}
    for term in entries(locale):
        for form in [term.name, *term.forms.splitlines()]:
            if form.strip():
                terms[form.strip().casefold()] = (term.code, term.name, term.definition)
    forms = sorted(terms, key=len, reverse=True)
    pattern = r"(?<![\w-])(?P<word>" + "|".join(map(re.escape, forms)) + rf")(?![\w-])(?P<follows>[{PUNCTUATION}]?)"
    return re.compile(pattern if forms else r"(?!)", re.IGNORECASE), terms
