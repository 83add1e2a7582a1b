"""The one way to a file. A hidden file and a missing one answer alike."""

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from intranet.media.access import can_read_file
from intranet.media.models import Document, Image, Rendition

# Shown in the browser; everything else is downloaded, so that nothing uploaded runs on our origin.
INLINE = {"application/pdf", "image/png", "image/jpeg", "image/webp", "image/avif", "image/gif"}


@require_safe
def serve_document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """The version of a document that is in force; the file name in the address is for people and not looked at."""
    document = Document.objects.filter(pk=document_id).first()
    if document is None or not can_read_file(request.user, document):
        raise Http404
    return _answer(document.file_in_force())


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture or one of its renditions, by the path in the store."""
    rendition = Rendition.objects.select_related("image").filter(file=path).first()
    image = rendition.image if rendition else Image.objects.filter(file=path).first()
    if image is None or not can_read_file(request.user, image):
        raise Http404
    return _answer((rendition or image).file)


def _answer(file: object) -> FileResponse:
    name = getattr(file, "name", "")
    if not name or not default_storage.exists(name):
        raise Http404
    response = FileResponse(default_storage.open(name), filename=name.rsplit("/", 1)[-1])
    inline = response["Content-Type"] in INLINE
    response["Content-Disposition"] = ("inline" if inline else "attachment") + response.get(
        "Content-Disposition", 'inline; filename="file"'
    ).removeprefix("inline")
    response["Cache-Control"] = "private, no-store"
    return response
