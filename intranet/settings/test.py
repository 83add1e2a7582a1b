"""The tests: development's transport, fast passwords and nothing kept between tests."""

import tempfile
from pathlib import Path

from intranet.settings import env
from intranet.settings.dev import *  # noqa: F403 - settings modules are layered by star import, as in Django's docs

DEBUG = False
TEST_DIR = Path(tempfile.mkdtemp(prefix="intranet-test-"))
DATABASES = {"default": env.database("INTRANET_DATABASE_URL", "sqlite://:memory:")}
DATABASES["default"]["OPTIONS"].pop("pool", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = TEST_DIR / "media"
STATIC_ROOT = TEST_DIR / "static"
for folder in (MEDIA_ROOT, STATIC_ROOT):
    folder.mkdir()  # WhiteNoise warns of a missing one, and a warning is an error
ALLOWED_HOSTS = ["*"]
