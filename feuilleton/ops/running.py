"""The parent of everything that serves: granian's web workers, and beside them one process for tasks.

Both are brought back when they die, end when the parent ends however that happens, and are waited for when it is told
to stop. The parent itself never opens the database: its workers are forks.
"""

import gc
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from feuilleton.kit import processes

WSGI = "feuilleton.config.wsgi"
_TIME_TO_FINISH = 10  # seconds a job under way has when everything stops


def run(*, host: str, port: int, when_up: Callable[[], None]) -> None:
    """Serve until SIGTERM or Ctrl-C. `when_up` is called once requests are accepted."""
    server = Server(
        WSGI,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=settings.WORKERS,
        # More threads a worker only wait for each other; without a limit granian starts hundreds.
        blocking_threads=settings.THREADS,
        respawn_failed_workers=True,
        # Without it a server one of whose workers was killed does not end on SIGTERM.
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    )
    # Imported once, before the fork, and kept where no garbage collection of a worker touches (and so copies) it.
    import_module(settings.ROOT_URLCONF)
    gc.freeze()
    tasks = _TaskProcess()
    server.on_startup(tasks.start)
    server.on_startup(when_up)
    server.on_shutdown(tasks.stop)
    parent = os.getpid()
    server.serve(target_loader=lambda *_: _application(parent), wrap_loader=False)


def _application(parent: int) -> Any:
    # In the worker, right after the fork.
    processes.end_with_parent(parent)
    return import_module(WSGI).application


class _TaskProcess:
    """`feuilleton work`, started again whenever it ends before it was told to."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._keeper = threading.Thread(target=self._keep, name="task-process", daemon=True)

    def start(self) -> None:
        self._keeper.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._process:
            self._process.terminate()
        self._keeper.join(_TIME_TO_FINISH)
        if self._process and self._process.poll() is None:
            self._process.kill()

    def _keep(self) -> None:
        # The kernel watches this thread for the child, and it lives as long as the parent does.
        command = [sys.executable, "-m", "feuilleton", "work", "--beside", str(os.getpid())]
        environment = {
            **os.environ,
            "PYTHONPATH": os.pathsep.join([str(settings.BASE), os.environ.get("PYTHONPATH", "")]),
        }
        while not self._stopping.is_set():
            # A session of its own: Ctrl-C must reach the parent first, or the child would be ended and started again.
            self._process = subprocess.Popen(command, env=environment, start_new_session=True)
            if self._stopping.is_set():
                self._process.terminate()
            self._process.wait()
            self._stopping.wait(1)
