"""Uploads through the editors' pages: what lies about its kind, is broken or too big is refused with the reason."""

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image as Picture
from wagtail.models import Collection

from intranet.media.models import Document, Image

pytestmark = pytest.mark.django_db


def archive(**entries: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, content in entries.items():
            file.writestr(name, content)
    return packed.getvalue()


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Picture.new("RGB", (8, 8), "green").save(made, kind)
    return made.getvalue()


WORD = archive(**{"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
OPEN_TEXT = archive(mimetype=b"application/vnd.oasis.opendocument.text")
PDF = b"%PDF-1.7\n1 0 obj\n"
PROGRAM = b"MZ\x90\0\x03\0\0\0" * 40


@pytest.fixture
def editor(client_of: Callable[..., Client]) -> Client:
    return client_of("editor")


def send(client: Client, view: str, name: str, content: bytes, **more: Any) -> Any:
    fields = {
        "title": "En fil",
        "file": SimpleUploadedFile(name, content),
        "collection": Collection.get_first_root_node().pk,
        "tags": "",
        **more,
    }
    return client.post(reverse(view), fields)


def send_document(client: Client, name: str, content: bytes, view: str = "wagtaildocs:add") -> Any:
    return send(client, view, name, content, kind="form", language="sv")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.docx", WORD),
        ("A.DOCX", WORD),
        ("a.odt", OPEN_TEXT),
        ("a.pdf", PDF),
        ("a.txt", "åäö".encode()),
        ("a.csv", b"a;b"),
    ],
)
def test_a_document_that_is_what_it_says_is_kept(editor: Client, name: str, content: bytes) -> None:
    assert send_document(editor, name, content).status_code == 302
    with Document.objects.get().file.open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", PROGRAM),
        ("a.pdf", b"<html><script>alert(1)</script>"),
        ("a.docx", PDF),
        ("a.docx", OPEN_TEXT),
        ("a.docx", WORD[:-30]),
        ("a.odt", WORD),
        ("a.xlsx", WORD),
        ("a.odt", archive(mimetype=b"application/vnd.oasis.opendocument.text" * 1000)),
        ("a.txt", PROGRAM),
        ("a.csv", WORD),
    ],
)
@pytest.mark.parametrize("view", ["wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:create"])
def test_a_document_that_lies_is_refused_with_the_reason(editor: Client, view: str, name: str, content: bytes) -> None:
    field = {} if view == "wagtaildocs:add" else {"files[]": SimpleUploadedFile(name, content)}
    prefix = "document-chooser-upload-" if view.endswith("create") else ""
    fields = {
        "title": "En fil",
        "file": SimpleUploadedFile(name, content),
        "kind": "form",
        "language": "sv",
        "tags": "",
    }
    fields["collection"] = Collection.get_first_root_node().pk
    answer = editor.post(reverse(view), {**{f"{prefix}{key}": value for key, value in fields.items()}, **field})
    assert answer.status_code == 200
    assert not Document.objects.exists()
    is_json = answer["Content-Type"] == "application/json"
    text = json.dumps(answer.json(), ensure_ascii=False) if is_json else answer.content.decode()
    assert "Namnet säger" in text


@pytest.mark.parametrize("name", ["a.exe", "a.svg", "a.html", "a.docm", "a"])
def test_other_kinds_are_refused(editor: Client, name: str) -> None:
    answer = send_document(editor, name, PDF)
    assert answer.status_code == 200
    assert "pdf" in answer.content.decode()
    assert not Document.objects.exists()


def test_an_empty_document_is_refused(editor: Client) -> None:
    assert send_document(editor, "a.pdf", b"").status_code == 200
    assert not Document.objects.exists()


def test_what_was_typed_is_kept_when_a_file_is_refused(editor: Client) -> None:
    answer = send(editor, "wagtaildocs:add", "a.pdf", PROGRAM, title="Mallen för möten", kind="form", language="sv")
    assert "Mallen för möten" in answer.content.decode()


@pytest.mark.parametrize(
    ("view", "name", "content"),
    [("wagtaildocs:add", "a.pdf", PDF + b"\0" * 2000), ("wagtailimages:add", "a.png", picture("PNG") + b"\0" * 2000)],
)
def test_what_is_too_big_is_refused_with_the_limit(
    editor: Client, settings: Any, view: str, name: str, content: bytes
) -> None:
    settings.WAGTAILDOCS_MAX_UPLOAD_SIZE = settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1024
    answer = send(editor, view, name, content, kind="form", language="sv", description="En bild")
    assert answer.status_code == 200
    assert "för stor" in answer.content.decode()
    assert (Document.objects.count(), Image.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", picture("JPEG")),
        ("a.jpg", picture("GIF")),
        ("a.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"),
        ("a.png", PROGRAM),
        ("a.webp", PDF),
        ("a.gif", picture("GIF")[:10]),
        ("a.png", picture("PNG")[:45]),
        ("a.jpg", picture("JPEG")[:-200]),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ],
)
def test_a_picture_that_lies_is_refused(editor: Client, name: str, content: bytes) -> None:
    answer = send(editor, "wagtailimages:add", name, content, description="En bild")
    assert answer.status_code == 200
    assert "error" in answer.content.decode()
    assert not Image.objects.exists()


# Wagtail leaves the file of a rendition to the garbage collector.
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "AVIF"])
def test_a_picture_is_kept_and_shown(editor: Client, kind: str) -> None:
    name = f"a.{kind.lower()}"
    assert send(editor, "wagtailimages:add", name, picture(kind), description="En bild").status_code == 302
    with Image.objects.get().file.open() as kept:
        assert kept.read() == picture(kind)
    assert editor.get(reverse("wagtailimages:index")).status_code == 200


def test_a_picture_with_too_many_points_is_refused_before_it_is_unpacked(editor: Client, settings: Any) -> None:
    settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS = 63
    answer = send(editor, "wagtailimages:add", "a.png", picture("PNG"), description="En bild")
    assert answer.status_code == 200
    assert not Image.objects.exists()
