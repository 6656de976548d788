"""Closing an account for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def check_may_close(user: User) -> None:
    """Raises Refusal if the archive would be left without anybody to keep it."""
    if user.is_archivist and not User.objects.filter(is_archivist=True, is_active=True).exclude(pk=user.pk).exists():
        raise Refusal(
            _("You are this archive’s only archivist. Make somebody else archivist first, with `feuilleton archivist`.")
        )


def close(user: User, *, at: datetime, touches: Iterable[str]) -> None:
    """Delete the account with its addresses, its settings and every session. Closing it again changes nothing.

    What was made from it (`touches`) is named in the event. Raises Refusal as `check_may_close`.
    """
    with transaction.atomic():
        there = User.objects.select_for_update().filter(pk=user.pk).first()
        if there is None:
            return
        check_may_close(there)
        recording.record("account_closed", by=None, about=there, at=at, touches=touches)
        there.delete()
