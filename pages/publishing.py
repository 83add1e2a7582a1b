"""What follows when a page is taken down, through whichever door: editor, a whole section at once, or its last day."""

from typing import Any

from wagtail.models import Page
from wagtail.signals import page_unpublished

from pages.registries import reindex


def _taken_down(instance: Page, **_kwargs: Any) -> None:
    reindex(instance.specific)


def connect() -> None:
    """Bring the index in step; Wagtail's scheduler and the pages below do not pass `BasePage.unpublish`."""
    page_unpublished.connect(_taken_down, dispatch_uid="publishing-taken-down")
