"""Stored pages in a SQLite file of their own, shared by the processes of one machine.

The file can be thrown away at any time. Nothing that goes wrong with it (full, locked, broken, read-only, gone) reaches
a reader: what cannot be read is not there, and what cannot be written is not kept.
"""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from feuilleton.pages.splicing import Spliced
from feuilleton.pages.stored import Page

log = logging.getLogger(__name__)

_PAGE_SIZE = 4096
_VERSION = 1  # of the tables: with another one they are made anew
_TABLES = f"""
BEGIN IMMEDIATE;
DROP TABLE IF EXISTS page;
DROP TABLE IF EXISTS mark;
CREATE TABLE page (
    key TEXT PRIMARY KEY, as_of INTEGER NOT NULL, touches TEXT NOT NULL, headers TEXT NOT NULL, etag TEXT NOT NULL,
    opening BLOB NOT NULL, deflated BLOB NOT NULL, crc INTEGER NOT NULL, length INTEGER NOT NULL
);
CREATE TABLE mark (one INTEGER PRIMARY KEY CHECK (one = 1), words TEXT NOT NULL);
PRAGMA user_version = {_VERSION};
COMMIT;
"""
_GET = "SELECT as_of, touches, headers, etag, opening, deflated, crc, length FROM page WHERE key = ?"
_PUT = """
INSERT INTO page VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (key) DO UPDATE SET as_of = excluded.as_of,
    touches = excluded.touches, headers = excluded.headers, etag = excluded.etag, opening = excluded.opening,
    deflated = excluded.deflated, crc = excluded.crc, length = excluded.length
WHERE excluded.as_of >= page.as_of
"""
_MAKE_ROOM = "DELETE FROM page WHERE rowid IN (SELECT rowid FROM page ORDER BY rowid LIMIT 50)"


class Rows:
    """The file, at most `cap` bytes of it. One connection a thread, made where it is used and never before a fork."""

    def __init__(self, path: Path, *, cap: int) -> None:
        self.path = path
        self._most_pages = max(64, cap // _PAGE_SIZE)
        self._own = threading.local()
        self._times_broken = 0

    def get(self, key: str) -> Page | None:
        """The page kept under this key."""
        row = self._try(_GET, key)
        if row is None:
            return None
        as_of, touches, headers, etag, opening, deflated, crc, length = row
        pairs = [(name, value) for name, value in json.loads(headers)]
        return Page(pairs, Spliced(opening, deflated, crc, length), json.loads(touches), as_of, etag)

    def put(self, key: str, page: Page) -> None:
        """Keep a page, unless a later one of the same key is kept already. The oldest make room for it."""
        body = page.body
        self._try(
            _PUT,
            *(key, page.as_of, json.dumps(page.touches), json.dumps(page.headers), page.etag),
            *(body.opening, body.deflated, body.crc, body.length),
        )

    def mark(self) -> str:
        """What was last written with `set_mark`, or nothing."""
        row = self._try("SELECT words FROM mark")
        return str(row[0]) if row else ""

    def set_mark(self, words: str) -> None:
        self._try("INSERT OR REPLACE INTO mark VALUES (1, ?)", words)

    def clear(self) -> None:
        """Forget everything."""
        self._try("DELETE FROM page")

    def _try(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        try:
            return self._run(sql, values)
        except sqlite3.OperationalError as error:
            log.warning("Stored pages: %s", error)
        except sqlite3.DatabaseError as error:
            log.warning("Stored pages are begun anew: %s", error)
            self._begin_anew()
        return None

    def _run(self, sql: str, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        connection = self._connection()
        try:
            row: tuple[Any, ...] | None = connection.execute(sql, values).fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_FULL:
                raise
            connection.execute(_MAKE_ROOM)
            row = connection.execute(sql, values).fetchone()
        return row

    def _connection(self) -> sqlite3.Connection:
        wanted = (os.getpid(), self._times_broken)
        if getattr(self._own, "opened_for", None) != wanted:
            self._own.connection = self._opened()
            self._own.opened_for = wanted
        connection: sqlite3.Connection = self._own.connection
        return connection

    def _opened(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, timeout=0.1, isolation_level=None)
        connection.executescript(
            f"PRAGMA page_size = {_PAGE_SIZE}; PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF;"
            f"PRAGMA max_page_count = {self._most_pages}; PRAGMA journal_size_limit = 4194304;"
        )
        if connection.execute("PRAGMA user_version").fetchone() != (_VERSION,):
            connection.executescript(_TABLES)
        return connection

    def _begin_anew(self) -> None:
        # Others may still have the old file open; theirs is as disposable as this one.
        self._times_broken += 1
        for end in ("", "-wal", "-shm"):
            with suppress(OSError):
                os.unlink(f"{self.path}{end}")
