"""A file may be read by whoever may see a published page that refers to it; a hidden one and a missing one answer alike."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from tests import factories as make
from tests.answers import content_of

ClientOf = Callable[..., Client]


@pytest.fixture
def house(home: Page) -> SimpleNamespace:
    centre = make.CentreFactory()
    private = make.SectionFactory(title="Internt")
    make.restrict(private, centre)
    return SimpleNamespace(
        centre=centre, private=private, inside=make.make_person("inne", centre=centre), outside=make.make_person("ute"),
        document=make.DocumentFactory(file=ContentFile(b"%PDF-1.4 hemligt", "hemlig.pdf")), image=make.ImageFactory(),
    )  # fmt: skip


def status(client: Client, url: str) -> int:
    answer = client.get(url)
    content_of(answer)
    return answer.status_code


def body_without_token(client: Client, url: str) -> str:
    """The body of a 404; the token of the sign-out form is another each time."""
    answer = client.get(url)
    assert answer.status_code == 404
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())


def link(document: object) -> list[dict[str, object]]:
    return make.text(f'<p><a linktype="document" id="{document.pk}">blankett</a></p>')  # type: ignore[attr-defined]


def picture(image: object) -> list[dict[str, object]]:
    value = {"image": image.pk, "decorative": False, "alt_text": "en bild"}  # type: ignore[attr-defined]
    return [{"type": "image", "value": value}]


def test_a_document_of_a_private_page(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(parent=house.private, body=link(house.document))
    opened = client_of(house.inside).get(house.document.url)
    assert opened.status_code == 200
    assert content_of(opened) == b"%PDF-1.4 hemligt"
    assert "no-store" in opened["Cache-Control"]
    hidden, missing = (
        body_without_token(client_of(house.outside), url) for url in (house.document.url, "/dokument/999999/hemlig.pdf")
    )
    assert hidden.replace(house.document.url, "") == missing.replace("/dokument/999999/hemlig.pdf", "")


def test_a_document_of_a_step_of_a_private_routine(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.RoutineFactory(parent=house.private, steps=[make.step(forms=make.items(house.document.pk))])
    assert status(client_of(house.inside), house.document.url) == 200
    assert status(client_of(house.outside), house.document.url) == 404


def test_a_document_that_an_open_page_names_too(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(parent=house.private, body=link(house.document))
    make.StandardFactory(body=link(house.document))
    assert status(client_of(house.outside), house.document.url) == 200


def test_a_document_that_no_page_names_is_for_editors(house: SimpleNamespace, client_of: ClientOf) -> None:
    assert status(client_of(house.inside), house.document.url) == 404
    assert status(client_of("editor"), house.document.url) == 200


def test_a_document_of_a_draft_is_for_editors(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(body=link(house.document), live=False)
    assert status(client_of(house.outside), house.document.url) == 404


def test_a_document_loses_its_readers_with_its_page(house: SimpleNamespace, client_of: ClientOf) -> None:
    page = make.StandardFactory(body=link(house.document))
    client = client_of(house.outside)
    assert status(client, house.document.url) == 200
    page.unpublish()
    assert status(client, house.document.url) == 404


def test_the_name_in_the_address_is_not_looked_at(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(parent=house.private, body=link(house.document))
    for name in ("x", "../../etc/passwd", "hemlig.pdf/"):
        assert status(client_of(house.outside), f"/dokument/{house.document.pk}/{name}") == 404
    assert status(client_of(house.inside), f"/dokument/{house.document.pk}/annat-namn.pdf") == 200


def test_what_opens_is_the_version_in_force(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(body=link(house.document))
    today = timezone.localdate()
    for label, day, data in (("1.0", -9, b"gammal"), ("2.0", 0, b"gallande"), ("3.0", 9, b"kommande")):
        version = house.document.versions.model(
            document=house.document, label=label, valid_from=today + timedelta(days=day), sha256=label
        )
        version.file.save(f"{label}.pdf", ContentFile(data))
    answer = client_of(house.outside).get(house.document.url)
    assert content_of(answer) == b"gallande"


def test_only_harmless_kinds_open_in_the_browser(house: SimpleNamespace, client_of: ClientOf) -> None:
    """Nothing uploaded runs on our origin."""
    page = make.DocumentFactory(file=ContentFile(b"<script>alert(1)</script>", "sida.html"))
    make.StandardFactory(body=[*link(house.document), *link(page)])
    client = client_of(house.outside)
    for url, way in ((house.document.url, "inline"), (page.url, "attachment")):
        answer = client.get(url)
        content_of(answer)
        assert answer["Content-Disposition"].startswith(way)


# Wagtail leaves the temporary file of a new rendition to the garbage collector (wagtail/images/models.py, generate_rendition_file).
@pytest.mark.filterwarnings("ignore:Unclosed file:ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_picture_of_a_private_page_and_its_sizes(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(parent=house.private, body=picture(house.image))
    rendition = house.image.get_rendition("width-20")
    for url in (house.image.file.url, rendition.url):
        assert status(client_of(house.inside), url) == 200, url
        assert status(client_of(house.outside), url) == 404, url


def test_a_picture_that_is_not_there(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(parent=house.private, body=picture(house.image))
    client = client_of(house.outside)
    hidden, missing = client.get(house.image.file.url), client.get("/filer/original_images/finns-inte.png")
    assert (hidden.status_code, missing.status_code) == (404, 404)


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "..%2f..%2fetc/passwd", "/etc/passwd", "documents/hemlig.pdf", "a" * 3000]
)
def test_no_path_leads_to_other_files(house: SimpleNamespace, client_of: ClientOf, path: str) -> None:
    assert status(client_of("editor"), f"/filer/{path}") in {301, 400, 404}


def test_a_document_is_not_served_as_a_picture(house: SimpleNamespace, client_of: ClientOf) -> None:
    make.StandardFactory(body=link(house.document))
    assert status(client_of(house.outside), f"/filer/{house.document.file.name}") == 404
