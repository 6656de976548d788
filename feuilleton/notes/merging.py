"""Three wordings of a passage made one: what its reader changed, and what its author changed meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.kit.prose import aligning

if TYPE_CHECKING:
    from feuilleton.notes.mending import Three

Edit = tuple[int, int, str]  # from and to in what was read, and what stands there instead


def merge(three: Three) -> str:
    """The draft's wording with the reader's changes in it; where both changed the same words, the author's stay.

    Where the draft has nothing of the passage, what was proposed.
    """
    if three.drafted is None:
        return three.proposed
    theirs, mine = _edits(three.read, three.proposed), _edits(three.read, three.drafted)
    apart = [edit for edit in theirs if not any(_meet(edit, other) for other in mine)]
    merged, at = "", 0
    for start, end, words in sorted([*mine, *apart]):
        merged += three.read[at:start] + words
        at = end
    return merged + three.read[at:]


def _edits(before: str, after: str) -> list[Edit]:
    edits: list[Edit] = []
    for change in aligning.changes(before, after):
        if change.kind == "equal":
            continue
        words = after[change.new_start : change.new_end]
        if edits and edits[-1][1] == change.old_start:
            start, _end, earlier = edits.pop()
            edits.append((start, change.old_end, earlier + words))
        else:
            edits.append((change.old_start, change.old_end, words))
    return edits


def _meet(one: Edit, other: Edit) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
