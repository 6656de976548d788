"""Notes through revisions: how many stay on their passage, judged by labels that were made by reading; and how long.

A note is right when its outcome is one that the label allows and its place is: it covers at least half of the right
place, and outside of that no more than as much again.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from bench.anchors import chapter, judging, reading
from feuilleton.kit.prose import mapping


def measure(*, rounds: int, seconds: float, pairs: Path | None = None) -> dict[str, Any]:
    """`pairs`: a file of labelled revisions to judge instead of our own (`reading` says how its lines look).

    `precision`: of the notes that were given a place, the share that is right. `recall`: of those that have one, the
    share that was given it. `wrong_places`: notes put on text that is not their passage. Seconds do not matter.
    """
    labelled = reading.lines(pairs) if pairs else reading.ours()
    judged = [judging.judge(pair) for pair in labelled]
    for one in judged:
        if not one.is_right:
            print(f"{one.pair.name}: {one.said}", file=sys.stderr)
    return {
        "pairs": len(judged),
        **judging.shares(judged),
        "map_ms_510k": round(_map_ms(rounds)),
    }


def _map_ms(rounds: int) -> float:
    old, new, notes = chapter.revised()
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        mapping.carry(notes, old, new)
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000
