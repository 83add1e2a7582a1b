"""Connects the detector of personal data to what no page form sees: comments, translated strings, titles of files."""

from django.apps import apps

from pages.personal_data import install_guard

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
    install_guard(*(apps.get_model(label) for label in labels))
