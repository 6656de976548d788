"""Told once: 20 chapters to 1,000 subscribers while workers are killed and the mail server refuses; one to 100,000."""

from __future__ import annotations

import contextlib
import http.client
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from bench import letters, machine, sites, text

if TYPE_CHECKING:
    from collections.abc import Iterator

FEW, CHAPTERS, KILLS = 1_000, 20, 30
ALL_AT_ONCE = 6  # every so many kills, everything of the site is killed and started again
REFUSING = 20  # seconds
MANY, PUBLISHED, LOOKS = 100_000, 11, 20
PATIENCE = 300  # seconds without a letter after which none is waited for

_ENTRY = re.compile(r'<input type="checkbox" name="event"')
_CHAPTER = re.compile(r'href="/chapters/(\w+)"')


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    """`missing` and `double` are to be 0. Rounds and seconds do not matter."""
    return _killed() | _many()


def _killed() -> dict[str, Any]:
    with _house("few") as (folder, sink):
        data = folder / "ours"
        said = _filled(data, FEW, CHAPTERS, sessions=FEW)
        author = Person(machine.free_port(), said["author"])
        with _Site(data, author.port) as site:
            expected = {(address, chapter) for address in said["followers"] for chapter in said["drafts"]}
            started = time.perf_counter()
            drafts = list(said["drafts"])
            kills = 0
            while kills < KILLS or drafts:
                if drafts and len(drafts) * KILLS >= (KILLS - kills) * CHAPTERS:
                    author.publish(drafts.pop(0), _typed(CHAPTERS + 1 - len(drafts)))
                    continue
                _wait_for_some(sink, len(expected))
                site.kill(everything=kills % ALL_AT_ONCE == ALL_AT_ONCE - 1)
                kills += 1
                print(f"kill {kills} of {KILLS}: {sink.count()} letters taken", file=sys.stderr)
                if kills == KILLS // 2:
                    _refuse(sink)
            _wait_for_all(sink, expected)
            taken = sink.taken()
            inboxes = sum(
                Person(author.port, session).inbox() == dict.fromkeys(said["drafts"], 1)
                for session in said["followers"].values()
            )
    found = letters.count(taken, expected)
    return found._asdict() | {
        "kills": kills,
        "inboxes_right": inboxes,
        "inboxes": FEW,
        "killed_seconds": round(time.perf_counter() - started, 1),
    }


def _many() -> dict[str, Any]:
    with _house("many") as (folder, sink):
        data = folder / "ours"
        said = _filled(data, MANY, PUBLISHED, sessions=LOOKS)
        author, archivist = (Person(machine.free_port(), said[who]) for who in ("author", "archivist"))
        archivist.port = author.port
        with sites.ours(data, author.port) as site:
            readers = [Person(author.port, session) for session in said["followers"].values()]
            for person in (author, archivist, *readers):
                person.inbox()
            publishing, looking, unseen = [], [], 0
            began = cpu = 0.0
            for number, draft in enumerate(said["drafts"], start=2):
                if number > 2:
                    archivist.stop_the_mail()
                    _wait_for_silence(sink)
                typed = _typed(number)
                author.inbox()  # so that what is timed does not begin with a connection
                began, cpu = time.time(), machine.cpu_seconds(site.pid)
                publishing.append(_timed(lambda draft=draft, typed=typed: author.publish(draft, typed)))
                for reader in readers:
                    looking.append(_timed(lambda reader=reader: reader.ask("GET", "/inbox")))
                    unseen += draft not in reader.inbox()
            last = said["drafts"][-1]
            _wait_for_all(sink, {(f"r{number}@readers.test", last) for number in range(MANY)})
            cpu = machine.cpu_seconds(site.pid) - cpu
            of_last = [one for one in sink.taken() if one.chapter == last]
    lasted = max(one.at for one in of_last) - began
    return {
        "subscribers": MANY,
        "publish_ms": round(statistics.median(publishing), 1),
        "inbox_ms": round(statistics.median(looking), 1),
        "inboxes_without": unseen,
        "mails": len({one.to for one in of_last}),
        "mail_per_s": round(len(of_last) / lasted),
        "mail_cpu_ms": round(cpu * 1000 / len(of_last), 2),
    }


