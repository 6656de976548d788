"""Joining: somebody gets an account."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feuilleton.accounts import naming
from feuilleton.accounts.models import User
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime


def join(user: User, *, at: datetime, pen_name: str = "", also: Callable[[], None] | None = None) -> User:
    """Keep a new user, not saved before, whose password is hashed already; with a pen name at once if one is given.

    `also` is done in the same transaction. Raises Refusal if the name, or the pen name, is taken.
    """
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            if pen_name:
                naming.take(pen_name, by=user, at=at)
            if also is not None:
                also()
            recording.record("person_joined", by=user, about=user, at=at, touches=[])
    except IntegrityError as error:
        raise Refusal(_("Somebody has this name already. Another one may be free."), field="username") from error
    return user
