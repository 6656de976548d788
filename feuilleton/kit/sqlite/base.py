"""SQLite whose writers wait in line.

SQLite's own waiting is unfair: under load one writer of eight waited eight seconds while others went past it. So
every transaction first takes a lock on a file beside the database (`archive.sqlite3.queue`), which the kernel hands
out in the order of asking, and only then says BEGIN IMMEDIATE. Who is killed while holding it lets go of it.

The queue is a file of its own because nobody may open() a database that this process uses: closing it would drop
SQLite's locks. Databases in memory have no queue. Statements outside a transaction do not queue; SQLite's own
timeout is enough for them.
"""

import fcntl
import os
from contextlib import suppress
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base, operations
from django.utils.dateparse import parse_datetime


class Operations(operations.DatabaseOperations):
    """Django's, but for what is asked of it for each value of each row."""

    def convert_datetimefield_value(self, value: Any, expression: Any, connection: Any) -> Any:
        """As Django's where USE_TZ is on, at a third of the cost: thirty reviews have as many times."""
        if value is None:
            return None
        moment = value if isinstance(value, datetime) else parse_datetime(value)
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=self.connection.timezone)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection. It has its own descriptor of the queue, since a lock belongs to the descriptor."""

    ops_class = Operations

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._queue: int | None = None

    def create_cursor(self, name: Any = None) -> Any:
        return self.connection.cursor(factory=Cursor)

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        if not self.is_in_memory_db():
            # SQLite would let everybody on the machine read it, where the folder does. Made without being opened.
            with suppress(OSError):
                os.mknod(self.settings_dict["NAME"], 0o600)
        return super().get_new_connection(conn_params)

    def _start_transaction_under_autocommit(self) -> None:
        self._take_turn()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._end_turn()
            raise

    def _commit(self) -> None:
        # A commit that fails is followed by a rollback, which ends the turn.
        super()._commit()  # type: ignore[misc]
        self._end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            if self._queue is not None:
                os.close(self._queue)
                self._queue = None

    def _take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        if self._queue is None:
            self._queue = os.open(f"{self.settings_dict['NAME']}.queue", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        fcntl.flock(self._queue, fcntl.LOCK_EX)

    def _end_turn(self) -> None:
        if self._queue is not None:
            fcntl.flock(self._queue, fcntl.LOCK_UN)


class Cursor(base.SQLiteCursorWrapper):
    """Django's cursor, which writes a query's places the way of SQLite; each query is rewritten once."""

    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        if param_names is not None:
            return str(super().convert_query(query, param_names=param_names))
        return _in_question_marks(query)


@lru_cache(maxsize=500)
def _in_question_marks(query: str) -> str:
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")
