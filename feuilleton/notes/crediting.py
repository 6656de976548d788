"""Who found what: thanks as data, made when a revision mends what readers pointed out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.events import recording
from feuilleton.notes import grouping
from feuilleton.notes.models import ACCEPTED, HERE, Credit, Note, Placement
from feuilleton.stories.models import Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.stories.models import Chapter


def credit(chapter: Chapter, *, at: datetime) -> int:
    """Note which of the chapter's notes its live revision has mended, and thank their readers. Twice is once.

    What was accepted counts once the passage reads otherwise; what its author mended in their own way, with the next
    revision at the latest. One event tells of all of it, so that each reader hears once. Returns how many were mended.
    """
    live = chapter.live
    if live is None:
        return 0
    due = Note.objects.filter(chapter=chapter).heads().to_be_mended().oldest_first()
    heads = [note for note in due if _is_mended(note, live)]
    if not heads:
        return 0
    with transaction.atomic():
        keys = grouping.keys(heads)
        mended = list(Note.objects.select_for_update().filter(pk__in=keys, resolved_in=None).order_by("pk"))
        Note.objects.filter(pk__in=[note.pk for note in mended]).update(resolved_in=live)
        thanked = [note for note in mended if note.user_id is not None]
        for note in thanked:
            Credit.objects.update_or_create(
                note=note,
                defaults={
                    "story_id": note.story_id,
                    "chapter": chapter,
                    "revision": live,
                    "is_first": note.same_as_id is None,
                    "made_at": at,
                },
            )
        if mended:
            counted = Counter(note.user_id for note in thanked)
            readers = {str(user): count for user, count in sorted(counted.items())}
            touches = chapter.story.touches
            recording.record(
                "notes_mended", by=live.by, about=chapter, at=at, touches=touches, revision=live.pk, readers=readers
            )
    return len(mended)


def _is_mended(note: Note, live: Revision) -> bool:
    newest = Placement.objects.filter(note=note, part=HERE, is_newest=True).first()
    first = Placement.objects.filter(note=note, part=HERE).order_by("pk").first()
    if newest is None or first is None:
        return False
    reads_otherwise = newest.is_detached or first.quote not in ("", newest.quote)
    if note.state == ACCEPTED:
        return reads_otherwise
    return reads_otherwise or (note.decided_at is not None and live.made_at > note.decided_at)
