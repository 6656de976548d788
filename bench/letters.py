"""The mail server of a measurement (`bench/sink.py`, a process of its own), and what it says that it took."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bench import machine, sites

if TYPE_CHECKING:
    from collections.abc import Iterator


class Taken(NamedTuple):
    """A message that the server took. `chapter`: the public id of the first chapter that it links to."""

    at: float
    id: str
    to: str
    chapter: str


@dataclass
class Sink:
    """A mail server that listens on `port` and takes everything, but while it is told to refuse."""

    port: int
    notes: Path

    def taken(self) -> list[Taken]:
        lines = self.notes.read_text().splitlines() if self.notes.exists() else []
        fields = (line.split("\t") for line in lines)
        return [Taken(float(at), name, to, chapter) for at, name, to, chapter in fields]

    def count(self) -> int:
        return self.notes.read_bytes().count(b"\n") if self.notes.exists() else 0

    @contextlib.contextmanager
    def refusing(self) -> Iterator[None]:
        """For as long as the block runs it takes nothing (421)."""
        sign = self.notes.with_name(f"{self.notes.name}.refusing")
        sign.touch()
        try:
            yield
        finally:
            sign.unlink()


@contextlib.contextmanager
def sink(folder: Path) -> Iterator[Sink]:
    """A mail server that runs for as long as the block does, its notes in that folder."""
    opened = Sink(machine.free_port(), folder / "taken")
    command = [sys.executable, "-m", "bench.sink", str(opened.port), str(opened.notes)]
    process = subprocess.Popen(command, cwd=sites.HOUSE, stdin=subprocess.DEVNULL)
    try:
        _wait_for(opened.port)
        yield opened
    finally:
        machine.stop(process)


class Count(NamedTuple):
    """What came of the letters that were expected, as the mail server saw it.

    `missing`: never came. `double`: came under a second Message-ID. `resent`: came again under the same one.
    """

    expected: int
    missing: int
    double: int
    resent: int


def count(taken: list[Taken], expected: set[tuple[str, str]]) -> Count:
    """`expected`: pairs of address and chapter, each of which is to be one letter, known by one Message-ID.

    A letter is told by whom it went to and which chapter it speaks of, so that its Message-ID has no say in it.
    """
    names: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in taken:
        names[one.to, one.chapter].add(one.id)
    return Count(
        expected=len(expected),
        missing=len(expected - names.keys()),
        double=sum(len(ids) - 1 for ids in names.values()) + len(names.keys() - expected),
        resent=len(taken) - sum(len(ids) for ids in names.values()),
    )


def _wait_for(port: int) -> None:
    for _try in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.05)
    raise RuntimeError("The mail server of the measurement did not start.")
