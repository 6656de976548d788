"""What an author lets readers do: who may review a story, which notes are welcome, whether mail may carry its text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.stories import holding, models
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


@dataclass(frozen=True, slots=True)
class Welcome:
    """`reviews_from`: guests, members, nobody. `reviews_held`: nobody, guests, everyone. `mails_text`: yes or no.

    `notes_welcome`: off, reactions, typos, all, margin. `credits_shown`: whether pages name who found what.
    `shows_changes`: whether readers may see what was changed since they read.
    """

    reviews_from: str = models.MEMBERS
    reviews_held: str = models.NOBODY
    mails_text: bool = False
    notes_welcome: str = models.TYPOS
    credits_shown: bool = True
    shows_changes: bool = True


def welcome_of(story: Story) -> Welcome:
    """What the story's author lets readers do now."""
    return Welcome(**{name: getattr(story, name) for name in Welcome.__slots__})


def welcome(story: Story, wished: Welcome, *, by: User, at: datetime) -> None:
    """Let readers do this much. What was said before stays as it is. Raises Refusal for what is not on the list."""
    chosen = {
        wished.reviews_from: models.REVIEWERS,
        wished.reviews_held: models.HELD,
        wished.notes_welcome: models.NOTES_WELCOME,
    }
    if any(choice not in dict(choices) for choice, choices in chosen.items()):
        raise Refusal(_("There is no such choice."))
    fields = {name: getattr(wished, name) for name in Welcome.__slots__}
    with transaction.atomic():
        Story.objects.filter(pk=story.pk).update(**fields)
        recording.record("story_welcome", by=by, about=story, at=at, touches=story.touches)
    story.refresh_from_db()


def lock_reviews(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Take no more reviews of this chapter; those there are stay. Twice is once."""
    _set_lock(chapter, at, by=by, at=at)
    chapter.refresh_from_db()


def unlock_reviews(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Take reviews of this chapter again. Twice is once."""
    _set_lock(chapter, None, by=by, at=at)
    chapter.refresh_from_db()


def _set_lock(seen: Chapter, locked_at: datetime | None, *, by: User, at: datetime) -> None:
    with transaction.atomic():
        chapter = holding.chapter(seen)
        if (chapter.reviews_locked_at is None) != (locked_at is None):
            Chapter.objects.filter(pk=seen.pk).update(reviews_locked_at=locked_at)
            kind = "reviews_locked" if locked_at else "reviews_unlocked"
            recording.record(kind, by=by, about=chapter, at=at, touches=chapter.story.touches)
