"""What was removed from history is quoted nowhere either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.notes import carrying
from feuilleton.notes.models import DETACHED, Placement

if TYPE_CHECKING:
    from feuilleton.stories.models import Chapter


def wipe(revision: int, chapter: Chapter) -> None:
    """Forget what notes quote of a revision that has no words any more. Twice is once.

    Where its passage still stands for readers, the note stands on what they have now.
    """
    carrying.catch_up(chapter)
    with transaction.atomic():
        theirs = Placement.objects.select_for_update().filter(revision=revision)
        standing = theirs.filter(is_newest=True).exclude(outcome=DETACHED)
        if chapter.live_id is not None:
            standing.update(revision=chapter.live_id)
        # What is gone keeps the words it was last known by, which may be from there.
        gone = Placement.objects.filter(outcome=DETACHED, note__placements__revision=revision)
        for rows in (theirs, Placement.objects.filter(pk__in=list(gone.values_list("pk", flat=True)))):
            rows.update(quote="", before="", after="", digest="")
