"""Personal data in what the site stores: from what a field may hold to a model instance; then validator, mixin, signal receiver.

What a text holds is found by pages.personal_numbers. No message, log line or exception holds the number.
"""

import html
import json
import logging
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, cast
from urllib.parse import unquote

from django.core.exceptions import ValidationError
from django.db.models import FileField, Model
from django.db.models.signals import pre_save
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pages.personal_numbers import Finding, FindingKind, Severity, find_personal_data

logger = logging.getLogger(__name__)
KIND_NAMES = {
    FindingKind.PERSONNUMMER: _("a personal identity number"),
    FindingKind.SAMORDNINGSNUMMER: _("a coordination number"),
    FindingKind.RESERVNUMMER: _("a reserve number"),
    FindingKind.RELATIVE: _("the telephone number of a family"),
    FindingKind.JOURNAL: _("wording from a patient record"),
}

Located = tuple[str, str, Finding]  # name of the field, place in its value, finding


class PersonalDataError(ValidationError):
    """Raised where no form stands between the writer and the database."""


TAG = re.compile(r"</?[a-zA-Z!][^<>]*>")
# Tags that do not part a word; any other begins a new line.
INLINE = re.compile(
    r"(?i)</?(?:!|(?:a|abbr|b|bdi|bdo|code|del|em|font|i|ins|kbd|mark|q|s|small|span|strong|u|wbr)\b)[^<>]*>"
)
TEXT_TYPES = {"CharField", "TextField", "SlugField", "JSONField", "FileField"}  # a StreamField says JSONField


def _texts_of(value: str, place: str) -> Iterator[tuple[str, str]]:
    """The text of a string: of HTML what a reader sees, each block on a line, then what its tags hold."""
    shown = html.unescape(TAG.sub("\n", INLINE.sub("", value)))
    yield place, unquote(shown) if "://" in shown else shown
    if tags := "\n".join(TAG.findall(value)):
        yield f"{place}.tags".lstrip("."), unquote(html.unescape(tags))


def _unpack(value: str) -> list[str]:
    """The texts in a string that is JSON, as revisions hold streams; none for any other string."""
    if not value.startswith(("{", "[", '"')):
        return []
    found: list[str] = []
    try:
        waiting = [json.loads(value)]
    except (ValueError, RecursionError):
        return found
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            found += item
            waiting += item.values()
        elif isinstance(item, list):
            waiting += item
        elif isinstance(item, str | int):
            found.append(str(item))
    return found


