"""What an author lets readers do: who may review a story, whose reviews wait, whether mail may carry its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.stories import models
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


@dataclass(frozen=True, slots=True)
class Welcome:
    """`reviews_from`: guests, members, nobody. `reviews_held`: nobody, guests, everyone. `mails_text`: yes or no."""

    reviews_from: str = models.MEMBERS
    reviews_held: str = models.NOBODY
    mails_text: bool = False


def welcome_of(story: Story) -> Welcome:
    """What the story's author lets readers do now."""
    return Welcome(story.reviews_from, story.reviews_held, story.mails_text)


def welcome(story: Story, wished: Welcome, *, by: User, at: datetime) -> None:
    """Let readers do this much. What was said before stays as it is. Raises Refusal for what is not on the list."""
    if wished.reviews_from not in dict(models.REVIEWERS) or wished.reviews_held not in dict(models.HELD):
        raise Refusal(_("There is no such choice."))
    fields = {name: getattr(wished, name) for name in Welcome.__slots__}
    with transaction.atomic():
        Story.objects.filter(pk=story.pk).update(**fields)
        recording.record("story_welcome", by=by, about=story, at=at, touches=story.touches)
    story.refresh_from_db()


def lock_reviews(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Take no more reviews of this chapter; those there are stay. Twice is once."""
    _set_lock(chapter.pk, at, by=by, at=at)
    chapter.refresh_from_db()


def unlock_reviews(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Take reviews of this chapter again. Twice is once."""
    _set_lock(chapter.pk, None, by=by, at=at)
    chapter.refresh_from_db()


def _set_lock(key: int, locked_at: datetime | None, *, by: User, at: datetime) -> None:
    with transaction.atomic():
        chapter = Chapter.objects.select_for_update().select_related("story").get(pk=key)
        if (chapter.reviews_locked_at is None) != (locked_at is None):
            Chapter.objects.filter(pk=key).update(reviews_locked_at=locked_at)
            kind = "reviews_locked" if locked_at else "reviews_unlocked"
            recording.record(kind, by=by, about=chapter, at=at, touches=chapter.story.touches)
