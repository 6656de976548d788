"""Tasks for the tests: each leaves a trace in a file that the test can read."""

import os
import signal
from datetime import datetime
from pathlib import Path

from django_tasks import task


@task
def note(path: str, word: str) -> None:
    """Append one line to the file, in one write."""
    with Path(path).open("a") as file:
        file.write(f"{word}\n")


@task
def stumble(path: str) -> None:
    """Leave a trace, then fail."""
    note.call(path, "stumbled")
    raise RuntimeError("the ink ran out")


@task
def begin(path: str, again_at: str) -> datetime:
    """Leave a trace, and the rest for later."""
    note.call(path, "begun")
    return datetime.fromisoformat(again_at)


@task(priority=10)
def hurry(path: str) -> None:
    """A task more urgent than others."""
    note.call(path, "hurried")


@task
def die_the_first_time(path: str) -> None:
    """Kill the worker's process on the first run; do the work on the second."""
    if not Path(path).exists():
        note.call(path, "died")
        os.kill(os.getpid(), signal.SIGKILL)
    note.call(path, "done")
