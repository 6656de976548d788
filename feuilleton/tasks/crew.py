"""Which workers of a data folder live: each holds a lock of the kernel on a file of its own, and it dies with it.

What a worker on this machine leaves behind is so taken up within seconds, not when its lease is over. Workers on other
machines are not known here, and their leases are waited for.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


class Crew:
    """The workers that share a folder. Names are file names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def joined(self, name: str) -> Iterator[None]:
        """Within the block this process is known as the living worker of that name. An error out of it is a death."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = self.folder / name
        held = _hold(file)
        try:
            yield
            file.unlink(missing_ok=True)
        finally:
            os.close(held)

    def is_dead(self, name: str) -> bool:
        """Whether a worker of that name was of this crew, and ended before it could say so."""
        with _found_dead(self.folder / name) as is_dead:
            return is_dead

    def dead(self) -> list[str]:
        """The names of all who ended so and were not forgotten."""
        with suppress(FileNotFoundError):
            return sorted(name for name in os.listdir(self.folder) if self.is_dead(name))
        return []

    @contextmanager
    def burying(self, name: str) -> Iterator[bool]:
        """Whether that worker is dead; for the block it stays so, whoever would join, and then it is not known."""
        file = self.folder / name
        with _found_dead(file) as is_dead:
            yield is_dead
            if is_dead:
                file.unlink()


def _hold(file: Path) -> int:
    while True:
        held = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(held, fcntl.LOCK_EX)
        if _is_there(held, file):
            return held
        # Between the two lines it looked like the file of somebody dead, and was taken away.
        os.close(held)


@contextmanager
def _found_dead(file: Path) -> Iterator[bool]:
    """Whether the file is there and nobody held it; who would join under its name waits until the block ends."""
    try:
        looked_at = os.open(file, os.O_RDWR | os.O_CLOEXEC)
    except OSError:
        yield False
        return
    try:
        yield _locks(looked_at) and _is_there(looked_at, file)
    finally:
        os.close(looked_at)


def _locks(opened: int) -> bool:
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _is_there(opened: int, file: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(opened), file.stat())
    except FileNotFoundError:
        return False
