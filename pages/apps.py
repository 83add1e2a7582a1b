from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """The foundation of every page type, and the plain pages."""

    name = "pages"
    verbose_name = _("Pages")

    def ready(self) -> None:
        """Connect the guard of personal data to whatever is saved, and register the addresses of this room."""
        from pages import locales, publishing, reminders, tree
        from pages.addresses import connect
        from pages.findables import register_findables
        from pages.guards import LIBRARY_MODELS, guard, guard_own
        from pages.models import Area, Article, Contact, Goal, Party, Profession, Service, TargetGroup, Term, Topic
        from pages.registries import SurfaceRule, register_surfaces
        from pages.vocabulary_state import watch

        post_migrate.connect(tree.ensure_indexes, sender=self)
        connect()
        locales.connect()
        publishing.connect()
        reminders.connect()
        watch(Article, Area, Contact, Goal, Party, Profession, Service, TargetGroup, Term, Topic)
        guard_own()
        guard(*LIBRARY_MODELS)
        register_findables()
        register_surfaces(
            SurfaceRule.READER,
            wagtail_serve="every page type, through pages.views.serve",
            pages__glossary="the glossary",
            pages__term="a word of the glossary",
        )
