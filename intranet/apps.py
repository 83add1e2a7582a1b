from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntranetConfig(AppConfig):
    """The composition root: the commands that need every room."""

    name = "intranet"
    verbose_name = _("Intranet")

    def ready(self) -> None:
        """Register what is mounted from others."""
        from pages.registries import SurfaceRule, register_surfaces

        register_surfaces(
            SurfaceRule.EDITOR,
            **{"/admin/": "what the editor may read, and drafts (pages.editing); closed to whoever may not edit"},
        )
