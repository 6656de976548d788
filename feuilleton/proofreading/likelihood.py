"""How likely a word is where it stands, by English prose: a small table on disk, mapped into memory when first asked.

What is in the table and where it comes from: `tables/README.md`.
"""

from __future__ import annotations

import json
import math
import mmap
from bisect import bisect_left
from functools import cache, lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zlib import crc32

from feuilleton.proofreading.wordclasses import START

if TYPE_CHECKING:
    from collections.abc import Sequence

_TABLE: Final = Path(__file__).with_name("tables") / "english.table"
_WIDTH: Final = 512  # more than there are classes
_UNHEARD: Final = 255


class Table:
    """Costs of words and of classes in a row: the smaller, the likelier, in natural logarithms."""

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        begin = 4 + int.from_bytes(mapped[:4], "little")
        head = json.loads(bytes(mapped[4:begin]))
        self._step: float = head["step"]
        self._words: int = head["words"]
        self._ids: dict[str, int] = {name: at for at, name in enumerate(head["classes"])}
        self._part = {}
        for name, code, start, length in head["parts"]:
            size = {"B": 1, "H": 2, "I": 4}[code]
            self._part[name] = mapped[begin + start : begin + start + length * size].cast(code)
        # A text asks for the same few again and again.
        self._triple = lru_cache(maxsize=8192)(self._triple)  # type: ignore[method-assign]
        self._triples, self._pairs, self._before = (self._part[name] for name in ("triples", "pairs", "before"))

    def kinds(self, low: str) -> int:
        """What a word can be (`wordclasses`), 0 for one that is not in the table."""
        at = self._word(low)
        return 0 if at is None else int(self._part["kinds"][at])

    def has(self, low: str) -> bool:
        """Whether the word is in the table."""
        return self._word(low) is not None

    def share(self, low: str) -> float:
        """The cost of this word among those of its class."""
        at = self._word(low)
        return self._step * (_UNHEARD if at is None else self._part["shares"][at])

    def rarity(self, low: str) -> float:
        """The cost of this word among all: about 3 for "the", 8 for "house", 14 for one that was not heard."""
        at = self._word(low)
        return self._step * (_UNHEARD if at is None else self._part["rarity"][at])

    def cost(self, names: Sequence[str]) -> float:
        """The cost of classes in a row, the first two of them given."""
        ids = [self._ids.get(name, -1) for name in names]
        return self._step * sum(
            self._triple(first, second, third)
            for first, second, third in zip(ids, islice(ids, 1, None), islice(ids, 2, None), strict=False)
        )

    def is_heard(self, first: str, second: str) -> bool:
        """Whether the two classes ever stand side by side."""
        return _find(self._pairs, self._ids[first] * _WIDTH + self._ids[second]) is not None

    def expected(self, first: str, second: str) -> float:
        """How often two words would stand side by side, were it all chance."""
        return self._words * math.exp(-self.rarity(first) - self.rarity(second))

    def _word(self, low: str) -> int | None:
        return _find(self._part["words"], crc32(low.encode()))

    def _triple(self, first: int, second: int, third: int) -> int:
        if first < 0 or second < 0 or third < 0:
            return self._pair(second, third)
        before = first * _WIDTH + second
        if (at := _find(self._triples, before * _WIDTH + third)) is not None:
            return int(self._part["triple_costs"][at])
        at = _find(self._before, before)
        return self._pair(second, third) + (0 if at is None else int(self._part["before_costs"][at]))

    def _pair(self, first: int, second: int) -> int:
        if second < 0:
            return _UNHEARD
        if first < 0:
            return int(self._part["single_costs"][second])
        if (at := _find(self._pairs, first * _WIDTH + second)) is not None:
            return int(self._part["pair_costs"][at])
        return int(self._part["single_before"][first]) + int(self._part["single_costs"][second])


def _find(keys: memoryview[int], key: int) -> int | None:
    at = bisect_left(keys, key) if key >= 0 else len(keys)
    return at if at < len(keys) and keys[at] == key else None


@cache
def english() -> Table:
    """The table of English prose."""
    return Table(_TABLE)


BEGINNING: Final = (START, START)
