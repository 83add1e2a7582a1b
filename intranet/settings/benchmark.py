"""`manage.py benchmark`: production's storage of static files and cached templates, without its TLS, in a folder of its own."""

from intranet.settings.dev import *  # noqa: F403 - settings modules are layered by star import, as in Django's docs

DEBUG = False
INTRANET_STYLEGUIDE = False
STATIC_ROOT = DATA_DIR / "static"
ROOT_URLCONF = "intranet.benchmark.urls"
MIDDLEWARE = ["intranet.benchmark.middleware.CountQueries", *MIDDLEWARE]
# Hashed names as in production; only our own files, for nothing is fetched.
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
}
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
WHITENOISE_USE_FINDERS = False
