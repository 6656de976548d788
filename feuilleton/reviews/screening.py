"""Plain rules for what waits until its author has looked at it, each with a reason in words (`models.WHY_HELD`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from feuilleton.reviews import models

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.reviews.wording import Words
    from feuilleton.stories.models import Story

YOUNG = timedelta(days=1)
MANY = 10  # reviews that a young account may write …
HURRY = timedelta(hours=1)  # … in this time
SAME_WORDS_ON = 3  # other stories


@dataclass(frozen=True, slots=True)
class Writer:
    """Who wrote, as far as it matters here. `joined_at` None: a guest. `many_since`: when their tenth newest was."""

    joined_at: datetime | None
    is_trusted: bool = False
    many_since: datetime | None = None

    def is_young(self, at: datetime) -> bool:
        """Whether the account is not a day old."""
        return self.joined_at is not None and timedelta(0) <= at - self.joined_at < YOUNG


def why_held(words: Words, story: Story, writer: Writer, *, same_on: int, at: datetime) -> str:
    """Why a review waits: one of `models.WHY_HELD`, "" if it does not. `same_on`: other stories with these words.

    Authors of the story and moderators (`is_trusted`) never wait.
    """
    if writer.is_trusted:
        return ""
    is_guest = writer.joined_at is None
    is_young = writer.is_young(at)
    reasons = {
        models.ASKED: waits_anyway(story, is_guest=is_guest),
        models.REPEATED: same_on >= SAME_WORDS_ON,
        models.LINKS: words.have_links and is_guest,
        models.YOUNG: words.have_links and is_young,
        models.HURRIED: is_young and writer.many_since is not None and at - writer.many_since < HURRY,
    }
    return next((why for why, holds in reasons.items() if holds), "")


def waits_anyway(story: Story, *, is_guest: bool) -> bool:
    """Whether the author of this story reads such reviews first."""
    return story.reviews_held == "everyone" or (story.reviews_held == "guests" and is_guest)
