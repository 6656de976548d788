"""What somebody else does at the same time, in a thread with a connection to the database of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import Any

from django.db import connection


def begun(act: Callable[[], Any]) -> Future[Any]:
    """What comes of the act, which has been begun: it is done by now, or it waits for somebody. For tests that commit.

    Its `result` and `exception` wait for the end of it.
    """
    future: Future[Any] = Future()

    def do() -> None:
        try:
            came_of_it = act()
        except BaseException as error:
            connection.close()
            future.set_exception(error)
        else:
            connection.close()
            future.set_result(came_of_it)

    threading.Thread(target=do, daemon=True).start()
    wait([future], timeout=0.5)
    return future
