"""What left its place in an order, and what only stood by while it did."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise


def out_of_order(places: Sequence[int], sizes: Sequence[int]) -> list[bool]:
    """For each of several things, by where they stand now, whether it left the order.

    It did if a longest run of places that rise can do without it, or if the largest one does. So of two that changed
    places both did, of one that went past many only that one; and of a long one and two short ones, all three.
    """
    if all(one <= other for one, other in pairwise(places)):
        return [False] * len(places)
    settled = _settled(places)
    heaviest = _heaviest(places, sizes)
    return [not (one in settled and one in heaviest) for one in range(len(places))]


def _settled(places: Sequence[int]) -> set[int]:
    """Those that every longest rising run has."""
    up = _longest_to(places)
    down = _longest_to([-place for place in reversed(places)])[::-1]
    longest = max(up)
    on_one = {nth for nth in range(len(places)) if up[nth] + down[nth] - 1 == longest}
    rivals = Counter(up[nth] for nth in on_one)
    return {nth for nth in on_one if rivals[up[nth]] == 1}


def _longest_to(places: Iterable[int]) -> list[int]:
    """The length of the longest rising run that ends at each."""
    ends: list[tuple[int, int]] = []
    lengths = []
    for nth, place in enumerate(places):
        at = bisect_left(ends, (place, nth))
        ends[at : at + 1] = [(place, nth)]
        lengths.append(at + 1)
    return lengths


def _heaviest(places: Sequence[int], sizes: Sequence[int]) -> set[int]:
    """Those of the rising run whose sizes are the most together. Runs are kept in a tree of best ends (Fenwick's)."""
    ranks = {place: rank for rank, place in enumerate(sorted(set(places)), 1)}
    best: list[tuple[int, int]] = [(0, -1)] * (len(ranks) + 1)
    before = []
    for nth, (place, size) in enumerate(zip(places, sizes, strict=True)):
        rank, reached = ranks[place], (0, -1)
        while rank:
            reached = max(reached, best[rank])
            rank &= rank - 1
        before.append(reached[1])
        rank, mine = ranks[place], (reached[0] + size, nth)
        while rank < len(best):
            best[rank] = max(best[rank], mine)
            rank += rank & -rank
    chain, nth = set(), max(best)[1]
    while nth >= 0:
        chain.add(nth)
        nth = before[nth]
    return chain