class Person:
    """Somebody signed in, on a connection of their own."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.session = session
        self.connection: http.client.HTTPConnection | None = None

    def ask(self, method: str, path: str, form: str = "") -> tuple[int, str]:
        """The status and the text of the answer. A connection that was kept too long is made anew, as browsers do."""
        kept, self.connection = self.connection, None
        if kept is not None:
            with contextlib.suppress(ConnectionError, http.client.HTTPException):
                return self._ask(kept, method, path, form)
        return self._ask(http.client.HTTPConnection("127.0.0.1", self.port, timeout=60), method, path, form)

    def _ask(self, connection: http.client.HTTPConnection, method: str, path: str, form: str) -> tuple[int, str]:
        headers = {
            "Cookie": f"sessionid={self.session}",
            "Sec-Fetch-Site": "same-origin",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request(method, path, form or None, headers)
        answer = connection.getresponse()
        said = answer.read().decode()
        self.connection = connection
        return answer.status, said

    def publish(self, chapter: str, typed: str) -> None:
        """Publish a draft as the writing page does, text and all. It is to be answered; nothing is killed meanwhile."""
        status, said = self.ask("POST", f"/write/chapters/{chapter}/publish", typed)
        if status not in (302, 303):
            raise RuntimeError(f"Publishing was answered with {status}: {said[:2000]}")

    def inbox(self) -> dict[str, int]:
        """How often each chapter stands in the inbox."""
        status, page = self.ask("GET", "/inbox")
        if status != 200:
            raise RuntimeError(f"The inbox was answered with {status}.")
        found: dict[str, int] = {}
        for entry in _ENTRY.split(page)[1:]:
            if chapter := _CHAPTER.search(entry):
                found[chapter[1]] = found.get(chapter[1], 0) + 1
        return found

    def stop_the_mail(self) -> None:
        """Stop the letters about what was told last, on the archivist's page, once it stands there."""
        for _try in range(300):
            _status, page = self.ask("GET", "/house/mail")
            if going := re.findall(r'action="(/house/mail/\d+/stop)"', page):
                for address in going:
                    self.ask("POST", address, urlencode({"do": "stop"}))
                return
            time.sleep(0.1)
        raise RuntimeError("What was published is not told.")


class _Site:
    """Feuilleton as it is served, with a second worker beside its own; both are killed now and then."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port

    def __enter__(self) -> _Site:
        self._start()
        return self

    def __exit__(self, *_what: object) -> None:
        self._kill(self.worker.pid)
        self._kill(self.served.pid)
        self.worker.wait()
        self.served.process.wait()

    def kill(self, *, everything: bool) -> None:
        """`kill -9` of one of the two workers; or of all processes, and then they are started again."""
        if everything:
            self.__exit__()
            self._start()
            return
        own = [pid for pid in machine.tree(self.served.pid) if "work" in _command(pid)]
        victim = random.choice([*own, self.worker.pid])  # noqa: S311
        self._kill(victim)
        if victim == self.worker.pid:
            self.worker.wait()
            self.worker = self._work()

    def _start(self) -> None:
        self.served = sites.start_ours(self.data, self.port)
        self.worker = self._work()

    def _work(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "feuilleton", "work"]
        variables = sites.environment(self.data)
        return subprocess.Popen(command, cwd="/", env=variables, stdin=subprocess.DEVNULL, start_new_session=True)

    def _kill(self, pid: int) -> None:
        machine.kill_tree(pid)


def _command(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return []


@contextlib.contextmanager
def _house(name: str) -> Iterator[tuple[Path, letters.Sink]]:
    """A folder, and a mail server that our processes are told to send by, without a hold."""
    with tempfile.TemporaryDirectory(prefix=f"feuilleton-bench-{name}-", dir="/tmp") as made:
        folder = Path(made)
        with letters.sink(folder) as sink:
            os.environ |= {
                "FEUILLETON_SMTP": f"smtp+plain://127.0.0.1:{sink.port}",
                "FEUILLETON_HOLD": "0",
                "FEUILLETON_ADDRESS": f"http://{sites.DOMAIN}",
            }
            yield folder, sink


def _filled(data: Path, people: int, chapters: int, *, sessions: int) -> dict[str, Any]:
    return sites.fill_by("bench.following", data, people, chapters, sessions)


def _typed(number: int) -> str:
    """The writing page's form of the chapter of that number, as a browser sends it."""
    return urlencode({"text": text.chapter(), "title": f"Chapter the {number}", "number": number, "version": 1})


def _timed(act: Any) -> float:
    """How long that took, in milliseconds on the wall."""
    started = time.perf_counter()
    act()
    return (time.perf_counter() - started) * 1000


def _refuse(sink: letters.Sink) -> None:
    with sink.refusing():
        time.sleep(REFUSING)


def _wait_for_some(sink: letters.Sink, all_of_them: int) -> None:
    """Until a few more letters were taken, as many as chance says, or none came for a while."""
    before, until = sink.count(), time.monotonic() + 20
    wanted = random.randint(1, 2 * all_of_them // KILLS)  # noqa: S311
    while sink.count() < before + wanted and time.monotonic() < until:
        time.sleep(0.01)


def _wait_for_all(sink: letters.Sink, expected: set[tuple[str, str]]) -> None:
    """Until every expected letter was taken, or none came for a long while. Looks closely only when it falls silent."""
    before = looked_at = -1
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if (now := sink.count()) != before:
            before, until = now, time.monotonic() + PATIENCE
        elif now != looked_at:
            looked_at = now
            if expected <= {(one.to, one.chapter) for one in sink.taken()}:
                return
        time.sleep(1)


def _wait_for_silence(sink: letters.Sink) -> None:
    """Until no letter came for three seconds: what was stopped is through."""
    before = -1
    while (now := sink.count()) != before:
        before = now
        time.sleep(3)
