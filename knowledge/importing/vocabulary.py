"""The YAML files of a content folder's `data/`: vocabularies and registers, written row by row by their code."""

import hashlib
import mimetypes
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile as DjangoFile
from django.db import transaction
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.models import TranslatableMixin

from knowledge.importing import schema
from knowledge.importing.errors import ContentError, Problem, attempt
from knowledge.importing.library import stable_id
from knowledge.importing.numbers import number_blocks
from knowledge.importing.reader import read_bytes, read_text, read_yaml
from knowledge.models import LegalAct
from pages.locales import source_locale
from pages.models import Area, Article, Contact, Goal, Party, Profession, Service, TargetGroup, Term, Topic

Row = dict[str, Any]
LARGEST_DOCUMENT = 20 * 1024 * 1024
DOCUMENT_TYPES = {".docx", ".pdf", ".odt", ".xlsx"}

# For each file: the model, the field that identifies a row, and the keys with the fields they fill.
PLAIN: Mapping[str, tuple[type[Model], str, Mapping[str, str]]] = {
    "professions": (
        Profession,
        "code",
        {"name": "name", "plural": "plural", "kind": "kind", "base": "is_base", "regime": "regime", "name_en": ""},
    ),
    "services": (
        Service,
        "code",
        {"name": "name", "base": "is_base", "municipal": "is_municipal", "name_en": ""},
    ),
    "topics": (Topic, "code", {"name": "name", "name_en": "", "parent": "parent"}),
    "goals": (Goal, "code", {"name": "name", "text": "text", "same_as": "same_as", "name_en": ""}),
    "target_groups": (TargetGroup, "code", {"name": "name", "name_en": ""}),
    "areas": (
        Area,
        "code",
        {
            "name": "name",
            "kind": "kind",
            "parent": "parent",
            "variant": "variant",
            "variant_source": "variant_source",
        },
    ),
    "parties": (Party, "code", {"name": "name", "short": "short", "kind": "kind", "area": "area"}),
    "legal_acts": (
        LegalAct,
        "code",
        {
            "name": "name",
            "short": "short",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "replaces": "replaces",
            "url": "url",
            "note": "note",
        },
    ),
    "articles": (
        Article,
        "number",
        {
            "part": "part",
            "principle": "is_principle",
            "swedish_law": "is_swedish_law",
            "subject_sv": "subject_sv",
            "subject_en": "subject_en",
            "themes": "themes",
            "relevance": "relevance",
        },
    ),
    "terms": (
        Term,
        "code",
        {"term": "name", "forms": "forms", "definition": "definition", "more": "more", "source": "source", "see": ""},
    ),
    "contacts": (
        Contact,
        "code",
        {"name": "name", "kind": "kind", "numbers": "numbers", "fallback": "fallback", "name_en": ""},
    ),
}
LINKS: Mapping[str, tuple[str, ...]] = {
    "topics": ("parent",),
    "areas": ("parent",),
    "parties": ("area",),
    "contacts": ("fallback",),
}
ORDER = [*PLAIN, "documents"]


def load_vocabularies(folder: Path, report: Callable[[str, int], None]) -> tuple[list[Problem], int]:
    """Write every known file of `folder`; a faulty file is named and left out whole. Returns faults and changed rows."""
    problems: list[Problem] = []
    changed = 0
    paths = {path.stem: path for path in sorted(folder.glob("*.yaml"))}

    @transaction.atomic
    def load(path: Path) -> None:
        nonlocal changed
        rows = _load_documents(path) if path.stem == "documents" else _load_rows(path, path.stem)
        changed += rows

    for name in ORDER:
        if name in paths:
            attempt(partial(load, paths[name]), paths[name], problems)
        report(name, changed)
    problems += [Problem(path, 1, f"filen {path.name} är okänd") for name, path in paths.items() if name not in ORDER]
    return problems, changed


def _read_rows(path: Path) -> list[tuple[Row, int]]:
    value, lines = read_yaml(read_text(path))
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise ContentError("filen ska vara en lista av rader med nycklar")
    return [(row, lines[str(number)]) for number, row in enumerate(value)]


def _load_rows(path: Path, name: str) -> int:
    model, identity, fields = PLAIN[name]
    rows = _read_rows(path)
    changed = 0
    seen: set[str] = set()
    for row, line in rows:
        key = str(row.get(identity, ""))
        if not key or key in seen:
            raise ContentError(f"raden saknar {identity}" if not key else f"{key} står två gånger", line)
        seen.add(key)
        unknown = set(row) - set(fields) - {identity}
        if unknown:
            raise ContentError(f"nyckeln {sorted(unknown)[0]!r} är okänd", line)
        changed += _write_row(name, model, identity, row, line)
    # Rows may name rows further down: the links are set when all are there.
    for row, line in rows:
        changed += _link_row(name, model, identity, row, line)
    if name == "terms":
        _link_terms(rows)
    return changed


def _own(model: type[Model], identity: str, value: Any) -> Model | None:
    query = model._default_manager.filter(**{identity: value})
    if issubclass(model, TranslatableMixin):
        query = query.filter(locale=source_locale())
    return query.first()


