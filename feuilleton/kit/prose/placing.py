"""Where in the new text the words of one passage stand, once their tracing is known. Nothing is guessed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from feuilleton.kit.prose import supplanting
from feuilleton.kit.prose.tracing import Place, Spread
from feuilleton.kit.prose.wording import Passage

_HALF = 0.5
_TELLING = 3  # so many words of a sentence are not the same by chance, if they are half of it


def place(spread: Spread, some: range) -> Place | None:
    """Where these old words are now, or what stands in their place; None when they are gone, or it is not clear."""
    went = _went(spread, some)
    here = {
        one: (spread.start[one], spread.end[one], spread.alike[one])
        for one in some
        if spread.start[one] >= 0 and spread.old.sentence_of[one] not in spread.went
    }
    found = [_Found(spread, here, sentences=None), *went]
    best = max(found, key=lambda one: one.weight(spread.old))
    if best.weight(spread.old) <= 0:
        return supplanting.same_words(spread, some) or supplanting.instead(spread, some)
    if best.sentences is not None:
        return _there(spread, some, best)
    found_here = _here(spread, some, best)
    return found_here if _is_about_the_same(spread, some, found_here) else supplanting.instead(spread, some)


def _is_about_the_same(spread: Spread, some: range, found: Place) -> bool:
    """Whether what stands in the place of a paragraph that is gone has anything to do with the passage."""
    sentences = {spread.old.sentence_of[one] for one in some}
    own = supplanting.all_words(spread.old, sorted(sentences))
    matched = sum(spread.alike[one] for one in own if spread.old.words[one].letters)
    if spread.related or sentences <= spread.whole or (matched >= _TELLING and 2 * matched >= spread.old.letters(own)):
        return True
    if supplanting.is_one_for_one(spread) and 2 * matched >= spread.old.letters(own):
        return True
    return supplanting.has_to_do(spread, own, found.words)


@dataclass(slots=True)
class _Found:
    """Old words with what they became in one passage."""

    spread: Spread
    words: dict[int, tuple[int, int, float]]
    sentences: list[int] | None  # those that went there; None for words that stayed in their group

    def weight(self, old: Passage) -> float:
        return sum(
            alike * (1 if old.words[one].letters else 0.1) for one, (_, _, alike) in self.words.items()
        ) + 0.001 * len(self.words)


def _went(spread: Spread, some: range) -> list[_Found]:
    found: dict[int, _Found] = {}
    for sentence in range(spread.old.sentence_of[some[0]], spread.old.sentence_of[some[-1]] + 1):
        if sentence not in spread.went:
            continue
        went = spread.went[sentence]
        first_old, first_new = spread.old.sentences[sentence][0], went.to.new.sentences[went.sentence][0]
        one = found.setdefault(id(went.to), _Found(went.to, {}, []))
        assert one.sentences is not None
        one.sentences.append(went.sentence)
        for there, start, end, alike in went.pairs:
            if first_old + there in some:
                one.words[first_old + there] = (first_new + start, first_new + end, alike)
    return list(found.values())


def _kept(old: Passage, some: range, words: dict[int, tuple[int, int, float]]) -> float:
    letters = [one for one in some if old.words[one].letters] or list(some)
    return sum(words[one][2] for one in letters if one in words) / len(letters)


def _there(spread: Spread, some: range, found: _Found) -> Place:
    """In another place: what is not matched at an end goes to that end of the sentence it went to."""
    first, last = min(one[0] for one in found.words.values()), max(one[1] for one in found.words.values())
    new = found.spread.new
    old_first, old_last = spread.old.sentence_of[some[0]], spread.old.sentence_of[some[-1]]
    if some[0] not in found.words and some[0] == spread.old.sentences[old_first][0] and old_first in spread.went:
        first = new.sentences[new.sentence_of[first]][0]
    if some[-1] not in found.words and some[-1] == spread.old.sentences[old_last][-1] and old_last in spread.went:
        last = new.sentences[new.sentence_of[last - 1]][-1] + 1
    return Place(found.spread, range(first, last), _kept(spread.old, some, found.words), moved=True)


def _here(spread: Spread, some: range, found: _Found) -> Place:
    words = found.words
    shifted = {one for one in words if spread.old.sentence_of[one] in spread.shifted}
    first, last = min(one[0] for one in words.values()), max(one[1] for one in words.values())
    if shifted and last - first > 2 * len(some):
        # Its sentences went different ways: it goes with most of it.
        weights = Counter(spread.old.sentence_of[one] for one in words)
        most = weights.most_common(1)[0][0]
        words = {one: where for one, where in words.items() if spread.old.sentence_of[one] == most}
        first, last = min(one[0] for one in words.values()), max(one[1] for one in words.values())
    else:
        first, last = _to_start(spread, some, words, first), _to_end(spread, some, words, last)
        first, last = _with_turned(spread, some, words, first, last)
    moved = bool(shifted) and 2 * len(shifted & set(words)) > len(words)
    return Place(spread, range(first, last), _kept(spread.old, some, words), moved=moved or spread.moved)


def _with_turned(
    spread: Spread, some: range, words: dict[int, tuple[int, int, float]], first: int, last: int
) -> tuple[int, int]:
    """With words of the passage that stand right beside the place now: “she said” that became “said she”."""
    old, new = spread.old, spread.new
    missing = Counter(old.words[one].key for one in some if one not in words and old.words[one].letters)
    if not missing:
        return first, last
    used = spread.used()
    while first > 0 and not used[first - 1] and missing[new.words[first - 1].key] > 0:
        first -= 1
        missing[new.words[first].key] -= 1
    while last < len(new.words) and not used[last] and missing[new.words[last].key] > 0:
        missing[new.words[last].key] -= 1
        last += 1
    return first, last


def _to_start(spread: Spread, some: range, words: dict[int, tuple[int, int, float]], first: int) -> int:
    """Where the passage's first words were written anew, the place begins with what was written."""
    one = some[0]
    begins = spread.old.sentences[spread.old.sentence_of[one]][0] == one
    if one in words and not (begins and _is_rewritten(spread, some, words)):
        return first
    if not begins and spread.start[one - 1] < 0:
        return first
    before = next((spread.end[other] for other in range(one - 1, -1, -1) if spread.start[other] >= 0), 0)
    floor = _floor(spread, some, words, first)
    return min(first, max(before, floor))


