from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KnowledgeConfig(AppConfig):
    """What staff must know and follow: routines, guidance, policies, the Convention."""

    name = "knowledge"
    verbose_name = _("Knowledge")

    def ready(self) -> None:
        """Write the version when a page is published."""
        from knowledge.findables import register_findables
        from knowledge.models import LegalAct, LegalReference
        from knowledge.stewardship import record_publication, withdrawn_q
        from knowledge.trust import trust_of
        from pages.registries import after_publish, page_context, unlisted
        from pages.vocabulary_state import watch

        after_publish.register("knowledge.version", record_publication)
        page_context.register("knowledge.trust", trust_of)
        unlisted.register("knowledge.withdrawn", withdrawn_q)
        watch(LegalAct, LegalReference)
        register_findables()
