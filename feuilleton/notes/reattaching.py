"""Putting a note back on the text, where its author sees that its passage stands now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.notes import anchoring, grouping, rereading
from feuilleton.notes.models import HERE, MOVED, Note, Placement

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.notes.anchoring import Marked

_SAYS = ("start_block", "start", "end_block", "end", "quote", "before", "after", "digest")


def reattach(note: Note, marked: Marked, *, by: User, at: datetime, part: str = HERE) -> None:
    """Say that the note's passage (or, with `part`, what it contradicts) is this one, in what readers have now.

    All that is one with the note goes along. Its earlier places stay on record. Twice is once.
    Raises Refusal for another story's chapter, and as `anchoring.anchor`.
    """
    if marked.chapter.story_id != note.story_id:
        raise Refusal(_("That chapter is of another story."))
    read, found = anchoring.anchor(marked)
    *_earlier, newest = anchoring.rows(part, read, found)
    if newest.is_detached:
        raise Refusal(_("These words are not in what readers have now. Choose others."))
    newest.outcome, newest.kept = MOVED, 0.0
    with transaction.atomic():
        anchoring.hold([newest])
        group = Note.objects.filter(pk__in=grouping.keys([note.same_as or note]))
        moved = [one for one in group.order_by("pk") if _put(one, newest)]
        if part == HERE:
            group.update(chapter=newest.revision.chapter)
        if moved:
            touches = note.story.touches if any(one.is_public for one in moved) else []
            recording.record("note_reattached", by=by, about=note, at=at, touches=touches, part=part)
    rereading.read_again(note)


def _put(note: Note, place: Placement) -> bool:
    """Whether it was elsewhere."""
    theirs = Placement.objects.filter(note=note, part=place.part)
    was = theirs.filter(is_newest=True).first()
    if was is None or all(getattr(was, name) == getattr(place, name) for name in (*_SAYS, "revision_id")):
        return False
    theirs.filter(is_newest=True).update(is_newest=False)
    # In one revision a note has one place: what was said of it before gives way.
    fields: dict[str, object] = {name: getattr(place, name) for name in (*_SAYS, "outcome", "kept")}
    fields |= {"note": note, "part": place.part, "is_newest": True}
    theirs.update_or_create(revision=place.revision, defaults=fields)
    return True
