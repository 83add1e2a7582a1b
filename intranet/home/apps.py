from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The start page, the frame of every page, and the health views."""

    name = "intranet.home"
    label = "home"
    verbose_name = _("Start page")

    def ready(self) -> None:
        """Register the addresses of this room."""
        from pages.registries import SurfaceRule, register_surfaces

        register_surfaces(SurfaceRule.PUBLIC, health_live="that the process lives", health_ready="that it can answer")
        register_surfaces(SurfaceRule.DEVELOPMENT, styleguide="every component with sample values")
