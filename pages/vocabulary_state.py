"""A number that changes whenever a word, a law or a register that texts show changes: part of the key of cached bodies.

It is raised in the transaction of the change, so a cached body is left behind in the moment the change can be seen.
"""

from typing import Any

from django.db.models import BigIntegerField, F, Model, Subquery, Value
from django.db.models.functions import Coalesce
from django.db.models.signals import post_delete, post_save

from pages.models import VocabularyState


def current() -> int:
    """The number now; 0 before anything has changed."""
    return VocabularyState.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def subquery() -> Coalesce:
    """The number as part of another query."""
    number = Subquery(VocabularyState.objects.filter(pk=1).values("number")[:1])
    return Coalesce(number, Value(0), output_field=BigIntegerField())


def touch(**_kwargs: Any) -> None:
    """Raise the number."""
    if not VocabularyState.objects.filter(pk=1).update(number=F("number") + 1):
        VocabularyState.objects.get_or_create(pk=1, defaults={"number": 1})


def watch(*models: type[Model]) -> None:
    """Raise the number whenever a row of these models is saved or deleted."""
    for model in models:
        post_save.connect(touch, sender=model, dispatch_uid=f"vocabulary-save-{model._meta.label}")
        post_delete.connect(touch, sender=model, dispatch_uid=f"vocabulary-delete-{model._meta.label}")
