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
        held = os.open(self.folder / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(held, fcntl.LOCK_EX)
            yield
            self.forget(name)
        finally:
            os.close(held)

    def is_dead(self, name: str) -> bool:
        """Whether a worker of that name was of this crew, and ended before it could say so."""
        try:
            file = os.open(self.folder / name, os.O_RDWR | os.O_CLOEXEC)
        except OSError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        finally:
            os.close(file)
        return True

    def dead(self) -> list[str]:
        """The names of all who ended so and were not forgotten."""
        with suppress(FileNotFoundError):
            return sorted(name for name in os.listdir(self.folder) if self.is_dead(name))
        return []

    def forget(self, name: str) -> None:
        """Nothing of that worker is left to be done."""
        (self.folder / name).unlink(missing_ok=True)
