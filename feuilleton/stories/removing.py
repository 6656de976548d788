"""Putting a chapter or a story in the bin, bringing it back, and emptying the bin after thirty days."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.events import recording
from feuilleton.stories import holding, tallying
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

KEPT_FOR = timedelta(days=30)


def remove_chapter(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Put the chapter in the bin, with its draft and revisions. Undone by `bring_back_chapter` for thirty days."""
    _set_chapter(chapter, removed_at=at, kind="chapter_removed", by=by, at=at)


def bring_back_chapter(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Take the chapter out of the bin; readers see it again if they saw it before."""
    _set_chapter(chapter, removed_at=None, kind="chapter_brought_back", by=by, at=at)


def remove_story(story: Story, *, by: User | None, at: datetime) -> None:
    """Put the whole story in the bin. Undone by `bring_back_story` for thirty days."""
    with transaction.atomic():
        if Story.objects.filter(pk=story.pk, removed_at=None).update(removed_at=at):
            recording.record("story_removed", by=by, about=story, at=at, touches=story.touches)
    story.refresh_from_db()


def bring_back_story(story: Story, *, by: User, at: datetime) -> None:
    """Take the story out of the bin; readers see again what they saw before."""
    with transaction.atomic():
        if Story.objects.filter(pk=story.pk).exclude(removed_at=None).update(removed_at=None):
            recording.record("story_brought_back", by=by, about=story, at=at, touches=story.touches)
    story.refresh_from_db()


def empty_bin(*, at: datetime) -> int:
    """Delete for good what has lain in the bin for thirty days. Returns how many stories and chapters went."""
    due = at - KEPT_FOR
    gone = 0
    for story in Story.objects.filter(removed_at__lt=due):
        with transaction.atomic():
            recording.record("story_deleted", by=None, about=story, at=at, touches=story.touches)
            gone += bool(Story.objects.filter(pk=story.pk, removed_at__lt=due).delete()[0])
    for chapter in Chapter.objects.filter(removed_at__lt=due).select_related("story"):
        with transaction.atomic():
            recording.record("chapter_deleted", by=None, about=chapter, at=at, touches=chapter.touches)
            gone += bool(Chapter.objects.filter(pk=chapter.pk, removed_at__lt=due).delete()[0])
    return gone


def _set_chapter(chapter: Chapter, *, removed_at: datetime | None, kind: str, by: User, at: datetime) -> None:
    with transaction.atomic():
        story = holding.story(chapter.story_id)
        others = Chapter.objects.filter(pk=chapter.pk, removed_at__isnull=removed_at is not None)
        if others.update(removed_at=removed_at):
            tallying.tally(story, at=at)
            recording.record(kind, by=by, about=chapter, at=at, touches=story.touches)
    chapter.refresh_from_db()
