"""How far a reader has come in a story: reviews of what lies beyond are folded away until they ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.shelves import placing
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from feuilleton.accounts.visiting import Visitor


def position(visitor: Visitor, story: Story) -> int:
    """The position of the last chapter they have reached: of the first one, as long as nothing is known of them."""
    known = placing.reached(visitor.user, story) if visitor.user is not None else None
    if known is not None:
        return known
    first = story.chapters.published().in_reading_order().values_list("position", flat=True).first()
    return first or 0
