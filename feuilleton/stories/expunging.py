"""Removing a version from history: the one deletion there is of what was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.stories import holding
from feuilleton.stories.models import Fact, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

_NOTHING = {
    "title": "",
    "summary": "",
    "notes": [],
    "source": "",
    "packed": [],
    "html": "",
    "words": 0,
    "characters": 0,
}


def expunge(revision: Revision, *, by: User, at: datetime) -> None:
    """Wipe the words of an earlier version for good, wherever they are kept; that there was one stays. Twice is once.

    Quotations from it go with the event (`notes/wiping.py`), facts lose theirs at once.
    Raises Refusal for what readers have now: change it first.
    """
    with transaction.atomic():
        chapter = holding.chapter(revision.chapter)
        if chapter.live_id == revision.pk:
            raise Refusal(_("This is what readers have now. Publish something else in its place first."))
        if Revision.objects.filter(pk=revision.pk, expunged_at=None).update(expunged_at=at, **_NOTHING):
            Fact.objects.filter(revision=revision).update(quote="", block="", revision=None)
            recording.record(
                "revision_expunged", by=by, about=chapter, at=at, touches=chapter.story.touches, revision=revision.pk
            )
    revision.refresh_from_db()
