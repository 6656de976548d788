"""Archives of their own, for tests of the program: a data folder, a database of the kind that the suite runs on,
and the commands that work on them, each a process as on a real site.
"""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.conf import settings

_PROGRAM = [sys.executable, "-m", "feuilleton"]


@dataclass
class House:
    """An archive that nobody else uses."""

    data: Path
    environment: dict[str, str] = field(default_factory=dict)

    def run(self, *args: object, typed: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
        """Run a command to its end. Both outputs are kept."""
        return subprocess.run(
            [*_PROGRAM, *map(str, args)],
            env=self._environment(environment),
            input=typed,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    @contextmanager
    def serving(self, *args: object) -> Iterator["Server"]:
        """`feuilleton serve` on a free port, once it answers; ended at the end if it has not ended by itself."""
        process = subprocess.Popen(
            [*_PROGRAM, "serve", "--port", "0", *map(str, args)],
            env=self._environment({}),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        server = Server(process)
        try:
            server.read_until_up()
            yield server
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            server.errors = process.communicate(timeout=60)[1]

    def contents(self) -> dict[str, list[tuple[object, ...]]]:
        """All rows of all tables."""
        if "FEUILLETON_DATABASE" in self.environment:
            return _contents_of_postgresql(self.environment["FEUILLETON_DATABASE"])
        with closing(sqlite3.connect(self.data / "archive.sqlite3")) as database:
            tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for (name,) in tables}

    def _environment(self, more: dict[str, str]) -> dict[str, str]:
        ours = {key: value for key, value in os.environ.items() if not key.startswith(("FEUILLETON_", "DJANGO_"))}
        return {**ours, "FEUILLETON_DATA": str(self.data), **self.environment, **more}


@dataclass
class Server:
    """A running `feuilleton serve`."""

    process: "subprocess.Popen[str]"
    said: str = ""
    errors: str = ""
    address: str = ""

    def read_until_up(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.said += line
            if found := re.search(r"Feuilleton is at (http://\S+)", line):
                self.address = found[1]
                return
        raise AssertionError(f"It ended before it was up: {self.said}{self.process.communicate()[1]}")

    @property
    def port(self) -> int:
        return int(self.address.rstrip("/").rpartition(":")[2])

    def children(self) -> dict[int, str]:
        """The pids of the processes below the parent, with their command lines."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        listed = [pid for children in tasks for pid in children.read_text().split()]
        return {int(pid): Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in listed}


def new(folder: Path) -> House:
    """An archive that has not been begun, of the kind of database that the suite runs on."""
    house = House(folder / f"house-{uuid.uuid4().hex[:8]}")
    if settings.DATABASE:
        server, _slash, _name = settings.DATABASE.rpartition("/")
        name = f"house_{uuid.uuid4().hex[:8]}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        house.environment["FEUILLETON_DATABASE"] = f"{server}/{name}"
    return house


def _contents_of_postgresql(address: str) -> dict[str, list[tuple[object, ...]]]:
    with psycopg.connect(address) as database:
        tables = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for (name,) in tables}
