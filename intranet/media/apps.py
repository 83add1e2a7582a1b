from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MediaConfig(AppConfig):
    """Pictures and documents, and the view that serves them to those who may read what refers to them."""

    name = "intranet.media"
    label = "media"
    verbose_name = _("Media")

    def ready(self) -> None:
        """Guard the names of files' versions, and register the addresses of this room."""
        from pages.guards import guard
        from pages.registries import SurfaceRule, register_surfaces

        guard("media.DocumentVersion")
        register_surfaces(
            SurfaceRule.READER,
            wagtaildocs_serve="a document, to those who may see a page that refers to it",
            media_file="a picture, to those who may see a page that refers to it",
        )
