"""Carrying a point in a text over to what the text has become: the same word, or the nearest that is left before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from feuilleton.kit.prose import aligning, grouping
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.grouping import Group
from feuilleton.kit.prose.wording import Passage
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
    became = {there: group for group in grouping.groups(old, new) if group.related for there in group.old}
    if place in became:
        return _within(became[place], place, spot.offset, old, new)
    left = next((there for there in range(place - 1, -1, -1) if there in became), None)
    if left is None:
        return TOP
    last = new[became[left].new[-1]]
    return Spot(last.id, len(last.text))


def between(old: int, new: int, spot: Spot) -> Spot:
    """`carry` between two revisions, by their keys. Revisions never change, so what was found once is remembered.

    A revision that is gone, or was removed from history, carries nothing: the spot stays what it was.
    """
    if old == new or not spot.block:
        return spot
    return _between(old, new, spot) or spot


@lru_cache(maxsize=4_000)
def _between(old: int, new: int, spot: Spot) -> Spot | None:
    found = {one.pk: one.blocks for one in Revision.objects.with_words().filter(pk__in=[old, new]).only("packed")}
    if len(found) < 2:
        return None
    return carry(spot, found[old], found[new])


def _within(group: Group, place: int, offset: int, old: Sequence[Block], new: Sequence[Block]) -> Spot:
    """Inside a block that is still there: several may have become one, and one may have become several."""
    before = Passage(group.old, [old[one].text for one in group.old])
    after = Passage(group.new, [new[one].text for one in group.new])
    start = before.starts[group.old.index(place)]
    here, at = after.spot(_moved(start + min(offset, len(old[place].text)), before.text, after.text))
    return Spot(new[here].id, at)


def _moved(offset: int, old: str, new: str) -> int:
    for change in aligning.changes(old, new):
        if change.old_start <= offset < change.old_end:
            kept = offset - change.old_start if change.kind == "equal" else 0
            return change.new_start + kept
    return len(new)
