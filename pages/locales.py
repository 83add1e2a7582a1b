"""The source language's locale, kept per process: Wagtail asks the database for it each time."""

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from wagtail.models import Locale

_kept: dict[str, Locale] = {}


def source_locale() -> Locale:
    """The locale of the language that everything is written in first."""
    code = settings.LANGUAGE_CODE
    if code not in _kept:
        _kept[code] = Locale.objects.get(language_code=code)
    return _kept[code]


def forget(**_kwargs: object) -> None:
    """Ask again next time."""
    _kept.clear()


def connect() -> None:
    """Forget when a locale changes."""
    post_save.connect(forget, sender=Locale, dispatch_uid="locales-save")
    post_delete.connect(forget, sender=Locale, dispatch_uid="locales-delete")
