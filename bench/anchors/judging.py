"""Whether a note went where a reader says it belongs."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from bench.anchors.reading import Pair, Span
from feuilleton.kit.prose import aligning, anchoring, mapping
from feuilleton.kit.prose.anchoring import Anchor
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.mapping import Mapped


@dataclass(frozen=True)
class Judged:
    """A pair, what became of its note here, and whether outcome and place are right."""

    pair: Pair
    mapped: Mapped[str]
    outcome_is_right: bool
    place_is_right: bool

    @property
    def is_placed(self) -> bool:
        """Whether it was given a place."""
        return self.mapped.anchor is not None

    @property
    def is_right(self) -> bool:
        """Whether all of it is right."""
        return self.outcome_is_right and self.place_is_right

    @property
    def said(self) -> str:
        """What was wrong, for who reads the figures."""
        right = self.pair.place
        wanted = self.pair.after[right.block][right.start : right.end] if right else None
        got = self.mapped.anchor.quote if self.mapped.anchor else None
        return f"{'/'.join(sorted(self.pair.outcomes))} {wanted!r}, not {self.mapped.outcome} {got!r}"


def judge(pair: Pair) -> Judged:
    """Do what the site does: fresh ids for the first text, kept ids for the second; then carry the note."""
    old = aligning.keep_ids([], _blocks(pair.before))
    new = aligning.keep_ids(old, _blocks(pair.after))
    block = old[pair.note.block].id
    anchor = anchoring.describe(old, block, pair.note.start, block, pair.note.end)
    (mapped,) = mapping.carry([anchor], old, new)
    place_is_right = _is_right(mapped.anchor, pair.place, new) if mapped.anchor else "detached" in pair.outcomes
    return Judged(pair, mapped, mapped.outcome in pair.outcomes, place_is_right)


def _blocks(texts: Sequence[str]) -> list[Block]:
    return [Block("", "paragraph", html.escape(text, quote=False).replace("\n", "<br>")) for text in texts]


def _is_right(anchor: Anchor, right: Span | None, new: Sequence[Block]) -> bool:
    if right is None:
        return False
    covered = outside = 0
    places = {block.id: place for place, block in enumerate(new)}
    first, last = places[anchor.start_block], places[anchor.end_block]
    for place in range(first, last + 1):
        start = anchor.start if place == first else 0
        end = anchor.end if place == last else len(new[place].text)
        common = max(0, min(end, right.end) - max(start, right.start)) if place == right.block else 0
        covered += common
        outside += end - start - common
    size = right.end - right.start
    return 2 * covered >= size and outside <= size


def shares(judged: Sequence[Judged]) -> dict[str, float | int]:
    """Precision, recall and wrong places of all of them."""
    placed = [one for one in judged if one.is_placed]
    # Where a reader could say either, having let go is right.
    placeable = [one for one in judged if one.pair.place and (one.is_placed or not one.is_right)]
    return {
        "precision": _share(sum(one.is_right for one in placed), len(placed)),
        "recall": _share(sum(one.is_right for one in placeable), len(placeable)),
        "wrong_places": sum(not one.place_is_right for one in placed),
    }


def _share(some: int, all: int) -> float:
    return round(some / all, 4) if all else 1.0
