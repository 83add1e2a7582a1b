from django.urls import path

from intranet.media import views

urlpatterns = [
    # Wagtail reverses this name for a document's address.
    path("dokument/<int:document_id>/<path:filename>", views.serve_document, name="wagtaildocs_serve"),
    path("filer/<path:path>", views.serve_media, name="media_file"),
]
