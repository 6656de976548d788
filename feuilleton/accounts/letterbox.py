"""Where letters go while no mail server is configured: files in the data folder, for whoever runs the site."""

from __future__ import annotations

import email
import email.policy
import os
import secrets
from collections.abc import Iterator, Sequence
from email.message import EmailMessage as Message
from pathlib import Path

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from feuilleton.accounts.mailing import KIND

MOST_LOOKED_AT = 50

log = structlog.get_logger()


class Folder(BaseEmailBackend):
    """A mail backend that writes each message into a file of its own, readable only to whoever runs the site."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            path = _write(message.message().as_bytes(), settings.FEUILLETON_MAIL_FOLDER)
            log.info("letter_written", path=str(path))
        return len(email_messages)


def newest_to(address: str, *, kinds: Sequence[str]) -> Message | None:
    """The newest letter of these kinds in the folder for this address, or None."""
    for message in _newest_first():
        if message[KIND] in kinds and message["To"] == address:
            return message
    return None


def _newest_first() -> Iterator[Message]:
    folder: Path = settings.FEUILLETON_MAIL_FOLDER
    names = sorted((path.name for path in folder.glob("*.eml")), reverse=True)
    for name in names[:MOST_LOOKED_AT]:
        yield email.message_from_bytes((folder / name).read_bytes(), policy=email.policy.default)


def _write(message: bytes, folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{timezone.now():%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(3)}.eml"
    half_written = folder / f".{name}"
    file = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(file, "wb") as writing:
        writing.write(message)
        writing.flush()
        os.fsync(writing.fileno())
    half_written.rename(folder / name)
    return folder / name
