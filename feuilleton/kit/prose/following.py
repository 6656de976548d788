"""Sentences that left their paragraph, found among those that came to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import LCSseq

from feuilleton.kit.prose import matching
from feuilleton.kit.prose.tracing import Spread, Went
from feuilleton.kit.prose.wording import Word

_HALF = 0.5
_ALONE = 3  # words that a sentence needs to be known again by itself
_NEARLY = 0.62
_WITHIN = 0.85
_CLEARLY = 0.1
_COMMON = 8


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
