"""What becomes of somebody's notes when they leave: what was mended stays mended, without their name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.notes import grouping, models
from feuilleton.notes.models import Note

if TYPE_CHECKING:
    from feuilleton.accounts.models import User


def settle(user: User, *, keeps: bool) -> set[str]:
    """Take somebody's name off their notes; without `keeps`, delete those that nothing was made of.

    What they kept for themselves goes in any case. Returns what stored pages were made from it. For use inside the
    transaction of a rule.
    """
    with transaction.atomic():
        theirs = Note.objects.written_by(user).select_related("story")
        touched = theirs.exclude(published_at=None, credit=None)  # Thanks stand while a mended note is open again.
        touches = {f"story:{story}" for story in touched.values_list("story_id", flat=True)}
        gone = theirs.filter(kind=models.PRIVATE) if keeps else theirs.filter(resolved_in=None)
        for note in gone:
            grouping.leave(note)
            note.delete()
        theirs.update(user=None, pen_name=None, names_me=False, fingerprint=None)
        return touches
