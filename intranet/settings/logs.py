"""Where the log lines go: the standard error stream, one line each, without personal content."""

from typing import Any

from intranet.settings import env


def logging_config() -> dict[str, Any]:
    """Django's LOGGING; the level is INTRANET_LOG_LEVEL."""
    level = env.text("INTRANET_LOG_LEVEL", "INFO").upper()
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            name: {"handlers": ["stderr"], "level": level, "propagate": False}
            for name in ("intranet", "pages", "knowledge", "search", "django.request", "django.security")
        },
    }
