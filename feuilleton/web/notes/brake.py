"""How many notes somebody may write, and change, in an hour."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.http import limiting
from feuilleton.http.limiting import TooOften
from feuilleton.notes.models import Note

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User

AN_HOUR = timedelta(hours=1)
WRITTEN = 60
CHANGED = 60


def check(user: User, *, at: datetime) -> None:
    """Raises TooOften for who has written sixty within the hour."""
    newest = Note.objects.written_by(user).newest_first().values_list("made_at", flat=True)
    if any(at - made_at < AN_HOUR for made_at in newest[WRITTEN - 1 : WRITTEN]):
        raise TooOften(_("You have written 60 within an hour. In a while you can send this one; it stands below."))


def check_change(user: User, *, at: datetime) -> None:
    """Raises TooOften for the sixty-first change within an hour, and counts the others."""
    limiting.limit("note_change", user.pk, at_most=CHANGED, within=AN_HOUR, at=at)
