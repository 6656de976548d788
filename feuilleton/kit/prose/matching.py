"""Which words of one run are which of another: the same in order, then what is nearly the same in between.

What a plain longest common run gets wrong is put right: a cut falls where a sentence or clause ends if it may, and a
lone comma or “the” in the middle of what was written anew is no match.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel, LCSseq

from feuilleton.kit.prose.wording import Word

Pair = tuple[int, int, int, float]  # an old word; the new ones from, to before; how alike

_LARGEST_TABLE = 50_000_000
_LARGEST_NEAR = 1_600
_FURTHEST_SLIDE = 60
_NEAR = 0.66
_HALF = 0.5
_SAME_JOINED = 0.85
_MOST_JOINED = 3
_ONE_BY_ONE = 4  # so many words in the place of as many others are each in the place of one

_Run = tuple[int, int, int]  # old start, new start, length


def match(old: Sequence[Word], new: Sequence[Word]) -> list[Pair]:
    """The matches between two runs of words, rising on both sides."""
    if len(old) * len(new) > _LARGEST_TABLE:
        return []
    before, after = [word.key for word in old], [word.key for word in new]
    runs = _common(before, after)
    runs = _slid(runs, before, after)
    runs = _without_chance(runs, old, new)
    pairs = [
        (there + step, here + step, here + step + 1, 1.0) for there, here, length in runs for step in range(length)
    ]
    for (there, end_there), (here, end_here) in gaps(runs, len(old), len(new)):
        pairs += _near(old, new, range(there, end_there), range(here, end_here))
    return sorted(pairs)


def gaps(runs: Sequence[_Run], olds: int, news: int) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """What lies between the runs on both sides, where something lies on either."""
    last_there = last_here = 0
    for there, here, length in [*runs, (olds, news, 0)]:
        if there > last_there or here > last_here:
            yield (last_there, there), (last_here, here)
        last_there, last_here = there + length, here + length


def _common(before: list[str], after: list[str]) -> list[_Run]:
    return [
        (code.src_start, code.dest_start, code.src_end - code.src_start)
        for code in LCSseq.opcodes(before, after)
        if code.tag == "equal"
    ]


def _slid(runs: list[_Run], before: list[str], after: list[str]) -> list[_Run]:
    """What was only cut or only put in may often be said to begin sooner or later: where a clause begins is best."""
    for nth in range(len(runs)):
        there, here, length = runs[nth]
        end_there, end_here = there + length, here + length
        next_there, next_here, next_length = runs[nth + 1] if nth + 1 < len(runs) else (len(before), len(after), 0)
        cut, added = next_there - end_there, next_here - end_here
        if bool(cut) == bool(added):
            continue
        text, start, size = (before, end_there, cut) if cut else (after, end_here, added)
        steps = _best_slide(text, start, size, length, next_length)
        runs[nth] = (there, here, length + steps)
        if nth + 1 < len(runs):
            runs[nth + 1] = (next_there + steps, next_here + steps, next_length - steps)
    return [run for run in runs if run[2] > 0]


def _best_slide(text: list[str], start: int, size: int, back: int, on: int) -> int:
    left = right = 0
    while left < min(back, _FURTHEST_SLIDE) and text[start - left - 1] == text[start + size - left - 1]:
        left += 1
    while right < min(on, _FURTHEST_SLIDE) and text[start + right] == text[start + size + right]:
        right += 1
    return max(range(-left, right + 1), key=lambda steps: (_breaks(text, start + steps), -abs(steps)))


def _breaks(text: list[str], place: int) -> int:
    """How good a place this is for a cut: where a sentence begins, a clause, or none."""
    if not place or text[place - 1][-1] in ".!?…。！？؟।":
        return 3
    if text[place - 1] == '"' and place > 1 and text[place - 2][-1] in ".!?…。！？؟।":
        return 2
    return 1 if not text[place - 1][-1].isalnum() else 0


def _without_chance(runs: list[_Run], old: Sequence[Word], new: Sequence[Word]) -> list[_Run]:
    """Without short runs between gaps of which one was only cut or only put in: they may be there by chance."""
    kept = list(runs)
    nth = 0
    while nth < len(kept):
        there, here, length = kept[nth]
        before = kept[nth - 1] if nth else (0, 0, 0)
        after = kept[nth + 1] if nth + 1 < len(kept) else (len(old), len(new), 0)
        left = (there - before[0] - before[2], here - before[1] - before[2])
        right = (after[0] - there - length, after[1] - here - length)
        letters = sum(word.letters for word in old[there : there + length])
        uneven = not (all(left) and all(right)) and any(left) and any(right)
        if uneven and (left[0] or right[0]) and (left[1] or right[1]) and _is_weak(letters, max(left), max(right)):
            del kept[nth]
            nth = max(0, nth - 1)
        else:
            nth += 1
    return kept


def _is_weak(letters: int, left: int, right: int) -> bool:
    return not letters or (letters <= 2 and min(left, right) >= 2 * letters and max(left, right) >= 3)


def _near(old: Sequence[Word], new: Sequence[Word], there: range, here: range) -> list[Pair]:
    """Between two runs: words that are nearly the same, parted or joined; then one word in the place of one."""
    ours, theirs = [one for one in there if old[one].letters], [one for one in here if new[one].letters]
    if len(ours) == len(theirs) == 0 and len(there) == len(here) == 1:
        return [(there[0], here[0], here[0] + 1, 0.5)]
    if not ours or not theirs or len(ours) * len(theirs) > _LARGEST_NEAR:
        return []
    pairs = _nearest([old[one].key for one in ours], [new[one].key for one in theirs])
    found = []
    last = (0, 0)
    for start, end, start_new, end_new, likeness in [*pairs, (len(ours), len(ours), len(theirs), len(theirs), 0.0)]:
        if start - last[0] == start_new - last[1] <= _ONE_BY_ONE:
            for step in range(start - last[0]):
                one, other = ours[last[0] + step], theirs[last[1] + step]
                alike = _alike(old[one].key, new[other].key)
                found.append((one, other, other + 1, alike if alike >= _HALF else 0.0))
        for place in range(start, end):
            found.append((ours[place], theirs[start_new], theirs[end_new - 1] + 1, likeness))
        last = (end, end_new)
    return found


def _alike(one: str, other: str) -> float:
    return float(Indel.normalized_similarity(one, other))


def _nearest(ours: list[str], theirs: list[str]) -> list[tuple[int, int, int, int, float]]:
    """The most alike words of two short runs, in order; up to three on one side may be one on the other."""
    best = [[0.0] * (len(theirs) + 1) for _ in range(len(ours) + 1)]
    way: dict[tuple[int, int], tuple[int, int, float]] = {}
    for i in range(1, len(ours) + 1):
        for j in range(1, len(theirs) + 1):
            best[i][j] = max(best[i - 1][j], best[i][j - 1])
            for m, n in _JOINS:
                if m > i or n > j:
                    continue
                one, other = "".join(ours[i - m : i]), "".join(theirs[j - n : j])
                alike = _alike(one, other)
                if alike >= (_NEAR if m == n else _SAME_JOINED):
                    # What is common against what is not; the same place counts a little.
                    score = (2 * alike - 1) * (len(one) + len(other)) + 0.01 * (i == j) + best[i - m][j - n]
                    if score > best[i][j]:
                        best[i][j] = score
                        way[i, j] = (m, n, alike)
    return _back(best, way, len(ours), len(theirs))


_JOINS = [(1, 1), *((1, n) for n in range(2, _MOST_JOINED + 1)), *((n, 1) for n in range(2, _MOST_JOINED + 1))]


def _back(
    best: list[list[float]], way: dict[tuple[int, int], tuple[int, int, float]], i: int, j: int
) -> list[tuple[int, int, int, int, float]]:
    found = []
    while i and j:
        if (i, j) in way and best[i][j] > max(best[i - 1][j], best[i][j - 1]):
            m, n, alike = way[i, j]
            found.append((i - m, i, j - n, j, alike))
            i, j = i - m, j - n
        elif best[i - 1][j] >= best[i][j - 1]:
            i -= 1
        else:
            j -= 1
    return found[::-1]
