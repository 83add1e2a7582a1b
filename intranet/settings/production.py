"""Production: refuses to start half configured. The demo and the development key cannot be had here."""

from django.core.exceptions import ImproperlyConfigured

from intranet.settings import env
from intranet.settings.base import *  # noqa: F403 - settings modules are layered by star import, as in Django's docs

SECRET_KEY = env.text("INTRANET_SECRET_KEY")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("The environment variable INTRANET_SECRET_KEY must have at least 50 characters.")
if "only-for-development" in SECRET_KEY:
    raise ImproperlyConfigured("The environment variable INTRANET_SECRET_KEY is the key of development.")
ALLOWED_HOSTS = env.words("INTRANET_ALLOWED_HOSTS")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("The environment variable INTRANET_ALLOWED_HOSTS must name the site's hosts.")
WAGTAILADMIN_BASE_URL = env.text("INTRANET_BASE_URL")
if not WAGTAILADMIN_BASE_URL.startswith("https://"):
    raise ImproperlyConfigured("The environment variable INTRANET_BASE_URL must begin with https://.")
DATABASES = {"default": env.database("INTRANET_DATABASE_URL", env.text("INTRANET_DATABASE_URL"))}
CSRF_TRUSTED_ORIGINS = env.words("INTRANET_TRUSTED_ORIGINS", WAGTAILADMIN_BASE_URL)

if env.flag("INTRANET_BEHIND_PROXY"):
    # Only where a proxy of ours sets the header and strips what the client sent.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

EMAIL_HOST = env.text("INTRANET_SMTP_HOST", "localhost")
EMAIL_PORT = env.integer("INTRANET_SMTP_PORT", 25)
EMAIL_HOST_USER = env.text("INTRANET_SMTP_USER", "")
EMAIL_HOST_PASSWORD = env.text("INTRANET_SMTP_PASSWORD", "")
EMAIL_USE_TLS = env.flag("INTRANET_SMTP_TLS")
