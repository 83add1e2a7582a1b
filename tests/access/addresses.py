"""An example of each registered address, on the shipped content: what the wall's tests walk through."""

from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Page

from intranet.media.models import Image, Rendition
from knowledge.models import KnowledgePage
from pages.addresses import url_of
from pages.models import Term

PRIVATE = {"lingonet-internt": "centre", "for-oss-forskollarare": "profession", "lindens-internt": "principal"}


def page_addresses() -> dict[str, str]:
    """The address of every live Swedish page by its url_path."""
    pages = Page.objects.filter(live=True, depth__gt=1, locale__language_code="sv")
    return {path: url_of(path) for path in pages.values_list("url_path", flat=True)}


def private_addresses(slug: str) -> list[str]:
    """A private section and what lies below it."""
    section = Page.objects.get(slug=slug)
    return [
        url_of(path) for path in Page.objects.filter(path__startswith=section.path).values_list("url_path", flat=True)
    ]


def sample(surface: str) -> list[str]:
    """Addresses of a surface that exist; KeyError for a surface that this table does not know."""
    if surface == "wagtail_serve":
        return list(page_addresses().values())
    if surface == "wagtaildocs_serve":
        return [document.url for document in get_document_model().objects.all()]
    if surface == "media_file":
        files = [*Image.objects.values_list("file", flat=True), *Rendition.objects.values_list("file", flat=True)]
        return [reverse("media_file", args=[name]) for name in [*files, "original_images/finns-inte.png"]]
    return {
        "pages:glossary": ["/ordlista/", "/en/ordlista/", "/ordlista/?q=samtycke"],
        "pages:term": [f"/ordlista/{term.code}/" for term in Term.objects.all()[:3]],
        "search:results": ["/sok/", "/sok/?q=oro", "/en/sok/?q=concern", "/sok/?q=oro&profession=BM&page=2"],
        "search:suggestions": ["/sok/forslag/?q=oro", "/en/sok/forslag/?q=oro"],
        "styleguide": ["/stilguide/"],
        "/admin/": [
            "/admin/",
            "/admin/pages/",
            f"/admin/pages/{KnowledgePage.objects.first().pk}/edit/",
            "/admin/users/",
        ],
        "users:sign_in": ["/logga-in/"],
        "users:sign_out": ["/logga-ut/"],
        "health_live": ["/halsa/lever/"],
        "health_ready": ["/halsa/redo/"],
    }[surface]
