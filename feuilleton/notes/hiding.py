"""What moderators do to a published note: take it away from readers, with a reason, and give it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.notes.models import Note

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

LONGEST_REASON = 2_000


def hide(note: Note, *, reason: str, by: User, at: datetime) -> None:
    """Keep a published note from readers: nobody can publish it while it is hidden. Its writer is told why.

    What is between a reader and an author is not theirs to hide. Twice is once. Raises Refusal without a reason, and
    for whoever does not moderate.
    """
    _may(by)
    reason = text.tidy(reason).strip()
    if not reason:
        raise Refusal(_("Say why; whoever wrote it will read it."), field="reason")
    if len(reason) > LONGEST_REASON:
        raise Refusal(_("The reason can have 2,000 letters at most."), field="reason")
    with transaction.atomic():
        there = Note.objects.published().filter(pk=note.pk)
        if there.update(published_at=None, hidden_at=at, hidden_reason=reason):
            recording.record("note_hidden", by=by, about=note, at=at, touches=note.chapter.touches)
    note.refresh_from_db()


def show(note: Note, *, by: User, at: datetime) -> None:
    """Give a hidden note back to readers. Twice is once."""
    _may(by)
    with transaction.atomic():
        there = Note.objects.filter(pk=note.pk).exclude(hidden_at=None)
        if there.update(published_at=at, hidden_at=None, hidden_reason=""):
            recording.record("note_published", by=by, about=note, at=at, touches=note.chapter.touches)
    note.refresh_from_db()


def _may(by: User) -> None:
    if not by.may_moderate:
        raise Refusal(_("Only moderators can do this."))
