"""What of a model is a text to translate and what is the same in every language; wagtail-localize reads it.

Without a word it takes each character field for a text: a code or a telephone number would be handed to translators.
"""

from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField

Spoken = list[BaseTranslatableField]


def texts(*names: str) -> Spoken:
    """Fields that are translated."""
    return [TranslatableField(name) for name in names]


def facts(*names: str) -> Spoken:
    """Fields that follow the source language."""
    return [SynchronizedField(name) for name in names]
