"""Tell every process of this machine that something was recorded: eight bytes of memory, mapped by all of them.

The id of an event is announced inside its transaction, before the commit. A process that sees the number it has
already asked about knows that nothing was recorded since, without asking the database. After a rollback or a killed
writer the announced id is greater than any event: whoever looks asks the database each time until the next event.
Slow, never wrong.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path

from django.conf import settings

_BYTES = 8


class News:
    """The announced number in one file. Mapped once; shared with forked children; safe to read from any thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._number = memoryview(_mapped(path)).cast("q")

    def announced(self) -> int:
        return self._number[0]

    def announce(self, event: int) -> None:
        self._number[0] = event


def _mapped(path: Path) -> mmap.mmap:
    path.parent.mkdir(parents=True, exist_ok=True)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        if os.fstat(file).st_size < _BYTES:
            # Real bytes, not a hole: a hole that a full disk cannot fill would kill the process at the first write.
            os.pwrite(file, bytes(_BYTES), 0)
        return mmap.mmap(file, _BYTES)
    finally:
        os.close(file)


_opened: dict[Path, News] = {}


def news() -> News | None:
    """The announcement of this archive; None when FEUILLETON_NEWS is empty, and then every look asks the database."""
    path: Path | None = settings.FEUILLETON_NEWS
    if not path:
        return None
    if path not in _opened:
        _opened[path] = News(path)
    return _opened[path]


def announce(event: int) -> None:
    """Say that this event is about to be committed. Called by recording, inside the transaction."""
    board = news()
    if board is not None:
        board.announce(event)
