"""The sums a story keeps of its chapters: how many, how long, complete or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Sum

from feuilleton.events import recording
from feuilleton.events.models import Topic
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


def tally(story: Story, *, at: datetime) -> bool:
    """Count the story's published chapters again. Its date is that of the newest of them: taken away, it goes back.

    For use inside the transaction of the rule that changed something. Returns whether the story is complete now and
    was not before.
    """
    sums = _sums.first(story=story.pk) or (0, 0, 0, None, None)
    was_complete = story.completed_at is not None
    story.chapter_count, story.words, story.characters, story.published_at, story.updated_at = sums
    if not story.is_complete:
        story.completed_at = None
    elif not was_complete:
        story.completed_at = at
    story.save(update_fields=["chapter_count", "words", "characters", "published_at", "updated_at", "completed_at"])
    return story.is_complete and not was_complete


def tell_complete(story: Story, *, by: User | None, at: datetime, chapter: int | None = None) -> None:
    """Tell the log that the story is complete; `chapter`: the key of the one whose publication made it so.

    Those who follow it are told once, until another chapter has come: not again when the last one was only taken away
    for a while, or the plan changed there and back.
    """
    touches, topics = story.touches, [] if _was_told(story) else story.topics
    recording.record("story_completed", by=by, about=story, at=at, touches=touches, topics=topics, chapter=chapter)


def _was_told(story: Story) -> bool:
    told = Topic.objects.filter(
        name=f"story:{story.pk}", event__kind__in=["chapter_published", "story_completed"]
    ).order_by("-event_id")
    return told.values_list("event__kind", flat=True).first() == "story_completed"


_sums = Prepared(
    lambda story: (
        Chapter.objects.published()
        .filter(story=story)
        .values("story")
        .annotate(
            count=Count("pk"),
            words=Sum("live__words"),
            characters=Sum("live__characters"),
            first=Min("published_at"),
            latest=Max("updated_at"),
        )
        .values_list("count", "words", "characters", "first", "latest")
    )
)
