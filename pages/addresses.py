"""From an address to a page and back, without a query for site or locale: both are kept per process (decision I)."""

from dataclasses import dataclass

from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site
from wagtail.signals import page_published, page_unpublished, post_page_move

START_PAGE_DEPTH = 2


@dataclass(frozen=True, slots=True)
class Root:
    """The start page of a language: where its tree begins."""

    page_id: int
    path: str
    depth: int
    url_path: str
    prefix: str
    locale_id: int
    language: str


_roots: dict[str, Root] = {}


def _forget(**_kwargs: object) -> None:
    _roots.clear()


def _load() -> dict[str, Root]:
    site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
    if site is None:
        return {}
    root = site.root_page
    homes = Page.objects.filter(translation_key=root.translation_key, live=True, alias_of__isnull=True)
    roots = {}
    for home in homes.select_related("locale"):
        language = home.locale.language_code
        prefix = "/" if home.locale_id == root.locale_id else f"/{language}/"
        roots[language] = Root(home.pk, home.path, home.depth, home.url_path, prefix, home.locale_id, language)
    return roots


def roots() -> dict[str, Root]:
    """The start pages by language code."""
    if not _roots:
        _roots.update(_load())
    return _roots


def home_of(request: HttpRequest | None = None, language: str | None = None) -> Root | None:
    """The start page of the language of the address, None when that language has none."""
    del request  # the language of the address is the active one
    return roots().get(language or get_language() or "")


def url_of(url_path: str, root: Root | None = None) -> str:
    """The address of a page by its `url_path`; "" when it lies under no start page."""
    candidates = [root] if root else list(roots().values())
    for each in candidates:
        if url_path.startswith(each.url_path):
            return each.prefix + url_path[len(each.url_path) :]
    return ""


def _forget_for(sender: object, instance: Page, **_kwargs: object) -> None:
    if instance.depth <= START_PAGE_DEPTH:
        _roots.clear()


def connect() -> None:
    """Forget the start pages when a site, a locale or a start page changes."""
    for model in (Site, Locale):
        post_save.connect(_forget, sender=model, dispatch_uid=f"roots-{model.__name__}-save")
        post_delete.connect(_forget, sender=model, dispatch_uid=f"roots-{model.__name__}-delete")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(_forget_for, dispatch_uid=f"roots-{signal}")
