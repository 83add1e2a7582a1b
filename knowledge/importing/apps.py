from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    """Reads content files into pages."""

    name = "knowledge.importing"
    label = "importing"
    verbose_name = _("Importing")

    def ready(self) -> None:
        """Fill the registry of kinds with those of the rooms to the left; rooms to the right add theirs."""
        from knowledge.importing import knowledge_kinds, page_kinds

        page_kinds.register()
        knowledge_kinds.register()