def walk_text(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Each text in a value with its place: string, HTML, rich text, stream, structure or whole number."""
    value = value.get_prep_value() if hasattr(value, "get_prep_value") else getattr(value, "source", value)
    if isinstance(value, str) and (packed := _unpack(value)):
        yield from ((place, text) for each in packed for _place, text in _texts_of(each, ""))
    elif isinstance(value, str | Promise) or type(value) is int:
        yield from _texts_of(str(value), place)
    elif isinstance(value, Mapping) and {"type", "value"} <= value.keys() <= {"type", "value", "id"}:
        yield from walk_text(value["value"], f"{place}.{value['type']}".lstrip("."))  # a block of a stream
    elif isinstance(value, Mapping):
        yield from ((place, str(key)) for key in value)
        for key, item in value.items():
            yield from walk_text(item, f"{place}.{key}".lstrip("."))
    elif isinstance(value, list | tuple | set | frozenset):
        for number, item in enumerate(value, start=1):
            yield from walk_text(item, f"{place}.{number}".lstrip("."))


def check_model_instance(instance: Model, fields: Collection[str] | None = None) -> list[Located]:
    """All findings in the text-like fields of `instance`, or in those of them that `fields` names."""
    found: list[Located] = []
    deferred = instance.get_deferred_fields()
    for field in instance._meta.concrete_fields:
        wanted = field.attname not in deferred and (fields is None or field.name in fields)
        if wanted and field.get_internal_type() in TEXT_TYPES:
            value = field.value_from_object(instance)
            for place, text in walk_text(value.name if isinstance(field, FileField) else value):
                found += [(field.name, place, finding) for finding in find_personal_data(text)]
    return found


def describe(finding: Finding, place: str = "") -> str:
    """What was found, where, and what to do: for the writer, without the number."""
    message = _(
        "This looks like %(what)s: %(excerpt)s (%(place)sline %(line)s). Remove it: data about children and "
        "families belong in the record system. If it is another number, group it otherwise: 070-123 45 67."
    )
    if finding.severity is Severity.WARN:
        message = _("Check this, it may be %(what)s: %(excerpt)s (%(place)sline %(line)s).")
    facts = {"what": KIND_NAMES[finding.kind], "excerpt": finding.excerpt_masked, "line": finding.line}
    return message % {**facts, "place": re.sub(r"\d{3,}", "•", f"{place}: " if place else "")}


def _errors(found: Iterable[Located]) -> dict[str, list[ValidationError]]:
    """The errors by field name for what blocks, at most five in a field."""
    errors: dict[str, list[ValidationError]] = {}
    for name, place, finding in found:
        if finding.severity is Severity.BLOCK and len(errors.setdefault(name, [])) < 5:
            errors[name].append(ValidationError(describe(finding, place), code="personal_data"))
    return errors


def validate_no_personal_data(value: Any) -> None:
    """Validator for a form or model field: raises ValidationError for what blocks."""
    found = [("", place, finding) for place, text in walk_text(value) for finding in find_personal_data(text)]
    if errors := _errors(found):
        raise ValidationError(errors[""])


class PersonalDataModelMixin:
    """For models with a form: `clean` refuses what blocks, at its field or above a form that lacks it."""

    _without_form_field: Collection[str] = ()

    def full_clean(self, exclude: Iterable[str] | None = None, *args: Any, **kwargs: Any) -> None:
        """Remember what the form leaves out: Django has no place for an error of such a field."""
        self._without_form_field = set(exclude or ())
        super().full_clean(exclude, *args, **kwargs)  # type: ignore[misc]  # a mixin: Model stands behind it

    def clean(self) -> None:
        """Refuse personal data in the fields that are for editing; the others are derived from them."""
        super().clean()  # type: ignore[misc]  # as above
        instance = cast(Model, self)
        editable = {field.name for field in instance._meta.concrete_fields if field.editable}
        if errors := _errors(check_model_instance(instance, editable)):
            shown = {name: each for name, each in errors.items() if name not in self._without_form_field}
            raise ValidationError(shown or [*chain(*errors.values())])


def guard_pre_save(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    """Receiver of pre_save for what no form checks: raises PersonalDataError; fixtures (`raw`) pass."""
    errors = {} if raw else _errors(check_model_instance(instance, kwargs.get("update_fields")))
    if errors and instance.pk:
        errors = {name: each for name, each in errors.items() if not _is_stored(sender, instance, name)}
    if errors:
        logger.warning("Personal data refused in %s: %s", sender._meta.label, ", ".join(errors))
        raise PersonalDataError(errors)


def _is_stored(sender: type[Model], instance: Model, name: str) -> bool:
    """Whether the database holds the very value: a page from before the guard must be possible to unpublish and move."""
    field = sender._meta.get_field(name)
    stored = sender._base_manager.filter(pk=instance.pk).only(name).first()
    return stored is not None and [*walk_text(field.value_from_object(stored))] == [  # type: ignore[union-attr]  # concrete
        *walk_text(field.value_from_object(instance))  # type: ignore[union-attr]  # as above
    ]


def install_guard(*senders: type[Model]) -> None:
    """Connect the guard to each model; once, however often it is called."""
    for sender in senders:
        pre_save.connect(guard_pre_save, sender=sender, dispatch_uid=f"personal-data:{sender._meta.label}")
