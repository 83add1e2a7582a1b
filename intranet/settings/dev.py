"""A developer's or newcomer's machine: no TLS, everything on 127.0.0.1, a key that is worth nothing elsewhere."""

from intranet.settings import env
from intranet.settings.base import *  # noqa: F403 - settings modules are layered by star import, as in Django's docs

DEBUG = env.flag("INTRANET_DEBUG", False)
SECRET_KEY = "only-for-development-never-in-production-0123456789abcdef"  # noqa: S105 - refused by production.py
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"
CSRF_COOKIE_NAME = "csrf"
SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = False

EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
STORAGES["staticfiles"] = {
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
}
WHITENOISE_USE_FINDERS = True
# Files are served from where they lie: nothing is collected, and WhiteNoise is not to miss the folder.
del STATIC_ROOT  # noqa: F821 - the star import brings it

INTRANET_DEMO = env.flag("INTRANET_DEMO", False)
INTRANET_STYLEGUIDE = True
