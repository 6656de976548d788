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


_AT_ONCE = 500


def credit(chapter: Chapter, *, at: datetime) -> int:
    """Note which of the chapter's notes its live revision has mended, and thank their readers. Twice is once.

    What was accepted counts once the passage reads otherwise; what its author mended in their own way, with the next
    revision at the latest. One event tells of all of it, so that each reader hears once. Returns how many were mended.
    """
    live = chapter.live
    if live is None:
        return 0
    heads = _mended(chapter, live)
    if not heads:
        return 0
    with transaction.atomic():
        keys = grouping.keys(heads)
        mended = list(Note.objects.select_for_update().filter(pk__in=keys, resolved_in=None).order_by("pk"))
        Note.objects.filter(pk__in=[note.pk for note in mended]).update(resolved_in=live)
        thanked = [note for note in mended if note.user_id is not None]
        Credit.objects.bulk_create(
            [_credit(note, chapter, live, at) for note in thanked],
            update_conflicts=True,
            unique_fields=["note"],
            update_fields=["story", "chapter", "revision", "is_first", "made_at"],
            batch_size=_AT_ONCE,
        )
        if mended:
            counted = Counter(note.user_id for note in thanked)
            readers = {str(user): count for user, count in sorted(counted.items())}
            touches = chapter.story.touches
            recording.record(
                "notes_mended", by=live.by, about=chapter, at=at, touches=touches, revision=live.pk, readers=readers
            )
    return len(mended)


def _credit(note: Note, chapter: Chapter, live: Revision, at: datetime) -> Credit:
    is_first = note.same_as_id is None
    return Credit(note=note, story_id=note.story_id, chapter=chapter, revision=live, is_first=is_first, made_at=at)


def _mended(chapter: Chapter, live: Revision) -> list[Note]:
    """What the live revision has mended. A mending after which a note was opened again does not count twice."""
    due = Note.objects.filter(chapter=chapter).heads().to_be_mended().exclude(credit__revision=live)
    quotes: dict[int, list[Placement]] = {}
    there = Placement.objects.filter(part=HERE, note__in=due).order_by("revision__made_at", "pk")
    for place in there.only("note_id", "is_newest", "outcome", "quote", "kept"):
        quotes.setdefault(place.note_id, []).append(place)
    return [note for note in due.oldest_first() if _is_mended(note, quotes.get(note.pk, []), live)]


def _is_mended(note: Note, places: list[Placement], live: Revision) -> bool:
    newest = next((place for place in places if place.is_newest), None)
    if newest is None:
        return False
    # Where its author put it elsewhere, the words that it is about begin there.
    first = next((place for place in reversed(places) if place.was_put_here), places[0])
    reads_otherwise = newest.is_detached or first.quote not in ("", newest.quote)
    if note.state == ACCEPTED:
        return reads_otherwise
    return reads_otherwise or (note.decided_at is not None and live.made_at > note.decided_at)
