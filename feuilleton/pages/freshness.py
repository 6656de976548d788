"""Whether a stored page is still good: asked of the log, and only when something was announced.

Connections are our own, one a thread: a page must not be judged from inside somebody's transaction.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

from feuilleton.events import announcing
from feuilleton.events.announcing import News


class Log:
    """What the page store needs to know of the log. Safe in threads, and in children forked before first use."""

    def __init__(self, news: News | None) -> None:
        self.news = news
        self._own = threading.local()
        self._seen = (
            -1,
            -1,
        )  # what was announced when we asked, and the newest event then: one tuple, never half of it

    def newest(self) -> int:
        """The id of the newest event, exactly: what was committed before this call is never missed."""
        if self.news is None:
            return self._ask()
        announced = self.news.announced()
        asked, event = self._seen
        if announced == asked and event >= announced:
            return event
        event = self._ask()
        self._seen = (announced, event)
        return event

    def touched(self, names: Sequence[str], since: int) -> bool:
        """Whether an event later than `since` touched something of these names."""
        places = ",".join(["%s"] * len(names))
        sql = f"SELECT 1 FROM events_touch WHERE name IN ({places}) AND event_id > %s LIMIT 1"  # noqa: S608 (places only)
        return bool(names) and self._row(sql, [*names, since]) is not None

    def mark(self) -> str:
        """The newest event, in words by which this very log can be known again."""
        return str(self._row("SELECT id, at FROM events_event ORDER BY id DESC LIMIT 1", []))

    def knows(self, mark: str) -> bool:
        """Whether the log that gave this mark is this one. Says no when in doubt."""
        event = mark.strip("(").split(",")[0]
        if not event.isdigit():
            return mark == self.mark()
        return mark == str(self._row("SELECT id, at FROM events_event WHERE id = %s", [int(event)]))

    def _ask(self) -> int:
        row = self._row("SELECT max(id) FROM events_event", [])
        return (row and row[0]) or 0

    def _row(self, sql: str, values: list[Any]) -> Any:
        try:
            return self._fetched(sql, values)
        except (OperationalError, InterfaceError):
            # A connection can die while nobody asks; a second failure is the database's.
            self._connection().close()
            return self._fetched(sql, values)

    def _fetched(self, sql: str, values: list[Any]) -> Any:
        with self._connection().cursor() as cursor:
            cursor.execute(sql, values)
            return cursor.fetchone()

    def _connection(self) -> Any:
        if getattr(self._own, "process", None) != os.getpid():
            self._own.process = os.getpid()
            self._own.connection = connections.create_connection(DEFAULT_DB_ALIAS)
        return self._own.connection

    def close(self) -> None:
        """Close this thread's connection."""
        if getattr(self._own, "process", None) == os.getpid():
            self._own.connection.close()


def log() -> Log:
    """The log of this archive."""
    return Log(announcing.news())
