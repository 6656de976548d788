"""Founding an archive: the one-time code that makes its first archivist, and archivists made at the terminal."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.archive.models import TOUCHES, Archive
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime


def is_untouched() -> bool:
    """Whether nobody has begun anything here: no account, and no code given out."""
    return not User.objects.exists() and not Archive.objects.exclude(founding_code_hash="").exists()


def needs_founding() -> bool:
    """Whether the archive has no archivist yet, so that a code is due."""
    return not User.objects.filter(is_archivist=True).exists()


def new_code() -> str:
    """Make the code that the terminal shows, in place of any before it. Only its hash is stored."""
    code = secrets.token_urlsafe(15)
    Archive.objects.update_or_create(pk=1, defaults={"founding_code_hash": _hashed(code)})
    return code


def redeem(code: str, *, by: User, at: datetime) -> None:
    """Make `by` the first archivist. Raises Refusal if the code is not the one, or was used.

    Make the account in the same transaction, so that a wrong code leaves none behind.
    """
    with transaction.atomic():
        # Two people with one code: the second finds the hash gone.
        right = Archive.objects.filter(pk=1, founding_code_hash=_hashed(code.strip()))
        if not right.update(founding_code_hash="", founded_at=at):
            raise Refusal(
                _("This is not the code that the terminal shows. It is good once, until the next start."), field="code"
            )
        make_archivist(by, at=at)


def make_archivist(user: User, *, at: datetime) -> None:
    """Let this person keep the house. Doing it twice is doing it once."""
    with transaction.atomic():
        if User.objects.filter(pk=user.pk, is_archivist=False).update(is_archivist=True):
            recording.record("archivists_changed", by=user, about=user, at=at, touches=TOUCHES)
            # Whatever code is still about has done its work.
            Archive.objects.filter(pk=1).update(founding_code_hash="", founded_at=Coalesce("founded_at", Value(at)))
    user.refresh_from_db()


def _hashed(code: str) -> str:
    return hashlib.sha256(code.encode(errors="replace")).hexdigest()
