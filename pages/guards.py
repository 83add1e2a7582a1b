"""Connects the detector of personal data to whatever is saved: every model of ours that people write, and the libraries' own.

Not guarded is what holds only copies: log entries (a log entry must be written when such a page is renamed or deleted), segments
of translations, the indexes of the search.
"""

from django.apps import apps
from django.db.models import Model
from wagtail.models import Page

from pages.personal_data import TEXT_TYPES, PersonalDataModelMixin, install_guard, validate_no_personal_data

# Each room guards the models it owns or mounts; these are of the libraries below.
LIBRARY_MODELS = (
    "auth.Group",
    "taggit.Tag",
    "wagtailadmin.FormState",
    "wagtailcore.Collection",
    "wagtailcore.Comment",
    "wagtailcore.CommentReply",
    "wagtailcore.Page",
    "wagtailcore.Revision",
    "wagtailcore.Site",
    "wagtailcore.Task",
    "wagtailcore.TaskState",
    "wagtailcore.Workflow",
    "wagtail_localize.SegmentOverride",
    "wagtail_localize.String",
    "wagtail_localize.StringTranslation",
)


def guard(*labels: str) -> None:
    """Refuse to save a row of these models that holds a personal identity number; LookupError for an unknown model."""
    for label in labels:
        _guard(apps.get_model(label))


def guard_own() -> None:
    """The same for every model with the mixin, whose `clean` not all that saves will call."""
    _guard(PersonalDataModelMixin)


def _guard(kind: type) -> None:
    # Django tells of a row's own class alone: a page or a task is always of a class below.
    models = [model for model in apps.get_models() if issubclass(model, kind)]
    install_guard(*models)
    for model in models:
        if not issubclass(model, PersonalDataModelMixin | Page):
            _tell_forms(model)


def _tell_forms(model: type[Model]) -> None:
    """A form of a library then shows the refusal at its field instead of ending in an error."""
    for field in model._meta.local_fields:
        known = validate_no_personal_data in field.validators
        if field.editable and field.get_internal_type() in TEXT_TYPES and not known:
            field.validators.append(validate_no_personal_data)
