"""Where the words of an old text went: sentence by sentence, then word by word; in their group, then beyond it.

Only words that nothing old accounts for can be where others went: what was there before is never taken for what left.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from feuilleton.kit.prose import matching, ordering
from feuilleton.kit.prose.wording import Passage, Word

_HALF = 0.5
_CHANCE = 3  # fewer words in a row than this, of a sentence that is otherwise gone, are there by chance
_ALONE = 3  # words a sentence needs to be known again by itself in another paragraph
_ALONE_HERE = 2  # and in its own
_NEARLY = 0.62
_WITHIN = 0.85
_CLEARLY = 0.1
_COMMON = 8


@dataclass(slots=True)
class Spread:
    """A group's old passage, its new one, and for each old word which new ones it became (from, to before)."""

    old: Passage
    new: Passage
    key: Hashable = None  # the chapter that the new passage is in, where it is another
    related: bool = True
    moved: bool = False
    is_rare: Callable[[str], bool] = lambda _: True  # whether few of the chapter's paragraphs have a word
    start: list[int] = field(init=False)
    end: list[int] = field(init=False)
    alike: list[float] = field(init=False)
    went: dict[int, Went] = field(default_factory=dict)  # old sentences found elsewhere
    whole: set[int] = field(default_factory=set)  # old sentences that are still there, unchanged
    shifted: set[int] = field(default_factory=set)  # old sentences that left their order
    source: list[int | None] = field(init=False)  # for each new sentence the old one that it is made of
    taken: set[int] = field(default_factory=set)  # new sentences that are where others went

    def __post_init__(self) -> None:
        size = len(self.old.words)
        self.start, self.end, self.alike = [-1] * size, [-1] * size, [0.0] * size
        self.source = [None] * len(self.new.sentences)

    def kept(self, some: range) -> float:
        """Which share of these old words is still there; of signs only where there are no words."""
        letters = [one for one in some if self.old.words[one].letters] or list(some)
        return sum(self.alike[one] for one in letters) / len(letters) if letters else 0.0

    def forget(self, some: Sequence[int]) -> None:
        """These old words became nothing."""
        for one in some:
            self.start[one] = self.end[one] = -1
            self.alike[one] = 0.0

    def used(self) -> bytearray:
        """For each new word, whether an old one became it."""
        used = bytearray(len(self.new.words))
        for start, end in zip(self.start, self.end, strict=True):
            if start >= 0:
                used[start:end] = b"\1" * (end - start)
        return used


@dataclass(frozen=True, slots=True)
class Went:
    """The new sentence that an old one became, elsewhere; and its words' matches."""

    to: Spread
    sentence: int
    pairs: Sequence[matching.Pair]


def trace(spread: Spread) -> None:
    """Find in the new passage what the words of the old one became."""
    old, new = spread.old.sentences, spread.new.sentences
    pairs, apart = _sentences(spread.old, spread.new, related=spread.related)
    for one, other in [*pairs, *apart]:
        _join(spread, old[one], new[other])
        spread.whole.add(one)
    gone, come = {one for one, _ in apart}, {other for _, other in apart}
    # What moved together may have been edited in the middle.
    for (one, other), (next_one, next_other) in pairwise(apart):
        middle, middle_new = range(one + 1, next_one), range(other + 1, next_other)
        if middle and middle_new and not come & set(middle_new) and not _crossed(pairs, middle, middle_new):
            _join(spread, _words(old, middle), _words(new, middle_new))
            gone |= set(middle)
            come |= set(middle_new)
    last_old = last_new = -1
    for one, other in [*pairs, (len(old), len(new))]:
        before = [sentence for sentence in range(last_old + 1, one) if sentence not in gone]
        after = [sentence for sentence in range(last_new + 1, other) if sentence not in come]
        _join(spread, _words(old, before), _words(new, after))
        last_old, last_new = one, other
    settle(spread)


def _crossed(pairs: Sequence[tuple[int, int]], olds: range, news: range) -> bool:
    return any(one in olds or other in news for one, other in pairs)


def _words(sentences: Sequence[range], some: Iterable[int]) -> list[int]:
    return [word for sentence in some for word in sentences[sentence]]


def settle(spread: Spread) -> None:
    """Judge by sentences what was found by words: which became which, what is chance, what left its order."""
    partners = _partners(spread)
    _drop_chance(spread, partners)
    order = [(one, other) for one, (other, _) in sorted(partners.items()) if _is_kept(spread, one)]
    sizes = [len(spread.old.sentences[one]) for one, _ in order]
    moved = ordering.out_of_order([other for _, other in order], sizes)
    spread.shifted = {one for (one, _), is_moved in zip(order, moved, strict=True) if is_moved}


def _join(spread: Spread, before: Sequence[int], after: Sequence[int]) -> None:
    old, new = [spread.old.words[one] for one in before], [spread.new.words[one] for one in after]
    for there, start, end, alike in matching.match(old, new):
        one = before[there]
        spread.start[one], spread.end[one], spread.alike[one] = after[start], after[end - 1] + 1, alike


def _sentences(old: Passage, new: Passage, *, related: bool) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
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


def _partners(spread: Spread) -> dict[int, tuple[int, int]]:
    """For each old sentence the new one that most of its words are in, and how many; and what each new is made of."""
    shared: Counter[tuple[int, int]] = Counter()
    for one, start in enumerate(spread.start):
        if start >= 0:
            weight = 10 if spread.old.words[one].letters else 1
            shared[spread.old.sentence_of[one], spread.new.sentence_of[start]] += weight
    best: dict[int, tuple[int, int]] = {}
    most: dict[int, int] = {}
    for (one, other), count in sorted(shared.items()):
        if count > best.get(one, (0, 0))[1]:
            best[one] = (other, count)
        if count > most.get(other, 0):
            most[other] = count
            spread.source[other] = one
    return best


