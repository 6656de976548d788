"""Giving readers what they corrected: a draft with accepted notes in it, published as a minor revision."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db.models import Count, Q

from feuilleton.notes import carrying, crediting
from feuilleton.notes.models import MENDED, Note
from feuilleton.stories import publishing
from feuilleton.stories.models import MINOR, Chapter

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.models import Revision, Story


class Due(NamedTuple):
    """A chapter whose draft has corrections in it that readers do not have yet, and how many."""

    chapter: Chapter
    corrections: int


def due(story: Story) -> list[Due]:
    """The chapters of a story that wait so, in reading order."""
    mended = Q(passage_notes__state__in=MENDED, passage_notes__resolved_in=None, passage_notes__same_as=None)
    waiting = Chapter.objects.published().filter(story=story, draft__isnull=False)
    counted = waiting.annotate(corrections=Count("passage_notes", filter=mended)).filter(corrections__gt=0)
    return [Due(chapter, chapter.corrections) for chapter in counted.in_reading_order().for_contents()]


def readers_of(chapter: Chapter) -> int:
    """How many readers would be thanked."""
    mended = Note.objects.filter(chapter=chapter).to_be_mended().exclude(user=None)
    return mended.values("user").distinct().count()


def issue(chapter: Chapter, *, version: int, by: User, at: datetime) -> Revision:
    """Publish the draft as a minor revision, and thank at once whoever it was mended for. Twice is once.

    `version`: the save of the draft that its author saw. Raises as `publishing.publish`.
    """
    live = publishing.publish(chapter, by=by, at=at, version=version, change=MINOR)
    chapter.refresh_from_db()
    carrying.catch_up(chapter)
    crediting.credit(chapter, at=at)
    return live
