"""What stands in the place of words of which none is left, where that is clear."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from feuilleton.kit.prose.tracing import Place, Spread
from feuilleton.kit.prose.wording import Passage

_LONG = 5  # letters of a word that is likely to say something
_TOO_MUCH = 8  # what takes a passage's place is not so many times longer
_TOO_MUCH_MORE = 20


def same_words(spread: Spread, some: range) -> Place | None:
    """A phrase that changed its place in the same paragraph: the same words, once among those nothing accounts for."""
    if not spread.related:
        return None
    old, new = spread.old, spread.new
    wanted = [old.words[one].key for one in some if old.words[one].letters]
    if not (len(wanted) > 1 or any(len(key) >= _LONG for key in wanted)):
        return None
    used = spread.used()
    letters = [one for one in range(len(new.words)) if new.words[one].letters]
    keys = [new.words[one].key for one in letters]
    found = [
        at
        for at in range(len(keys) - len(wanted) + 1)
        if keys[at : at + len(wanted)] == wanted and not any(used[one] for one in letters[at : at + len(wanted)])
    ]
    if len(found) != 1:
        return None
    here = range(letters[found[0]], letters[found[0] + len(wanted) - 1] + 1)
    # In what became of its own sentence it has hardly moved.
    moved = spread.source[new.sentence_of[here[0]]] != old.sentence_of[some[0]]
    return Place(spread, here, 1.0, moved=moved or spread.moved)


def instead(spread: Spread, some: range) -> Place | None:
    """What was written in the place of words of which none is left, where that is clear."""
    old, new = spread.old, spread.new
    if not new.words:
        return None
    gap_old, gap_new = _gap(spread, some)
    free = [one for one in gap_new if came_with(spread, some, new.sentence_of[one])]
    chosen = (_chosen(spread, some, gap_old, free) if new.letters(free) else []) or _about(
        # Where everything was written anew, the order says little.
        spread,
        some,
        gap_new if spread.related else range(len(new.words)),
    )
    wanted = old.letters(some)
    if not new.letters(chosen) or new.letters(chosen) > _TOO_MUCH * wanted + _TOO_MUCH_MORE:
        return None
    return Place(spread, range(chosen[0], chosen[-1] + 1), 0.0, moved=spread.moved)


def _gap(spread: Spread, some: range) -> tuple[range, range]:
    """The words around these that nothing is left of, and those that came between what is left beside them."""
    stayed = spread.stayed()
    at, to = bisect_left(stayed, some[0]), bisect_left(stayed, some[-1] + 1)
    first, start = (stayed[at - 1] + 1, spread.end[stayed[at - 1]]) if at else (0, 0)
    last, end = len(spread.old.words), len(spread.new.words)
    if to < len(stayed):
        last, end = stayed[to], spread.start[stayed[to]]
    return range(first, last), range(start, max(start, end))


def _chosen(spread: Spread, some: range, gap: range, free: Sequence[int]) -> Sequence[int]:
    old, new = spread.old, spread.new
    own = sorted({old.sentence_of[one] for one in some})
    lost = [one for one in sorted({old.sentence_of[one] for one in gap}) if one not in spread.went]
    come = sorted({new.sentence_of[one] for one in free})
    if not spread.related and not has_to_do(spread, gap, free):
        return []
    if len(lost) == len(come):
        chosen = {come[lost.index(one)] for one in own if one in lost}
    elif own == lost or 2 * old.letters(some) >= old.letters([one for one in gap if old.sentence_of[one] in lost]):
        chosen = set(come)
    else:
        chosen = _most_like(spread, some, come) or _most_like(spread, all_words(old, own), come)
    chosen_words = [one for one in free if new.sentence_of[one] in chosen]
    if not spread.related and not has_to_do(spread, all_words(old, own), chosen_words):
        return []
    return chosen_words


def _about(spread: Spread, some: range, gap: range) -> Sequence[int]:
    """New words around one that says what the passage was about, up to those that are something else's."""
    new, used = spread.new, spread.used()
    wanted = {key for key in _content(spread.old, some) if spread.is_rare(key)}
    found = [one for one in gap if not used[one] and new.words[one].key[:_LONG] in wanted]
    if not found or new.sentence_of[found[0]] != new.sentence_of[found[-1]]:
        return []
    sentence = new.sentences[new.sentence_of[found[0]]]
    first, last = found[0], found[-1]
    while first - 1 in gap and first - 1 in sentence and not used[first - 1]:
        first -= 1
    while last + 1 in gap and last + 1 in sentence and not used[last + 1]:
        last += 1
    return range(first, last + 1)


def all_words(passage: Passage, sentences: Iterable[int]) -> list[int]:
    """The words of these sentences."""
    return [one for sentence in sentences for one in passage.sentences[sentence]]


def _most_like(spread: Spread, some: Iterable[int], come: Sequence[int]) -> set[int]:
    """The one new sentence with most of the old words that say something; none where another has as many."""
    wanted = {key for key in _content(spread.old, some) if spread.is_rare(key)}
    ranked = sorted(
        ((len(wanted & _content(spread.new, spread.new.sentences[one])), one) for one in come), reverse=True
    )
    if not ranked or not ranked[0][0] or (len(ranked) > 1 and ranked[1][0] == ranked[0][0]):
        return set()
    return {ranked[0][1]}


def _content(passage: Passage, some: Iterable[int], length: int = _LONG) -> set[str]:
    """What is likely to tell one subject from another: the beginnings of long words; two signs of unspaced scripts."""
    keys = [passage.words[one].key for one in some if passage.words[one].letters]
    signs = {one + other for one, other in pairwise(keys) if len(one) == len(other) == 1}
    return {key[:length] for key in keys if len(key) >= length} | signs


def is_one_for_one(spread: Spread) -> bool:
    """Whether one paragraph took the place of one: then less says that it is the same one, written anew."""
    return len(spread.old.places) == len(spread.new.places) == 1


def has_to_do(spread: Spread, some: Iterable[int], others: Iterable[int]) -> bool:
    """Whether old and new words have one in common that says something."""
    longest = _LONG - is_one_for_one(spread)
    return any(map(spread.is_rare, _content(spread.old, some, longest) & _content(spread.new, others, longest)))


def came_with(spread: Spread, some: range, sentence: int) -> bool:
    """Whether a new sentence was made of nothing, or of the passage; of nothing else."""
    own = range(spread.old.sentence_of[some[0]], spread.old.sentence_of[some[-1]] + 1)
    source = spread.source[sentence]
    return (source is None or source in own) and sentence not in spread.taken
