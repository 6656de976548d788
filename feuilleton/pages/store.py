"""The page store: pages in memory, rows behind them, and the log that says which are still good.

A page is never evicted because something changed. It carries the newest event from before it was rendered, and the
names of what it was made from; it is good as long as no later event touched one of them. A page whose render began
before a commit carries the older event, and is refused by the same test.
"""

from __future__ import annotations

import threading

from feuilleton.pages.freshness import Log
from feuilleton.pages.rows import Rows
from feuilleton.pages.stored import Page


class Store:
    """`find` and `keep`. One for each process; the rows are shared.

    Pages of many machines would lie in Valkey instead: another `rows` (get, put, mark, set_mark, clear), another `log`.
    """

    def __init__(self, log: Log, rows: Rows, *, release: str, memory: int) -> None:
        self.log = log
        self.rows = rows
        self.release = release
        self._most = memory
        self._size = 0
        self._pages: dict[str, Page] = {}
        self._lock = threading.Lock()
        self._is_open = False

    def find(self, key: str) -> tuple[Page | None, int]:
        """The page of this key, if it is as good as one rendered now; and the newest event, for `keep` after a miss."""
        now = self.log.newest()
        page = self._pages.get(key)
        if page is not None and page.as_of == now:
            page.used = True
            return page, now
        if page is not None and self._is_good(page, now):
            return page, now
        page = self._row(key)
        if page is not None and self._is_good(page, now):
            self._remember(key, page)
            return page, now
        return None, now

    def keep(self, key: str, page: Page) -> None:
        """Keep a page whose `as_of` was found before it was rendered."""
        self._remember(key, page)
        self.rows.put(f"{self.release} {key}", page)

    def _row(self, key: str) -> Page | None:
        if not self._is_open:
            self._open()
        return self.rows.get(f"{self.release} {key}")

    def _open(self) -> None:
        # Rows that were made from another log (a restored backup, another archive) could never be told from good ones.
        with self._lock:
            if not self._is_open:
                if not self.log.knows(self.rows.mark()):
                    self.rows.clear()
                self.rows.set_mark(self.log.mark())
                self._is_open = True

    def _is_good(self, page: Page, now: int) -> bool:
        if page.as_of > now or self.log.touched(page.touches, page.as_of):
            return False
        page.as_of = now
        return True

    def _remember(self, key: str, page: Page) -> None:
        with self._lock:
            known = self._pages.pop(key, None)
            if known is not None:
                self._size -= known.size
                if known.as_of > page.as_of:
                    page = known
            self._pages[key] = page
            self._size += page.size
            while self._size > self._most and len(self._pages) > 1:
                self._drop_one()

    def _drop_one(self) -> None:
        # The oldest goes, but one that was read since it came gets a second turn.
        key = next(iter(self._pages))
        page = self._pages.pop(key)
        if page.used:
            page.used = False
            self._pages[key] = page
        else:
            self._size -= page.size
