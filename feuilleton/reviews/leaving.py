"""What becomes of somebody's reviews and notes when they leave: kept without their name, or deleted, as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.notes import leaving as notes
from feuilleton.reviews import vanishing
from feuilleton.reviews.models import Review
from feuilleton.stories import leaving
from feuilleton.stories.leaving import KEPT, REMOVED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.leaving import Fate


def leave(user: User, fates: Mapping[int, Fate], *, reviews: str, at: datetime) -> None:
    """Close the account, as `stories.leaving.leave`, and do with what they said what `reviews` says: KEPT or REMOVED.

    Kept, it stands under no name. All of it happens, or nothing. Raises Refusal as that, and if nothing is said.
    """
    with transaction.atomic():
        settle(user, reviews, at=at)
        leaving.leave(user, fates, at=at)


def settle(user: User, fate: str, *, at: datetime) -> None:
    """Take somebody's name off all that they said, or delete it: KEPT or REMOVED. Raises Refusal for anything else."""
    if fate not in (KEPT, REMOVED):
        raise Refusal(_("Say what becomes of your reviews."), field="reviews")
    with transaction.atomic():
        theirs = Review.objects.written_by(user)
        rows = theirs.values_list("chapter_id", "story_id").distinct()
        touches = {name for chapter, story in rows for name in Review(chapter_id=chapter, story_id=story).touches}
        touches |= notes.settle(user, keeps=fate == KEPT)
        if not touches:
            return
        if fate == REMOVED:
            vanishing.vanish(theirs, at=at)
        else:
            theirs.update(user=None, pen_name=None, fingerprint=None)
        recording.record("reviewer_left", by=user, about=user, at=at, touches=touches)
