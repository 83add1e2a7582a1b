from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class UsersConfig(AppConfig):
    """Accounts, roles and signing in."""

    name = "intranet.users"
    label = "users"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Register the addresses of this room."""
        from pages.registries import SurfaceRule, register_surfaces

        register_surfaces(
            SurfaceRule.PUBLIC, users__sign_in="the sign-in form", users__sign_out="nothing: it ends the session"
        )
