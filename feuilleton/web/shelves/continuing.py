"""The way back into a story: where somebody goes on reading, as a link."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from feuilleton.accounts.models import User
from feuilleton.shelves import placing
from feuilleton.shelves.placing import Where
from feuilleton.stories.models import Story
from feuilleton.web import instalments
from feuilleton.web.addresses import address

HOW_MANY = 3


class Way(NamedTuple):
    """On with a story: to the block where its reader stopped, or to the chapter after the one they finished.

    `is_next`: the latter. Without a chapter to go on with, `url` is the story's page.
    """

    url: str
    number: str
    title: str
    is_next: bool
    goes_on: bool
    story_url: str
    story_title: str
    language: str
    seen_at: datetime

    @property
    def called(self) -> str:
        """The chapter in passing: “III”, or its title where it has no number."""
        return instalments.signs(self.number, None, "en")[0] if self.number else self.title or instalments.called("")


def way(where: Where) -> Way:
    """The way on from there."""
    chapter = where.next or where.chapter
    story_url = address("story", where.story_id)
    url = address("chapter", chapter.public_id) + (f"#b-{where.spot.block}" if where.spot.block else "")
    return Way(
        url=url if where.goes_on else story_url,
        number=chapter.number,
        title=chapter.title,
        is_next=where.next is not None,
        goes_on=where.goes_on,
        story_url=story_url,
        story_title=where.story_title,
        language=where.language,
        seen_at=where.seen_at,
    )


def link(user: User | None, story: Story) -> Way | None:
    """Where this person goes on in the story; None for strangers and for who has not begun or has read all of it."""
    where = placing.where(user, story) if user else None
    return way(where) if where and where.goes_on else None


def ways(user: User | None, stories: list[int]) -> dict[int, Way]:
    """The same for many stories, by their keys."""
    found = placing.everywhere(user, stories=stories) if user and stories else []
    return {where.story: way(where) for where in found if where.goes_on}


def lately(user: User | None) -> list[Way]:
    """What this person has under way, for the front page."""
    return [way(where) for where in placing.under_way(user, at_most=HOW_MANY)] if user else []
