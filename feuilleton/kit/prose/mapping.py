"""Anchors through a revision: where each passage stands in the new text, and what happened to it.

Both texts are at hand, so words are mapped, not searched for. A passage that is gone is said to be gone, though the
same words stand elsewhere: they did before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, Literal, TypeVar

from feuilleton.kit.prose import anchoring, following, grouping, placing, tracing, wording
from feuilleton.kit.prose.anchoring import Anchor, Describer
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.grouping import Group
from feuilleton.kit.prose.tracing import Place, Spread
from feuilleton.kit.prose.wording import Passage

Outcome = Literal["exact", "edited", "moved", "touched", "detached"]
Key = TypeVar("Key")
_HALF = 0.5
_FEW, _OF = 2, 50  # a word is rare that two paragraphs have, or one in fifty


@dataclass(frozen=True, slots=True)
class Mapped(Generic[Key]):
    """What became of a passage.

    `exact`: its words are unchanged, whatever happened around them; its paragraph may have been parted or joined.
    `edited`: at least half of its words are still there. `moved`: so, but it left its place among the others.
    `touched`: less than half is left, and `anchor` is of what stands there instead. `detached`: it is gone or what
    replaced it is not clear, and `anchor` is None. `kept` is the share of its words that is left. `elsewhere` is the
    key of the chapter it moved to, None for its own.
    """

    outcome: Outcome
    anchor: Anchor | None
    kept: float
    elsewhere: Key | None = None


@dataclass(frozen=True, slots=True)
class Other:
    """Another chapter a passage may have moved to: its text when the old text was the newest, and its text now."""

    old: Sequence[Block]
    new: Sequence[Block]


def carry(
    anchors: Sequence[Anchor],
    old: Sequence[Block],
    new: Sequence[Block],
    elsewhere: Mapping[Key, Other] | None = None,
) -> list[Mapped[Key]]:
    """What became of each passage of the old text, in the order given. One that is not in it is detached."""
    return _Carrier(old, new, elsewhere or {}).carry(anchors)


@dataclass(frozen=True, slots=True)
class _Piece:
    """The part of a passage that lies in one group: where it begins and ends in its old blocks."""

    group: int
    start: tuple[int, int]
    end: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Landing:
    """Where a piece came to: a start and an end (block's place and offset) in the text of a chapter."""

    key: object
    start: tuple[int, int]
    end: tuple[int, int]
    kept: float
    moved: bool
    weight: int


class _Carrier:
    """One revision: everything that is the same for all of its notes."""

    def __init__(self, old: Sequence[Block], new: Sequence[Block], elsewhere: Mapping[Key, Other]) -> None:
        self._old, self._new = Describer(old), Describer(new)
        self._others: dict[object, Describer] = {key: Describer(other.new) for key, other in elsewhere.items()}
        self._elsewhere = elsewhere
        self._groups = grouping.groups(old, new)
        self._group_of = {place: nth for nth, group in enumerate(self._groups) for place in group.old}
        self._spreads: dict[int, Spread] = {}
        self._folded: list[str] = []
        self._rare: dict[str, bool] = {}

    def carry(self, anchors: Sequence[Anchor]) -> list[Mapped[Key]]:
        self._trace()
        return [self._one(anchor) for anchor in anchors]

    def _trace(self) -> None:
        for nth, group in enumerate(self._groups):
            if not self._is_same(group):
                spread = self._spreads[nth] = Spread(
                    self._passage(self._old, group.old),
                    self._passage(self._new, group.new),
                    related=group.related,
                    moved=group.moved,
                    is_rare=self._is_rare,
                )
                tracing.trace(spread)
        following.follow(list(self._spreads.values()), self._come_elsewhere() if self._spreads else [])

    def _is_same(self, group: Group) -> bool:
        return len(group.old) == len(group.new) == 1 and self._old.text(group.old[0]) == self._new.text(group.new[0])

    def _is_rare(self, word: str) -> bool:
        if word not in self._rare:
            if not self._folded:
                self._folded = [self._old.text(place).casefold() for place in range(len(self._old.blocks))]
            times = sum(word in text for text in self._folded)
            self._rare[word] = times <= max(_FEW, len(self._folded) // _OF)
        return self._rare[word]

    def _passage(self, text: Describer, places: Sequence[int]) -> Passage:
        return Passage(places, [text.text(place) for place in places])

    def _come_elsewhere(self) -> list[Spread]:
        """What the other chapters did not have when the old text was the newest."""
        spreads = []
        for key, other in self._elsewhere.items():
            before, after = Describer(other.old), self._others[key]
            had = {before.text(place) for place in range(len(other.old))}
            has = {after.text(place) for place in range(len(other.new))}
            spread = Spread(
                self._passage(before, [place for place in range(len(other.old)) if before.text(place) not in has]),
                self._passage(after, [place for place in range(len(other.new)) if after.text(place) not in had]),
                key=key,
            )
            tracing.trace(spread)
            spreads.append(spread)
        return spreads

    def _one(self, anchor: Anchor) -> Mapped[Key]:
        known = self._checked(anchor)
        if known is None:
            return Mapped("detached", None, 0.0)
        landings = [landing for piece in self._pieces(known) if (landing := self._land(piece))]
        return self._outcome(known, landings)

    def _checked(self, anchor: Anchor) -> Anchor | None:
        """The anchor as it is in the old text: by its place, or if that has other words, by its words."""
        if self._old.has(anchor):
            return anchor
        return anchoring.find_quote(self._old.blocks, anchor.quote, anchor.before, anchor.after, anchor.start_block)

    def _pieces(self, anchor: Anchor) -> list[_Piece]:
        first, last = self._old.places[anchor.start_block], self._old.places[anchor.end_block]
        pieces: list[_Piece] = []
        for place in range(first, last + 1):
            start = anchor.start if place == first else 0
            end = anchor.end if place == last else len(self._old.text(place))
            group = self._group_of[place]
            if pieces and pieces[-1].group == group:
                pieces[-1] = _Piece(group, pieces[-1].start, (place, end))
            elif self._old.text(place)[start:end].strip():
                pieces.append(_Piece(group, (place, start), (place, end)))
        return pieces

    def _land(self, piece: _Piece) -> _Landing | None:
        group = self._groups[piece.group]
        spread = self._spreads.get(piece.group)
        if spread is None:
            here = group.new[0]
            weight = piece.end[1] - piece.start[1]
            return _Landing(None, (here, piece.start[1]), (here, piece.end[1]), 1.0, group.moved, weight)
        start, end = (spread.old.starts[group.old.index(place)] + offset for place, offset in (piece.start, piece.end))
        some = spread.old.within(start, end)
        if not some or (found := placing.place(spread, some)) is None:
            return None
        return self._landing(spread, start, end, some, found)

    def _landing(self, spread: Spread, start: int, end: int, some: range, found: Place) -> _Landing:
        first, last = placing.edges(spread.old, start, end, some, found)
        new = found.spread.new
        moved = found.moved and not (found.spread is not spread and self._is_in_order(spread, some, found))
        return _Landing(found.spread.key, new.spot(first), new.spot(last, ending=True), found.kept, moved, end - start)

    def _is_in_order(self, spread: Spread, some: range, found: Place) -> bool:
        """Whether words in another paragraph still stand between what stood around them: only parted anew."""
        if found.spread.key is not None or spread.moved or (found.spread.related and found.spread.old.places):
            return False
        here = self._at(found.spread, found.words[0])
        stayed = spread.stayed()
        before = [self._at(spread, spread.start[one]) for one in stayed[: bisect_left(stayed, some[0])][-1:]]
        after = [self._at(spread, spread.start[one]) for one in stayed[bisect_left(stayed, some[-1] + 1) :][:1]]
        first, last = spread.old.places[0], spread.old.places[-1]
        low = max(before) if before else (self._firm(range(first - 1, -1, -1), last=True), 0)
        high = min(after) if after else (self._firm(range(last + 1, len(self._old.blocks)), last=False), 0)
        # A sentence that went to the end of the block before, or to the start of the one behind, is between them too.
        return (low[0] <= here[0] <= high[0]) and (not before or low < here) and (not after or here < high)

    def _at(self, spread: Spread, word: int) -> tuple[int, int]:
        return spread.new.spot(spread.new.words[word].start)

    def _firm(self, places: range, *, last: bool) -> int:
        for place in places:
            group = self._groups[self._group_of[place]]
            if group.new and group.related and not group.moved:
                return group.new[-1] if last else group.new[0]
        return -1 if last else len(self._new.blocks)

    def _outcome(self, anchor: Anchor, landings: Sequence[_Landing]) -> Mapped[Key]:
        if not landings:
            return Mapped("detached", None, 0.0)
        heaviest = max(landings, key=lambda one: (one.kept >= _HALF, one.weight))
        beside = [one for one in landings if one.key == heaviest.key]
        ordered = all(one.end <= other.start for one, other in pairwise(beside))
        first, last = (beside[0], beside[-1]) if ordered and _is_close(beside) else (heaviest, heaviest)
        text = self._new if heaviest.key is None else self._others[heaviest.key]
        there = text.describe(text.blocks[first.start[0]].id, first.start[1], text.blocks[last.end[0]].id, last.end[1])
        total = len(anchor.quote) - anchor.quote.count("\n")
        kept = min(1.0, sum(one.kept * one.weight for one in beside) / max(1, total))
        same = wording.WORD.findall(there.quote) == wording.WORD.findall(anchor.quote)
        moved = heaviest.moved or heaviest.key is not None
        outcome = _named(1.0 if same else kept, same=same, moved=moved)
        return Mapped(outcome, there, 1.0 if same else kept, heaviest.key)  # type: ignore[arg-type]


def _is_close(landings: Sequence[_Landing]) -> bool:
    """Whether pieces of a passage still stand beside each other, so that it can go from the first to the last."""
    blocks = landings[-1].end[0] - landings[0].start[0]
    return blocks <= 2 * len(landings) + 2


def _named(kept: float, *, same: bool, moved: bool) -> Outcome:
    if kept < _HALF:
        return "touched"
    if moved:
        return "moved"
    return "exact" if same else "edited"
