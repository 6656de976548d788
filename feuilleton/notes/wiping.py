"""What was removed from history is quoted nowhere either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.kit.prose.anchoring import Describer
from feuilleton.notes import carrying
from feuilleton.notes.models import DETACHED, Placement
from feuilleton.stories.models import Revision

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from feuilleton.stories.models import Chapter

_AT_ONCE = 500


def wipe(revision: int, chapter: Chapter) -> None:
    """Forget what notes quote of a revision that has no words any more. Twice is once.

    Where its passage still stands for readers, the note stands on what they have now.
    """
    carrying.catch_up(chapter)
    with transaction.atomic():
        theirs = Placement.objects.select_for_update().filter(revision=revision)
        if chapter.live_id is not None:
            _stand_on(chapter.live_id, theirs.filter(is_newest=True).exclude(outcome=DETACHED))
        # What is gone keeps the words it was last known by, which may be from there.
        gone = Placement.objects.filter(outcome=DETACHED, note__placements__revision=revision)
        for rows in (theirs, Placement.objects.filter(pk__in=list(gone.values_list("pk", flat=True)))):
            rows.update(quote="", before="", after="", digest="")


def _stand_on(live: int, standing: QuerySet[Placement]) -> None:
    """The same places in what readers have: their words are there, those around them may be others by now."""
    text = Describer(Revision.objects.get(pk=live).blocks if standing.exists() else [])
    places = [place for place in standing if text.has(place.anchor)]
    for place in places:
        now = text.describe(place.start_block, place.start, place.end_block, place.end)
        place.revision_id, place.before, place.after, place.digest = live, now.before, now.after, now.digest
    Placement.objects.bulk_update(places, ["revision", "before", "after", "digest"], batch_size=_AT_ONCE)
