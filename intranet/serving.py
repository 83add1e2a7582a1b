"""The site's processes: the server of production and one worker beside it, kept alive until told to stop."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from django.conf import settings

MANAGE = Path(__file__).resolve().parents[1] / "manage.py"
# A worker that dies at once each time must not fill the processor.
RESTART_AFTER_SECONDS = 2.0
STOP_WITHIN_SECONDS = 10.0


class Site:
    """Server and worker as child processes; `run` returns the exit code of the server."""

    def __init__(self, *, host: str, port: int, threads: int, processes: int = 1) -> None:
        self.server_command = [
            sys.executable, "-m", "granian", "intranet.wsgi:application", "--interface", "wsgi",
            "--host", host, "--port", str(port), "--workers", str(processes), "--blocking-threads", str(threads),
            "--backpressure", "64", "--no-ws", "--log-level", "warning", "--workers-kill-timeout", "5",
        ]  # fmt: skip
        self.worker_command = [
            sys.executable,
            str(MANAGE),
            "db_worker",
            "--backend",
            "queue",
            "--interval",
            "2",
            "-v",
            "0",
        ]
        self.stopping = False

    def run(self) -> int:
        """Start both, start a dead worker again, stop both on SIGINT or SIGTERM."""
        environment = {**os.environ, "DJANGO_SETTINGS_MODULE": settings.SETTINGS_MODULE}
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        # Sessions of their own: Ctrl-C reaches them through us, once.
        server = subprocess.Popen(self.server_command, cwd=MANAGE.parent, env=environment, start_new_session=True)  # noqa: S603 - ours
        worker = self._start_worker(environment)
        started = time.monotonic()
        while not self.stopping and server.poll() is None:
            time.sleep(0.2)
            if worker.poll() is not None and time.monotonic() - started > RESTART_AFTER_SECONDS:
                worker, started = self._start_worker(environment), time.monotonic()
        for process in (server, worker):
            _end(process)
        return 0 if self.stopping else (server.returncode or 0)

    def _start_worker(self, environment: dict[str, str]) -> subprocess.Popen[bytes]:
        return subprocess.Popen(self.worker_command, cwd=MANAGE.parent, env=environment, start_new_session=True)  # noqa: S603 - ours

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(STOP_WITHIN_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
