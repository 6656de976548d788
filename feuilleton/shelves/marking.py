"""Saying what one has read: a chapter, all up to it, or that one begins again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from feuilleton.shelves import placing
from feuilleton.shelves.models import Mark, Place
from feuilleton.stories.models import Chapter, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

_GONE = Q(chapter=None) | Q(chapter__removed_at__isnull=False)


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader has read of a chapter, all or part, and since when the text is that they saw."""

    is_read: bool
    text_of: datetime


def read(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Mark a chapter as read, while the history is paused, too; the reader's place is at its end then."""
    with transaction.atomic():
        _mark(Chapter.objects.filter(pk=chapter.pk), by=by, at=at)
        _move(chapter, at_end=True, by=by, at=at)


def read_up_to(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Mark the story as read up to the end of this chapter, which is the reader's place then."""
    with transaction.atomic():
        _mark(chapter.story.chapters.published().filter(_until(chapter)), by=by, at=at)
        _move(chapter, at_end=True, by=by, at=at)


def unread_from(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Forget what was read from this chapter on; if the reader's place was further on it is at its beginning now.

    What was read of chapters that were deleted and posted again from here on is forgotten, too.
    """
    later = Chapter.objects.filter(story=chapter.story_id).exclude(_until(chapter)) | Chapter.objects.filter(
        pk=chapter.pk
    )
    names = {placing.called(*name) for name in later.exclude(live=None).values_list("live__number", "live__title")}
    theirs = Q(chapter__in=later.values("pk")) | Q(_GONE, called__in=names - {""})
    with transaction.atomic():
        Mark.objects.filter(theirs, user=by, story=chapter.story_id).delete()
        if Place.objects.filter(user=by, chapter__in=later.values("pk")).exists():
            _move(chapter, at_end=False, by=by, at=at)


def marks(user: User, story: Story) -> dict[str, Read]:
    """What this reader has read of the story's chapters, by their public ids. One query.

    A chapter that was read, deleted, and posted again under its number and title is read.
    """
    rows = Mark.objects.filter(user=user, story=story).values_list(
        *("chapter__public_id", "chapter__removed_at", "called", "is_read", Coalesce("revision__made_at", "at"))
    )
    found = {public_id: Read(is_read, text_of) for public_id, _gone, _called, is_read, text_of in rows if public_id}
    gone = {
        called: Read(is_read, text_of)
        for public_id, removed_at, called, is_read, text_of in rows
        if called and is_read and (public_id is None or removed_at)
    }
    if gone:
        again = (
            story.chapters.published()
            .exclude(public_id__in=found)
            .values_list("public_id", "live__number", "live__title")
        )
        found |= {
            public_id: gone[called]
            for public_id, number, title in again
            if (called := placing.called(number, title)) in gone
        }
    return found


def _until(chapter: Chapter) -> Q:
    return Q(position__lt=chapter.position) | Q(position=chapter.position, pk__lte=chapter.pk)


def _mark(chapters: QuerySet[Any], *, by: User, at: datetime) -> None:
    rows = [
        Mark(
            user=by, story_id=story, chapter_id=pk, revision_id=live, called=placing.called(number, title),
            is_read=True, at=at,
        )
        for pk, story, live, number, title in chapters.published().values_list(  # type: ignore[attr-defined]
            "pk", "story_id", "live_id", "live__number", "live__title"
        )
    ]  # fmt: skip
    Mark.objects.bulk_create(
        rows,
        batch_size=500,
        update_conflicts=True,
        unique_fields=["user", "chapter"],
        update_fields=["revision", "called", "is_read", "at"],
    )


def _move(chapter: Chapter, *, at_end: bool, by: User, at: datetime) -> None:
    Place.objects.update_or_create(
        user=by,
        story_id=chapter.story_id,
        defaults={
            "chapter": chapter, "revision_id": chapter.live_id, "block": "", "offset": 0, "at_end": at_end,
            "seen_at": at, "device": "",
        },
    )  # fmt: skip
