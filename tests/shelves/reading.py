"""A reader before a chapter, as their browser tells of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import Visitor
from feuilleton.shelves import placing
from feuilleton.shelves.carrying import Spot
from feuilleton.shelves.placing import Seen
from feuilleton.stories.models import Chapter
from tests import people


def block_ids(chapter: Chapter) -> list[str]:
    """The ids of the blocks of the live text, in order."""
    assert chapter.live is not None
    return [block.id for block in chapter.live.blocks]


def read_to(
    chapter: Chapter, user: User, block: str | int, offset: int = 0, *, at: datetime = people.NOW, **more: Any
) -> bool:
    """The reader's browser says that they are in this block (by its id or its number); False when nothing is kept."""
    chapter.refresh_from_db()
    id = block_ids(chapter)[block] if isinstance(block, int) else block
    seen = Seen(Spot(id, offset), more.pop("revision", chapter.live_id), seen_at=more.pop("seen_at", at), **more)
    opened = placing.opened(Visitor(user), chapter.public_id, seen)
    assert opened is not None
    return placing.remember(opened, seen, at=at)
