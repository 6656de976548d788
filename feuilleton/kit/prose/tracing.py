"""Where the words of an old text went: sentence by sentence, then word by word; in their group, then beyond it.

Only words that nothing old accounts for can be where others went: what was there before is never taken for what left.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from feuilleton.kit.prose import matching, ordering, pairing
from feuilleton.kit.prose.wording import Passage

_HALF = 0.5
_CHANCE = 3  # fewer words in a row than this, of a sentence that is otherwise gone, are there by chance


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
    _used: bytearray | None = None
    _stayed: list[int] | None = None

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
        self._used = self._stayed = None

    def used(self) -> bytearray:
        """For each new word, whether an old one became it."""
        if self._used is None:
            self._used = bytearray(len(self.new.words))
            for start, end in zip(self.start, self.end, strict=True):
                if start >= 0:
                    self._used[start:end] = b"\1" * (end - start)
        return self._used

    def stayed(self) -> list[int]:
        """The old words that are still there, in their order; not those of sentences that left it."""
        if self._stayed is None:
            self._stayed = [
                one
                for one, start in enumerate(self.start)
                if start >= 0 and self.old.sentence_of[one] not in self.shifted
            ]
        return self._stayed


@dataclass(frozen=True, slots=True)
class Went:
    """The new sentence that an old one became, elsewhere; and its words' matches."""

    to: Spread
    sentence: int
    pairs: Sequence[matching.Pair]


def trace(spread: Spread) -> None:
    """Find in the new passage what the words of the old one became."""
    old, new = spread.old.sentences, spread.new.sentences
    pairs, apart = pairing.same_sentences(spread.old, spread.new, related=spread.related)
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


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a new passage, how much of the old is among them, and whether they left their order."""

    spread: Spread
    words: range
    kept: float
    moved: bool = False
