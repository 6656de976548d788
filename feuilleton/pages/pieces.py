"""Pieces of pages that many signed-in readers are shown alike, kept in memory.

As good as stored pages are (`store.py`): a piece carries the newest event from before it was made, and the names of
what it was made from; it is given out as long as no later event touched one of them. Who may see it is the caller's
to ask, and belongs into the key.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import connection

from feuilleton.pages import freshness
from feuilleton.pages.freshness import Log

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Piece(Generic[Value]):
    """Something made: it, the names of what it was made from, and about how many bytes it takes."""

    value: Value
    made_from: Iterable[str]
    size: int


@dataclass(slots=True)
class _Kept:
    value: Any
    touches: Sequence[str]
    size: int
    as_of: int


class Pieces:
    """One for each process. The oldest go when all together are larger than `most` bytes."""

    def __init__(self, log: Log, *, most: int) -> None:
        self.log = log
        self._most = most
        self._size = 0
        self._kept: dict[Hashable, _Kept] = {}
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Piece[Value] | None]) -> Value | None:
        """The value that `make` makes: the one kept, if it is as good as one made now. What is None is not kept."""
        now = self.log.newest()
        kept = self._kept.get(key)
        if kept is not None and (kept.as_of == now or self._is_good(kept, now)):
            return kept.value  # type: ignore[no-any-return]
        made = make()
        if made is None:
            return None
        self._keep(key, _Kept(made.value, sorted(set(made.made_from)), made.size, now))
        return made.value

    def _is_good(self, kept: _Kept, now: int) -> bool:
        if kept.as_of > now or self.log.touched(kept.touches, kept.as_of):
            return False
        kept.as_of = now
        return True

    def _keep(self, key: Hashable, piece: _Kept) -> None:
        with self._lock:
            known = self._kept.pop(key, None)
            self._size += piece.size - (known.size if known else 0)
            self._kept[key] = piece
            while self._size > self._most and len(self._kept) > 1:
                self._size -= self._kept.pop(next(iter(self._kept))).size


def get(key: Hashable, make: Callable[[], Piece[Value] | None]) -> Value | None:
    """As `Pieces.get`, of this process. Made anew each time where pages are not kept, and within a transaction: what
    it has changed is nobody else's to see yet."""
    if not settings.FEUILLETON_PAGES or connection.in_atomic_block:
        made = make()
        return made.value if made is not None else None
    return _pieces().get(key, make)


@cache
def _pieces() -> Pieces:
    return Pieces(freshness.log(), most=settings.FEUILLETON_PIECES_MEMORY)
