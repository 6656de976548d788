"""What became of a note, in words, for whoever wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.notes import models

if TYPE_CHECKING:
    from feuilleton.notes.models import Note


def said(note: Note) -> str:
    """One sentence. Nobody is told that their kind words wait, nor that anything was put off."""
    if note.kind == models.PRIVATE:
        return _("For yourself.")
    if note.is_mended:
        return _("It is mended.")
    if note.kind == models.REACTION and note.is_waiting:
        return _("Its author has it.")
    return {
        models.OPEN: _("It waits for its author."),
        models.LATER: _("It waits for its author."),
        models.ACCEPTED: _("Accepted: readers have it when the chapter is published anew."),
        models.FIXED: _("Its author mends it in other words."),
        models.ANSWERED: _("Answered."),
        models.DECLINED: _("Its author leaves it as it is."),
    }[note.state]
