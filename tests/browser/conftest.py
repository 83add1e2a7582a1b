"""A real Chromium against the demonstration as a newcomer starts it: `manage.py demo`, once for the session."""

import http.client
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
READY_WITHIN_SECONDS = 240
STOP_WITHIN_SECONDS = 20
PATIENCE_MS = 20_000
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
SCREENS = {"phone": PHONE, "desk": DESK}


def chromium() -> str | None:
    """CHROME, else the system's."""
    return os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("chromium-browser")


@dataclass(frozen=True)
class Site:
    """The running demonstration."""

    url: str
    password: str


def _environment(folder: Path, password: str) -> dict[str, str]:
    """A newcomer's: nothing of the tests' own settings."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "INTRANET_", "PYTEST_"))
    }
    return {**kept, "INTRANET_DATA_DIR": str(folder), "INTRANET_DEMO_PASSWORD": password}


def _answers(port: int) -> bool:
    with (
        suppress(OSError, http.client.HTTPException),
        closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection,
    ):
        connection.request("GET", "/halsa/redo/")
        return connection.getresponse().status == http.HTTPStatus.OK
    return False


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    if chromium() is None:
        reason = "no Chromium found: install the package chromium, or name the program in CHROME"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    folder = tmp_path_factory.mktemp("demo")
    password = secrets.token_urlsafe(12)
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "manage.py", "demo", "--db", str(folder / "demo.sqlite3"), "--port", str(port)]
    log = folder / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=_environment(folder, password), stdout=out, stderr=out, start_new_session=True
        )
    try:
        until = time.monotonic() + READY_WITHIN_SECONDS
        while not _answers(port):
            assert process.poll() is None, log.read_text()[-3000:]
            assert time.monotonic() < until, f"not ready in {READY_WITHIN_SECONDS} s: {log.read_text()[-3000:]}"
            time.sleep(0.2)
        yield Site(f"http://{HOST}:{port}", password)
    finally:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def browser(site: Site) -> Iterator[Browser]:
    # Ends with the module: while it lives, Django takes this thread for an asynchronous one and refuses its database.
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def open_page(site: Site, browser: Browser) -> Iterator[Callable[..., Page]]:
    """A window of its own: `open_page("phone", user="barnmorska")`; what its console complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        # A refused page is logged by the browser itself; whether it was meant is for the test to say.
        if message.type in {"error", "warning"} and "status of 40" not in message.text:
            complaints.append(f"{message.text} ({message.location.get('url')})")

    def make(screen: str | dict[str, int] = "desk", user: str | None = None, **more: Any) -> Page:
        size = SCREENS[screen] if isinstance(screen, str) else screen
        context = browser.new_context(viewport=size, locale="sv-SE", base_url=site.url, reduced_motion="reduce", **more)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user:
            sign_in(page, user, site.password)
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def sign_in(page: Page, user: str, password: str) -> None:
    """Through the form, with the keyboard."""
    page.goto("/logga-in/")
    page.get_by_label("Användarnamn").fill(user)
    page.get_by_label("Lösenord").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/logga-in/" not in url)
