"""Names of coded terms in the reader's language (decision B)."""

from django.utils.translation import get_language

from pages.locales import source_locale
from pages.models.vocabulary import CodedTerm


def labels(model: type[CodedTerm]) -> dict[str, str]:
    """Names by code: in the reader's language where translated, else in Swedish."""
    source = source_locale()
    rows = model._default_manager.filter(locale__language_code__in={source.language_code, get_language() or ""})
    names: dict[str, str] = {}
    for code, name, locale in rows.values_list("code", "name", "locale_id"):
        if locale != source.pk or code not in names:
            names[code] = name
    return names
