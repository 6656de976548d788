"""Do the work that waits in the database: what was asked for later, what is due again and again.

`feuilleton serve` starts one such process by itself. Start others, on any machine, when the work piles up; each job
is done by one of them. SIGTERM and Ctrl-C let the job under way end.
"""

import argparse
import os
import secrets
import signal
import socket
import threading

from django.conf import settings
from django.utils import timezone

from feuilleton.kit import processes
from feuilleton.ops import holding, preparing
from feuilleton.tasks import working
from feuilleton.tasks.crew import Crew


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing to choose. `--beside PID` is said by `serve`: end when that process ends."""
    parser.add_argument("--beside", type=int, help=argparse.SUPPRESS)


def run(args: argparse.Namespace) -> int:
    """Work until told to stop."""
    if args.beside:
        processes.end_with_parent(args.beside)
    held = holding.together(settings.DATA)
    preparing.languages()
    stop = threading.Event()
    for which in (signal.SIGTERM, signal.SIGINT):
        signal.signal(which, lambda *_: stop.set())
    name = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    working.work(name, clock=timezone.now, stop=stop, crew=Crew(settings.DATA / "workers"))
    os.close(held)
    return 0
