"""A note as it is by now, for whoever has held it a while: its writer may have taken it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from feuilleton.notes.models import Note


class Gone(Refusal):
    """The note is not there any more."""


def read_again(note: Note) -> None:
    """Read the note from the database once more. Raises Gone."""
    try:
        note.refresh_from_db()
    except type(note).DoesNotExist:
        raise Gone(_("This note was taken back by whoever wrote it.")) from None
