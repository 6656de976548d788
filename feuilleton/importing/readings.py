"""How a file would read in other charsets, for its author to recognize the right one."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feuilleton.importing.decoding import CHARSETS
from feuilleton.kit import text

_HIGH = re.compile(rb"[\x80-\xff]")
_BEFORE, _AFTER = 60, 120
_BLANK = "\ufffd"


@dataclass(frozen=True, slots=True)
class Reading:
    """A line of the file as it reads in this charset."""

    charset: str
    sample: str


def readings(data: bytes) -> list[Reading]:
    """The charsets the file may be written in, each with the same line of it; none for plain ASCII.

    Charsets in which that line reads alike are one, the first of them.
    """
    first = _HIGH.search(data)
    if first is None:
        return []
    begin = max(data.rfind(b"\n", 0, first.start()) + 1, first.start() - _BEFORE)
    found: dict[str, str] = {}
    for charset in CHARSETS:
        sample = _sample(data[begin : first.start() + _AFTER], charset)
        if sample and sample not in found.values():
            found[charset] = sample
    return [Reading(charset, sample) for charset, sample in found.items()]


def _sample(line: bytes, charset: str) -> str:
    """The line in this charset, "" where it cannot be written in it. Its end may be cut within a letter."""
    read = line.decode(charset, errors="replace")
    if _BLANK in read[:-1].rstrip(_BLANK):
        return ""
    return text.one_line(read.rstrip(_BLANK))
