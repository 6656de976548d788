"""Nothing lost: draft saves over HTTP by four writers, while every process of the site is killed again and again."""

from __future__ import annotations

import http.client
import json
import random
import re
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench import machine, sites

SAVES = 2_000
WRITERS = 4
KILLS = 10
FILLING = "\n\n".join(
    ["The tide came in over the pans, and nobody moved for as long as it takes to count to nine."] * 30
)


@dataclass
class Writer:
    """Somebody who saves one chapter over and over; `acknowledged` is the newest save that was answered with 2xx."""

    session: str
    chapter: str
    port: int
    version: int = 0
    acknowledged: int = 0
    slowest: float = 0
    connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def save(self, number: int) -> bool:
        """Send save `number` once. False if it was not acknowledged: then nobody knows whether it was kept."""
        body = urlencode({"text": f"This is save {number} exactly.\n\n{FILLING}", "version": self.version})
        started = time.perf_counter()
        try:
            status, said = self._ask("POST", f"/write/chapters/{self.chapter}/save", body)
        except (OSError, http.client.HTTPException):
            self.connection = None
            return False
        self.slowest = max(self.slowest, time.perf_counter() - started)
        if status != 200:
            raise RuntimeError(f"Save {number} was answered with {status}: {said[:300]!r}")
        self.version, self.acknowledged = json.loads(said)["version"], number
        return True

    def stored(self) -> int:
        """The number of the save that the chapter holds, asked over HTTP."""
        status, said = self._ask("GET", f"/write/chapters/{self.chapter}")
        found = re.search(rb"This is save (\d+) exactly", said)
        if status != 200:
            raise RuntimeError(f"The chapter was answered with {status}.")
        return int(found[1]) if found else 0

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
        if self.connection is None:
            self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "Cookie": f"sessionid={self.session}",
            "Sec-Fetch-Site": "same-origin",
            "Accept": "application/json" if body else "text/html",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, answer.read()


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    """`lost`: acknowledged saves that were not there after a kill; it is to be 0. Rounds and seconds do not matter."""
    with tempfile.TemporaryDirectory(prefix="feuilleton-bench-", dir="/tmp") as folder:
        data = Path(folder) / "ours"
        said = sites.fill(data, writers=WRITERS)
        port = machine.free_port()
        site = sites.start_ours(data, port)
        writers = [Writer(port=port, **one) for one in said["writers"]]
        started = time.perf_counter()
        lost = 0
        try:
            for number in range(1, KILLS + 1):
                _write_until_killed(writers, SAVES * number // (KILLS + 1), site)
                site = sites.start_ours(data, port)
                lost += _lost(writers)
                print(f"kill {number} of {KILLS}: {_acknowledged(writers)} acknowledged, {lost} lost", file=sys.stderr)
            _write_until(writers, SAVES // WRITERS)
            lost += _lost(writers)
        finally:
            machine.kill_tree(site.pid)
            site.process.wait()
    return {
        "acknowledged": _acknowledged(writers),
        "lost": lost,
        "kills": KILLS,
        "writers": WRITERS,
        "slowest_save_ms": round(max(writer.slowest for writer in writers) * 1000),
        "seconds": round(time.perf_counter() - started, 1),
    }


def _acknowledged(writers: list[Writer]) -> int:
    return sum(writer.acknowledged for writer in writers)


def _lost(writers: list[Writer]) -> int:
    lost = 0
    for writer in writers:
        writer.connection = None
        lost += max(0, writer.acknowledged - writer.stored())
    return lost


def _write_until_killed(writers: list[Writer], wanted: int, site: sites.Site) -> None:
    """All writers save until they have `wanted` between them; then everything is killed in the middle of it."""
    killed = threading.Event()
    threads = [threading.Thread(target=_keep_saving, args=(writer, killed)) for writer in writers]
    for thread in threads:
        thread.start()
    while _acknowledged(writers) < wanted and all(thread.is_alive() for thread in threads):
        time.sleep(0.001)
    time.sleep(random.uniform(0, 0.05))  # noqa: S311
    killed.set()
    machine.kill_tree(site.pid)
    site.process.wait()
    for thread in threads:
        thread.join()


def _keep_saving(writer: Writer, killed: threading.Event) -> None:
    while writer.acknowledged < SAVES // WRITERS and writer.save(writer.acknowledged + 1):
        pass
    if not killed.wait(timeout=30):
        raise RuntimeError("A save failed though nothing had been killed.")


def _write_until(writers: list[Writer], each: int) -> None:
    def finish(writer: Writer) -> None:
        while writer.acknowledged < each:
            if not writer.save(writer.acknowledged + 1):
                raise RuntimeError("A save failed though nothing had been killed.")

    threads = [threading.Thread(target=finish, args=(writer,)) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
