from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DirectoryConfig(AppConfig):
    """Who works where, for whom, as what."""

    name = "pages.directory"
    label = "directory"
    verbose_name = _("Directory")

    def ready(self) -> None:
        """Tell visibility which audience groups a person belongs to."""
        from pages.directory.audiences import areas_of, groups_of
        from pages.directory.coordinators import coordinators
        from pages.registries import audiences, places, whom_to_ask

        audiences.register("directory", groups_of)
        places.register("directory", areas_of)
        whom_to_ask.register("directory", coordinators)
