"""Showing chapters to readers, and taking them away again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering
from feuilleton.stories import drafting, holding, revising, tallying
from feuilleton.stories.models import CHANGED, FIRST, MINOR, REWRITE, Chapter, Draft, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


class EmptyChapter(Refusal):
    """There is nothing to publish."""


def publish(
    chapter: Chapter, *, by: User | None, at: datetime, version: int | None = None, change: str = CHANGED
) -> Revision:
    """Show the chapter's draft to readers as its new revision. Publishing it again changes nothing.

    `version`: the save of the draft that the author saw (None: whichever is stored). `change`: what the author calls
    it, minor, changed or rewrite; minor moves no date. A withdrawn chapter without a draft is shown again as it was.
    Raises EmptyChapter, Conflict (saved elsewhere since), Refusal (no such change).
    """
    if change not in (MINOR, CHANGED, REWRITE):
        raise Refusal(_("A revision is minor, changed or a rewrite."), field="change")
    draft = drafting.stored(chapter)
    if draft is None:
        return _show_again(chapter, by=by, at=at)
    if version is not None and draft.version != version:
        raise drafting.Conflict(draft)
    if not any(block.text.strip() for block in draft.blocks):
        raise EmptyChapter(_("This chapter has no text yet."))
    html = rendering.render(draft.blocks)
    with transaction.atomic():
        return _publish(draft, html, by=by, at=at, change=change)


def withdraw(chapter: Chapter, *, by: User, at: datetime) -> None:
    """Take the chapter away from readers; it and all its revisions stay with the author. Twice is once."""
    with transaction.atomic():
        story = holding.story(chapter.story_id)
        withdrawn = Chapter.objects.filter(pk=chapter.pk, withdrawn_at=None).exclude(live=None)
        if withdrawn.update(withdrawn_at=at):
            tallying.tally(story, at=at)
            recording.record("chapter_withdrawn", by=by, about=chapter, at=at, touches=story.touches)
    chapter.refresh_from_db()


def _publish(draft: Draft, html: str, *, by: User | None, at: datetime, change: str) -> Revision:
    chapter = holding.chapter(draft.chapter)
    story, draft.chapter = chapter.story, chapter
    # The draft goes into the revision; if another save came between, it is no longer the one that was rendered.
    drafting.take(draft)
    is_first = chapter.published_at is None
    revision = revising.keep(draft, change=FIRST if is_first else change, by=by, at=at, html=html)
    moves = is_first or change != MINOR
    chapter.live, chapter.withdrawn_at = revision, None
    chapter.published_at = chapter.published_at or at
    chapter.updated_at = at if moves else chapter.updated_at
    chapter.save(update_fields=["live", "withdrawn_at", "published_at", "updated_at"])
    completed = tallying.tally(story, at=at)
    kind = "chapter_published" if is_first else "chapter_revised"
    recording.record(
        kind,
        by=by,
        about=chapter,
        at=at,
        touches=story.touches,
        topics=story.topics if is_first else [],
        revision=revision.pk,
        change=change,
    )
    if completed:
        tallying.tell_complete(story, by=by, at=at, chapter=chapter.pk)
    return revision


def _show_again(chapter: Chapter, *, by: User | None, at: datetime) -> Revision:
    chapter.refresh_from_db()
    if chapter.live is None:
        raise EmptyChapter(_("This chapter has no text yet."))
    if chapter.withdrawn_at is None:
        return chapter.live
    with transaction.atomic():
        story = holding.story(chapter.story_id)
        if Chapter.objects.filter(pk=chapter.pk).exclude(withdrawn_at=None).update(withdrawn_at=None):
            completed = tallying.tally(story, at=at)
            recording.record("chapter_shown_again", by=by, about=chapter, at=at, touches=story.touches)
            if completed:
                tallying.tell_complete(story, by=by, at=at, chapter=chapter.pk)
    chapter.refresh_from_db()
    return chapter.live