def _is_kept(spread: Spread, sentence: int) -> bool:
    return spread.kept(spread.old.sentences[sentence]) >= _HALF


def _drop_chance(spread: Spread, partners: dict[int, tuple[int, int]]) -> None:
    """A sentence that is mostly gone did not become the few words of it in a sentence made of another."""
    for one in list(partners):
        if _is_kept(spread, one):
            continue
        for run in _runs(spread, spread.old.sentences[one]):
            other = spread.new.sentence_of[spread.start[run[0]]]
            if spread.source[other] != one and spread.old.letters(run) < _CHANCE:
                spread.forget(run)


def _runs(spread: Spread, words: range) -> Iterator[list[int]]:
    """The matched words that follow each other on both sides."""
    run: list[int] = []
    for one in words:
        if spread.start[one] < 0 or (run and spread.start[one] != spread.end[run[-1]]):
            if run:
                yield run
            run = []
        if spread.start[one] >= 0:
            run.append(one)
    if run:
        yield run


@dataclass(slots=True)
class _Loose:
    """A sentence that nothing accounts for yet."""

    spread: Spread
    sentence: int
    words: list[Word]
    keys: list[str]
    letters: int


def follow(spreads: Sequence[Spread], elsewhere: Sequence[Spread] = ()) -> None:
    """Find the sentences that left their group among those that came to another. Two alike could be either: neither.

    Of `elsewhere` only what came counts, not what left.
    """
    left = [loose for spread in spreads for loose in _left(spread)]
    come = [loose for spread in [*spreads, *elsewhere] for loose in _come(spread)]
    if not left or not come:
        return
    same: defaultdict[tuple[str, ...], list[_Loose]] = defaultdict(list)
    for loose in come:
        same[tuple(loose.keys)].append(loose)
    times = Counter(tuple(loose.keys) for loose in left)
    for loose in left:
        found = same.get(tuple(loose.keys), [])
        if len(found) == 1 and times[tuple(loose.keys)] == 1 and loose.letters >= _ALONE:
            _take(loose, found[0])
    _follow_edited(left, come)
    _follow_neighbors(left, come)


def _left(spread: Spread) -> Iterator[_Loose]:
    for nth, sentence in enumerate(spread.old.sentences):
        if spread.kept(sentence) < _HALF and (letters := spread.old.letters(sentence)):
            words = [spread.old.words[one] for one in sentence]
            yield _Loose(spread, nth, words, [word.key for word in words], letters)


def _come(spread: Spread) -> Iterator[_Loose]:
    used = spread.used()
    for nth, sentence in enumerate(spread.new.sentences):
        letters = [one for one in sentence if spread.new.words[one].letters]
        if letters and sum(used[one] for one in letters) < _HALF * len(letters):
            words = [spread.new.words[one] for one in sentence]
            yield _Loose(spread, nth, words, [word.key for word in words], len(letters))


def _take(left: _Loose, come: _Loose) -> None:
    spread, theirs = left.spread, come.spread
    spread.forget(spread.old.sentences[left.sentence])
    sentence = theirs.new.sentences[come.sentence]
    theirs.forget([one for one, start in enumerate(theirs.start) if start in sentence])
    spread.went[left.sentence] = Went(come.spread, come.sentence, matching.match(left.words, come.words))
    come.spread.taken.add(come.sentence)


def _follow_edited(left: Sequence[_Loose], come: Sequence[_Loose]) -> None:
    """Sentences that went and were edited: each the other's best, and clearly better than any second."""
    having: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for nth, loose in enumerate(come):
        if loose.sentence not in loose.spread.taken:
            for pair in _pairs(loose):
                having[pair].append(nth)
    claims: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for nth, loose in enumerate(left):
        if loose.sentence in loose.spread.went or loose.letters < _ALONE:
            continue
        common = Counter(other for pair in _pairs(loose) if len(having[pair]) <= _COMMON for other in having[pair])
        ranked = sorted(((_share(loose, come[other]), other) for other, _ in common.most_common(5)), reverse=True)
        if ranked and ranked[0][0] and (len(ranked) == 1 or ranked[1][0] < ranked[0][0] - _CLEARLY):
            claims[ranked[0][1]].append((ranked[0][0], nth))
    for other, found in claims.items():
        found.sort(reverse=True)
        if len(found) == 1 or found[1][0] < found[0][0] - _CLEARLY:
            _take(left[found[0][1]], come[other])


def _pairs(loose: _Loose) -> set[tuple[str, str]]:
    letters = [word.key for word in loose.words if word.letters]
    return set(pairwise(letters))


def _share(one: _Loose, other: _Loose) -> float:
    ours = [word.key for word in one.words if word.letters]
    theirs = [word.key for word in other.words if word.letters]
    short, long = sorted((len(ours), len(theirs)))
    share = LCSseq.similarity(ours, theirs) / short
    return share if short > _ALONE and share >= (_NEARLY if long < 2 * short else _WITHIN) else 0.0


def _follow_neighbors(left: Sequence[_Loose], come: Sequence[_Loose]) -> None:
    """A short sentence goes with the one beside it."""
    here = {(id(loose.spread), loose.sentence): loose for loose in come}
    for run, step in ((left, 1), (left[::-1], -1)):
        for loose in run:
            beside = loose.spread.went.get(loose.sentence - step)
            if beside is None or loose.sentence in loose.spread.went:
                continue
            found = here.get((id(beside.to), beside.sentence + step))
            if found and found.sentence not in found.spread.taken and found.keys == loose.keys:
                _take(loose, found)
