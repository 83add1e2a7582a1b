"""Connects the detector of personal data to what no page form sees: comments, translated strings, titles of files."""

from django.apps import apps
from django.db.models.signals import pre_save

from pages.personal_data import guard_pre_save

# Each room guards the models it owns or mounts; these are of the libraries below.
LIBRARY_MODELS = (
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.TaskState",
    "wagtailcore.Collection",
    "wagtail_localize.String",
    "wagtail_localize.StringTranslation",
)


def guard(*labels: str) -> None:
    """Refuse to save a row of these models that holds a personal identity number; LookupError for an unknown model."""
    for label in labels:
        pre_save.connect(guard_pre_save, sender=apps.get_model(label), dispatch_uid=f"personal-data:{label}")
