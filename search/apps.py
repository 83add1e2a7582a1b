from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save, pre_delete
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """The reader of all; owns no page type."""

    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        """Follow what is published, saved and deleted, guard what editors write here, and register the addresses of this room."""
        from pages.guards import guard
        from pages.registries import SurfaceRule, indexers, register_surfaces
        from search.indexing import follow_deleted, follow_saved, forget_entry, reindex
        from search.models import IndexEntry
        from search.querylog import connect

        indexers.register("search", reindex)
        pre_delete.connect(forget_entry, sender=IndexEntry, dispatch_uid="search-forget-entry")
        post_save.connect(follow_saved, dispatch_uid="search-follow-saved")
        post_delete.connect(follow_deleted, dispatch_uid="search-follow-deleted")
        connect()
        guard("search.SynonymGroup")
        register_surfaces(
            SurfaceRule.READER,
            search__results="titles and passages of what the reader may see, and how many there are",
            search__suggestions="titles that begin as the reader types, of what they may see",
        )
