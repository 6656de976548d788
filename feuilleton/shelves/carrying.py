"""Carrying a point in a text over to what the text has become: the same word, or the nearest that is left before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from feuilleton.kit.prose import aligning
from feuilleton.kit.prose.aligning import Link
from feuilleton.kit.prose.blocks import Block
from feuilleton.stories.models import Revision


class Spot(NamedTuple):
    """A block by its id ("": before all blocks), and a number of code points into its text."""

    block: str = ""
    offset: int = 0


TOP = Spot()


def carry(spot: Spot, old: Sequence[Block], new: Sequence[Block]) -> Spot:
    """Where the spot in the old text is in the new one.

    Words that stayed keep it; where they are gone it goes to what stands in their place, and where the whole block is
    gone, to the end of the nearest one before that is left (TOP when there is none).
    """
    place = next((place for place, block in enumerate(old) if block.id == spot.block), None)
    if place is None:
        return TOP
    links = aligning.align(old, new)
    if links[place].new is None:
        return _end_of_nearest(links[:place], new)
    return _within(place, spot.offset, links, old, new)


def between(old: int, new: int, spot: Spot) -> Spot:
    """`carry` between two revisions, by their keys. Revisions never change, so what was found once is remembered.

    A revision that is gone carries nothing: the spot stays what it was.
    """
    if old == new or not spot.block:
        return spot
    return _between(old, new, spot) or spot


@lru_cache(maxsize=4_000)
def _between(old: int, new: int, spot: Spot) -> Spot | None:
    found = {one.pk: one.blocks for one in Revision.objects.filter(pk__in=[old, new]).only("packed")}
    if len(found) < 2:
        return None
    return carry(spot, found[old], found[new])


def _end_of_nearest(links: Sequence[Link], new: Sequence[Block]) -> Spot:
    for link in reversed(links):
        if link.new is not None:
            return Spot(new[link.new].id, len(new[link.new].text))
    return TOP


def _within(place: int, offset: int, links: Sequence[Link], old: Sequence[Block], new: Sequence[Block]) -> Spot:
    """Inside a block that is still there: several may have become one, and one may have become several."""
    before = _merged(place, links) if links[place].fate == "merged" else [place]
    after = _parts(links[place].new or 0, links, len(new)) if links[place].fate == "split" else [links[place].new or 0]
    start = sum(len(old[one].text) + 1 for one in before if one < place)
    there = _moved(start + min(offset, len(old[place].text)), _joined(before, old), _joined(after, new))
    for here in after:
        length = len(new[here].text)
        if there <= length:
            return Spot(new[here].id, there)
        there -= length + 1
    return Spot(new[after[-1]].id, len(new[after[-1]].text))


def _merged(place: int, links: Sequence[Link]) -> list[int]:
    """The old blocks around this one that became the same new block, in order."""
    first = last = place
    while first > 0 and links[first - 1].new == links[place].new:
        first -= 1
    while last + 1 < len(links) and links[last + 1].new == links[place].new:
        last += 1
    return list(range(first, last + 1))


def _parts(here: int, links: Sequence[Link], end: int) -> list[int]:
    """The new block and those right beside it that no other old block became."""
    taken = {link.new for link in links} - {here}
    first = last = here
    while first > 0 and first - 1 not in taken:
        first -= 1
    while last + 1 < end and last + 1 not in taken:
        last += 1
    return list(range(first, last + 1))


def _joined(places: Sequence[int], blocks: Sequence[Block]) -> Block:
    joined = "\n".join(blocks[place].text for place in places)
    return Block("", "paragraph", joined.replace("&", "&amp;").replace("<", "&lt;"))


def _moved(offset: int, old: Block, new: Block) -> int:
    for change in aligning.words(old, new):
        if change.old_start <= offset < change.old_end:
            kept = offset - change.old_start if change.kind == "equal" else 0
            return change.new_start + kept
    return len(new.text)
