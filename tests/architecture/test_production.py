"""Production refuses to start half configured and says the name of what is missing or wrong; configured, it has no warning."""

import os
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured

from intranet.settings import env
from tests.architecture.test_imports import ROOT

FULL = {
    "INTRANET_SECRET_KEY": "k3-Xq7vLw9zR2tYb8NcPfGhJdMsQaWeErTyUiOpAsDfGhJkL0-5hVb6nMz1",
    "INTRANET_ALLOWED_HOSTS": "intranat.example",
    "INTRANET_BASE_URL": "https://intranat.example",
    "INTRANET_DATABASE_URL": "sqlite:////tmp/intranet-production-check.sqlite3",
}


def load(monkeypatch: pytest.MonkeyPatch, **changed: str | None) -> dict[str, Any]:
    """The settings of production in this environment."""
    for name in [name for name in os.environ if name.startswith("INTRANET_")]:
        monkeypatch.delenv(name)
    for name, value in {**FULL, **changed}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    return runpy.run_module("intranet.settings.production")


def test_starts_with_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load(monkeypatch)
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["intranat.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://intranat.example"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert not settings["INTRANET_STYLEGUIDE"]


@pytest.mark.parametrize("name", sorted(FULL))
@pytest.mark.parametrize("value", [None, ""])
def test_names_what_is_missing(monkeypatch: pytest.MonkeyPatch, name: str, value: str | None) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        load(monkeypatch, **{name: value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("INTRANET_SECRET_KEY", "short"),
        ("INTRANET_SECRET_KEY", "only-for-development-never-in-production-0123456789abcdef"),
        ("INTRANET_ALLOWED_HOSTS", "*"),
        ("INTRANET_ALLOWED_HOSTS", " , "),
        ("INTRANET_ALLOWED_HOSTS", "intranat.example,*"),
        ("INTRANET_BASE_URL", "http://intranat.example"),
        ("INTRANET_DATABASE_URL", "nonsense"),
        ("INTRANET_DATABASE_URL", "oracle-of-delphi://host/db"),
        ("INTRANET_BEHIND_PROXY", "perhaps"),
        ("INTRANET_SMTP_PORT", "twenty-five"),
        ("INTRANET_SMTP_PORT", "-1"),
        ("INTRANET_SMTP_TLS", "maybe"),
    ],
)
def test_names_what_is_wrong(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        load(monkeypatch, **{name: value})


def test_the_demonstration_cannot_be_had(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load(monkeypatch, INTRANET_DEMO="yes", INTRANET_DEBUG="yes")["INTRANET_DEMO"] is False


def test_a_proxy_is_trusted_only_when_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "SECURE_PROXY_SSL_HEADER" not in load(monkeypatch)
    trusted = load(monkeypatch, INTRANET_BEHIND_PROXY="yes")
    assert trusted["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def test_check_deploy_has_no_warning() -> None:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("INTRANET_", "DJANGO_"))}
    run = subprocess.run(
        [sys.executable, "-W", "error::RuntimeWarning", str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "DEBUG"],
        env={**environment, **FULL, "DJANGO_SETTINGS_MODULE": "intranet.settings.production"},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    assert "no issues" in run.stdout + run.stderr


def test_system_checks_are_clean(db: None) -> None:
    assert run_checks(databases=["default"]) == []


@pytest.mark.parametrize(
    ("value", "meant"), [("1", True), ("YES", True), (" on ", True), ("0", False), ("", False), ("off", False)]
)
def test_flags(value: str, *, meant: bool) -> None:
    assert env.flag("X", environ={"X": value}) is meant
    assert env.flag("X", default=True, environ={}) is True


def test_databases_get_what_each_engine_needs() -> None:
    sqlite = env.database("X", "", environ={"X": "sqlite:////tmp/x.sqlite3"})
    assert sqlite["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in sqlite["OPTIONS"]["init_command"]
    assert "synchronous=FULL" in sqlite["OPTIONS"]["init_command"]
    postgres = env.database("X", "", environ={"X": "postgres://u:p@h/db"})
    assert "jit=off" in postgres["OPTIONS"]["options"]
    assert (postgres["OPTIONS"]["pool"], postgres["CONN_MAX_AGE"]) == (True, 0)


def test_development_starts_without_a_warning(tmp_path: Path) -> None:
    """The server of a first start: nothing lies in the folder of data yet."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INTRANET_")}
    answer = subprocess.run(
        [sys.executable, "-W", "error", "-c", "import intranet.wsgi"],
        cwd=ROOT, capture_output=True, text=True, check=False,
        env={**environment, "DJANGO_SETTINGS_MODULE": "intranet.settings.dev", "INTRANET_DATA_DIR": str(tmp_path / "var")},
    )  # fmt: skip
    assert answer.stderr == ""
    assert answer.returncode == 0
