"""The log reader of notes: after a revision they are carried to it, and who found what it mended is thanked.

It may read an event twice and comes to the same end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.notes import carrying, crediting, wiping
from feuilleton.stories.models import Chapter

if TYPE_CHECKING:
    from feuilleton.events.models import Event

_REVISED = ("chapter_published", "chapter_revised", "chapter_shown_again")


def follow(event: Event) -> None:
    """Read one event. To be named in FEUILLETON_LOG_READERS."""
    if event.kind not in (*_REVISED, "revision_expunged"):
        return
    chapter = Chapter.objects.select_related("story", "live").filter(pk=event.subject_id).first()
    if chapter is None:
        return
    carrying.catch_up(chapter)
    if event.kind in _REVISED:
        crediting.credit(chapter, at=event.at)
    else:
        wiping.wipe(event.data["revision"], chapter)