def _is_rewritten(spread: Spread, some: range, words: dict[int, tuple[int, int, float]]) -> bool:
    """Whether so little is left of the passage that a word at its end does not say where it ends now."""
    return _kept(spread.old, some, words) < _HALF


def _floor(spread: Spread, some: range, words: dict[int, tuple[int, int, float]], first: int) -> int:
    """How far back the place may begin: to the start of the sentence, or of those that came with it."""
    sentences, sentence = spread.new.sentences, spread.new.sentence_of[first]
    if not _may_grow(spread, some, words, some[0], some[0] - 1):
        return sentences[sentence][0]
    while sentence and supplanting.came_with(spread, some, sentence - 1):
        sentence -= 1
    return sentences[sentence][0]


def _may_grow(spread: Spread, some: range, words: dict[int, tuple[int, int, float]], edge: int, beside: int) -> bool:
    """Whether whole new sentences may stand for the passage at this edge: it was written anew, and alone."""
    is_alone = not 0 <= beside < len(spread.start) or spread.start[beside] >= 0
    sentence = spread.old.sentence_of[edge]
    is_gone = all(spread.old.sentence_of[one] != sentence for one in words)
    return is_alone and (is_gone or _is_rewritten(spread, some, words))


def _to_end(spread: Spread, some: range, words: dict[int, tuple[int, int, float]], last: int) -> int:
    one = some[-1]
    size = len(spread.old.words)
    ends = spread.old.sentences[spread.old.sentence_of[one]][-1] == one
    if one in words and not (ends and _is_rewritten(spread, some, words)):
        return last
    if not ends and (one + 1 >= size or spread.start[one + 1] < 0):
        return last
    after = next((spread.start[other] for other in range(one + 1, size) if spread.start[other] >= 0), None)
    ceiling = _ceiling(spread, some, words, last)
    return max(last, min(ceiling if after is None else after, ceiling))


def _ceiling(spread: Spread, some: range, words: dict[int, tuple[int, int, float]], last: int) -> int:
    sentences, sentence = spread.new.sentences, spread.new.sentence_of[last - 1]
    if not _may_grow(spread, some, words, some[-1], some[-1] + 1):
        return sentences[sentence][-1] + 1
    while sentence + 1 < len(sentences) and supplanting.came_with(spread, some, sentence + 1):
        sentence += 1
    return sentences[sentence][-1] + 1


def edges(old: Passage, start: int, end: int, some: range, found: Place) -> tuple[int, int]:
    """The passage's two ends in the new passage's text, as near to its words as they were in the old."""
    new = found.spread.new
    first, last = _trimmed(old, some, found)
    begin, close = new.words[first].start, new.words[last].end
    before, after = start - old.words[some[0]].start, old.words[some[-1]].end - end
    inside = before > 0 and _is_same_word(old, some[0], new, first)
    if inside or new.text[max(0, begin + before) : begin] == old.text[start : old.words[some[0]].start] != "":
        begin += before
    inside = after > 0 and _is_same_word(old, some[-1], new, last)
    if inside or new.text[close : close - after] == old.text[old.words[some[-1]].end : end] != "":
        close -= after
    return begin, max(close, begin + 1)


def _is_same_word(old: Passage, one: int, new: Passage, other: int) -> bool:
    mine, theirs = old.words[one], new.words[other]
    return mine.key == theirs.key and mine.end - mine.start == theirs.end - theirs.start


def _trimmed(old: Passage, some: range, found: Place) -> tuple[int, int]:
    """The first and last word: of the passage itself where it stands whole; words, not signs, where it had words."""
    new = found.spread.new
    wanted, here = old.keys(some), new.keys(found.words)
    whole = [at for at in range(len(here) - len(wanted) + 1) if here[at : at + len(wanted)] == wanted]
    if len(whole) == 1:
        return found.words[whole[0]], found.words[whole[0] + len(wanted) - 1]
    first, last = found.words[0], found.words[-1]
    if old.words[some[0]].letters:
        while first < last and not new.words[first].letters:
            first += 1
    if old.words[some[-1]].letters:
        while last > first and not new.words[last].letters:
            last -= 1
    return first, last
