"""The real server on a free port of this machine, and a signed-in reader with one connection that stays open."""

import http.client
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from intranet.serving import MANAGE, Site

HOST = "127.0.0.1"
THREADS = 4
START_WITHIN_SECONDS = 60.0
STOP_WITHIN_SECONDS = 10.0
ANSWER_WITHIN_SECONDS = 30.0


class ServerError(Exception):
    """The server did not start, or answered something else than the page."""


@contextmanager
def running() -> Iterator[int]:
    """The port of a server that answers; stopped at the end, whatever happens."""
    with socket.socket() as free:
        free.bind((HOST, 0))
        port = int(free.getsockname()[1])
    command = Site(host=HOST, port=port, threads=THREADS).server_command
    process = subprocess.Popen(command, cwd=MANAGE.parent, env=dict(os.environ), start_new_session=True)  # noqa: S603 - our own server
    try:
        _wait(process, port)
        yield port
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + START_WITHIN_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            raise ServerError(f"Servern slutade med {process.returncode}.")
        with suppress(OSError), closing(http.client.HTTPConnection(HOST, port, timeout=5)) as connection:
            connection.request("GET", "/halsa/redo/")
            if connection.getresponse().status == http.HTTPStatus.OK:
                return
        time.sleep(0.1)
    raise ServerError("Servern svarade inte i tid.")


class Reader:
    """A person at one kept-alive connection."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_WITHIN_SECONDS)
        self.cookies: dict[str, str] = {}

    def ask(self, path: str, form: dict[str, str] | None = None) -> tuple[http.client.HTTPResponse, bytes]:
        """GET, or POST a form."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Referer": f"http://{HOST}{path}"}
        self.connection.request("GET" if form is None else "POST", path, body, headers)
        response = self.connection.getresponse()
        text = response.read()
        for line in response.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        return response, text

    def sign_in(self, username: str, password: str) -> None:
        """Through the form, as everybody."""
        _response, page = self.ask("/logga-in/")
        token = re.search(rb'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        if token is None:
            raise ServerError("Inloggningssidan har inget formulär.")
        form = {"username": username, "password": password, "csrfmiddlewaretoken": token[1].decode()}
        response, _page = self.ask("/logga-in/", form)
        if response.status != http.HTTPStatus.FOUND:
            raise ServerError(f"Inloggningen svarade {response.status}.")