def _write_row(name: str, model: type[Model], identity: str, row: Row, line: int) -> int:
    values: Row = {}
    for key, target in PLAIN[name][2].items():
        if target and target not in LINKS.get(name, ()):
            try:
                values[target] = _value(name, key, row.get(key), model, target, str(row[identity]))
            except ValueError as error:
                raise ContentError(f"{key}: {error}", line) from error
    obj = _own(model, identity, row[identity])
    if obj is None:
        obj = model(**{identity: row[identity]})
        if isinstance(obj, TranslatableMixin):
            obj.locale = source_locale()
            obj.translation_key = stable_id(name, str(row[identity]))
    elif all(_same(getattr(obj, target), value) for target, value in values.items()):
        return 0
    for target, value in values.items():
        setattr(obj, target, value)
    try:
        obj.full_clean()
    except ValidationError as error:
        raise ContentError("; ".join(error.messages), line) from error
    obj.save()
    return 1


def _same(stored: Any, value: Any) -> bool:
    return bool((stored.get_prep_value() if hasattr(stored, "get_prep_value") else stored) == value)


def _value(name: str, key: str, value: Any, model: type[Model], target: str, code: str) -> Any:
    if (name, key) == ("terms", "forms"):
        schema.texts(value or [], schema.Codes({}))
        return "\n".join(value or [])
    if (name, key) == ("contacts", "numbers"):
        return number_blocks(code, value or [])
    if value is None:
        field = model._meta.get_field(target)
        return None if getattr(field, "null", False) else field.get_default()  # type: ignore[union-attr]  # concrete
    return value


def _link_row(name: str, model: type[Model], identity: str, row: Row, line: int) -> int:
    changed = 0
    for key in LINKS.get(name, ()):
        obj = _own(model, identity, row[identity])
        other = model._meta.get_field(key).related_model
        target = _own(other, "code", row[key]) if row.get(key) else None  # type: ignore[arg-type]  # a foreign key's model
        if row.get(key) and target is None:
            raise ContentError(f"{key}: {row[key]!r} finns inte", line)
        if obj is not None and getattr(obj, f"{key}_id") != (target.pk if target else None):
            setattr(obj, key, target)
            obj.save(update_fields=[key])
            changed = 1
    return changed


def _link_terms(rows: list[tuple[Row, int]]) -> None:
    for row, line in rows:
        term = Term.objects.get(code=row["code"], locale=source_locale())
        see = list(Term.objects.filter(code__in=row.get("see") or [], locale=term.locale))
        missing = set(row.get("see") or []) - {each.code for each in see}
        if missing:
            raise ContentError(f"see: {sorted(missing)[0]!r} finns inte", line)
        term.see_also.set(see)


def _load_documents(path: Path) -> int:
    changed = 0
    for row, line in _read_rows(path):
        try:
            schema.mapping(
                {
                    "code": schema.text,
                    "title": schema.text,
                    "kind": schema.one_of("form", "leaflet", "other"),
                    "language": schema.text,
                    "versions": schema.rows(
                        {"version": schema.version, "valid_from": schema.day, "file": schema.text},
                        ("version", "valid_from", "file"),
                    ),
                },
                ("code", "title", "versions"),
            )(row, schema.Codes({}))
        except ValueError as error:
            raise ContentError(str(error), line) from error
        changed += _write_document(path.parent.parent, row, line)
    return changed


def _write_document(root: Path, row: Row, line: int) -> int:
    model = get_document_model()
    document = model.objects.filter(code=row["code"]).first() or model(code=row["code"])
    changed = 0
    for version in row["versions"]:
        data, name = _document_file(root, str(version["file"]), line)
        digest = hashlib.sha256(data).hexdigest()
        known = document.versions.filter(label=version["version"]).first() if document.pk else None
        if known and known.sha256 == digest and known.valid_from == version["valid_from"]:
            continue
        changed = 1
        document.title, document.kind = row["title"], row.get("kind") or "other"
        document.language = row.get("language") or "sv"
        document.file.save(name, DjangoFile(data), save=False)
        document.file_size, document.file_hash = len(data), hashlib.sha1(data, usedforsecurity=False).hexdigest()
        document.full_clean()
        document.save()
        stored = known or document.versions.model(document=document, label=version["version"])
        stored.valid_from, stored.sha256 = version["valid_from"], digest
        stored.file.save(f"{row['code']}-{version['version']}{Path(name).suffix}", DjangoFile(data), save=False)
        stored.save()
    return changed


def _document_file(root: Path, name: str, line: int) -> tuple[bytes, str]:
    path = (root / name).resolve()
    if not path.is_relative_to(root.resolve()) or not path.is_file():
        raise ContentError(f"filen {name} finns inte i mappen", line)
    if path.suffix.lower() not in DOCUMENT_TYPES or mimetypes.guess_type(path.name)[0] is None:
        raise ContentError(f"filen {name} har en typ som inte tas emot", line)
    try:
        return read_bytes(path, LARGEST_DOCUMENT), path.name
    except ContentError as error:
        raise ContentError(f"{name}: {error.reason}", line) from error
