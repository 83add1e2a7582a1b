"""All addresses. Pages, search and our own views lie under the language; the wall, files and health do not (decision C)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls

from intranet.home import views as home
from pages.views import serve

urlpatterns = [
    path("", include("intranet.users.urls")),
    # One door: Wagtail's own login address leads to ours.
    path("admin/login/", RedirectView.as_view(pattern_name="users:sign_in", query_string=True)),
    path("admin/", include(wagtailadmin_urls)),
    path("", include("intranet.media.urls")),
    path("halsa/lever/", home.live, name="health_live"),
    path("halsa/redo/", home.ready, name="health_ready"),
]
if settings.INTRANET_STYLEGUIDE:
    urlpatterns += [path("stilguide/", home.styleguide, name="styleguide")]

urlpatterns += i18n_patterns(
    path("sok/", include("search.urls")),
    path("", include("pages.urls")),
    re_path(r"^((?:[\w\-]+/)*)$", serve, name="wagtail_serve"),
    prefix_default_language=False,
)
