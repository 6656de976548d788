"""Making a fact of a note: readers remember what a story says, and its author writes it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.notes import grouping, rereading
from feuilleton.notes.models import Note
from feuilleton.stories import stating

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.models import Fact
    from feuilleton.stories.stating import Stated


def promote(note: Note, stated: Stated, *, by: User, at: datetime) -> Fact:
    """State a fact, and keep that it came of this note and all that is one with it.

    Raises Refusal as `stating.state`, and Gone.
    """
    with transaction.atomic():
        fact = stating.state(note.story, stated, by=by, at=at)
        Note.objects.filter(pk__in=grouping.keys([note.same_as or note])).update(fact=fact)
        rereading.read_again(note)
    return fact
