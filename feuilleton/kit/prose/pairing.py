"""The sentences that two passages have in common: those in order, and those that left it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import LCSseq

from feuilleton.kit.prose import ordering
from feuilleton.kit.prose.wording import Passage

_ALONE = 3  # words that a sentence needs to be the same one between strangers
_ALONE_HERE = 2  # and to have left its place in its own paragraph


def same_sentences(old: Passage, new: Passage, *, related: bool) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """The sentences that are the same: those in order, and those out of it.

    First what is there once on both sides, with what stands right beside it; only then, in between, what is there
    often: a refrain stays with its neighbors.
    """
    before = [tuple(old.keys(sentence)) for sentence in old.sentences]
    after = [tuple(new.keys(sentence)) for sentence in new.sentences]
    once, once_after = _once(before), _once(after)
    pairs = {
        one: once_after[key]
        for key, one in once.items()
        if key in once_after and old.letters(old.sentences[one]) >= _ALONE_HERE
    }
    _add_neighbors(pairs, before, after)
    ordered = sorted(pairs.items())
    out = ordering.out_of_order([other for _, other in ordered], [len(before[one]) for one, _ in ordered])
    rising = _rising(ordered, out)
    for (one, end), (other, end_other) in _between(rising, len(before), len(after)):
        found = _common(before, after, range(one, end), range(other, end_other), pairs)
        if not related:
            # Between strangers a few words alone are the same by chance.
            found = [pair for pair in found if old.letters(old.sentences[pair[0]]) >= _ALONE]
        pairs |= dict(found)
        rising += found
    _add_neighbors(pairs, before, after)
    return sorted(rising), sorted(set(pairs.items()) - set(rising))


def _once(keys: Sequence[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    times = Counter(keys)
    return {key: place for place, key in enumerate(keys) if times[key] == 1}


def _add_neighbors(pairs: dict[int, int], before: Sequence[object], after: Sequence[object]) -> None:
    taken = set(pairs.values())
    for step in (1, -1):
        for one in sorted(pairs)[::step]:
            here, there = one + step, pairs[one] + step
            while (
                0 <= here < len(before)
                and 0 <= there < len(after)
                and here not in pairs
                and there not in taken
                and before[here] == after[there]
            ):
                pairs[here] = there
                taken.add(there)
                here, there = here + step, there + step


def _rising(ordered: Sequence[tuple[int, int]], out: Sequence[bool]) -> list[tuple[int, int]]:
    """A longest run in order: all that every one has, and of the rest what still fits."""
    kept = [pair for pair, is_out in zip(ordered, out, strict=True) if not is_out]
    for pair in ordered:
        at = bisect_left(kept, pair)
        fits = (not at or kept[at - 1][1] < pair[1]) and (at == len(kept) or pair[1] < kept[at][1])
        if fits and pair not in kept[at : at + 1]:
            kept.insert(at, pair)
    return kept


def _between(
    pairs: Sequence[tuple[int, int]], olds: int, news: int
) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    last_old = last_new = -1
    for one, other in [*pairs, (olds, news)]:
        if one > last_old + 1 and other > last_new + 1:
            yield (last_old + 1, one), (last_new + 1, other)
        last_old, last_new = one, other


def _common(
    before: Sequence[object], after: Sequence[object], here: range, there: range, settled: dict[int, int]
) -> list[tuple[int, int]]:
    taken = set(settled.values())
    ours, theirs = [one for one in here if one not in settled], [other for other in there if other not in taken]
    return [
        (ours[code.src_start + step], theirs[code.dest_start + step])
        for code in LCSseq.opcodes([before[one] for one in ours], [after[other] for other in theirs])
        if code.tag == "equal"
        for step in range(code.src_end - code.src_start)
    ]
