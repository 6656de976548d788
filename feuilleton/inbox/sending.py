"""Sending letters that are due, and keeping for each what became of it.

What was sent is marked in small batches: a worker that is killed between a server's "250" and the mark leaves some
that are sent again, under the same Message-ID. Nothing here writes a second message.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

import structlog
from django.db import transaction
from django.db.models import F

from feuilleton.accounts.models import User
from feuilleton.inbox import bouncing, moulding, pacing, posting
from feuilleton.inbox.models import DUE, PARKED, SENT, SKIPPED, Delivery, Digest

BATCH = 20
MOST_TRIES = 16  # about two days
FIRST_PAUSE = timedelta(seconds=15)
LONGEST_PAUSE = timedelta(hours=6)
IN_A_ROW = 5
NO_ADDRESS = "This is no address that a mail server takes."

Clock = Callable[[], datetime]
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Envelope:
    """A letter about to go: the row that it stands for, whom it is to, and the message itself."""

    row: Delivery | Digest
    user: User
    message: bytes


def send(envelopes: Iterable[Envelope], *, at: datetime) -> datetime | None:
    """Send them one after the other. Returns when to try the rest if the mail server is in trouble, else None.

    Each row becomes sent; or parked, where the server refuses it for good; or due again later.
    """
    if (until := pacing.shut_until(at)) is not None:
        return until
    clock = _clock_from(at)
    with posting.line() as line, _Marks(clock) as marks:
        for envelope in envelopes:
            if trouble := _send(line, envelope, marks, clock()):
                marks.keep()  # First: that they went says that the server was well until now.
                return pacing.shut(trouble, at=clock())
    return None


def skip(row: Delivery | Digest, why: str) -> None:
    """It is not to be sent after all."""
    _change(row, state=SKIPPED, trouble=why)


def _clock_from(at: datetime) -> Clock:
    """A clock that shows `at` now. A server that hangs takes its time."""
    started = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - started)


def put_off(row: Delivery | Digest, until: datetime) -> None:
    """It is due only then."""
    _change(row, due_at=until)


def park(row: Delivery | Digest, words: str) -> None:
    """It cannot be sent: it waits for a person to look at it."""
    log.warning("letter_parked", letter=str(row), words=words)
    _change(row, state=PARKED, tries=F("tries") + 1, trouble=words)


class _Marks:
    """Which rows were sent and are not marked so yet."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.sent: list[Delivery | Digest] = []
        self.later_in_a_row = 0

    def add(self, row: Delivery | Digest) -> None:
        self.sent.append(row)
        self.later_in_a_row = 0
        if len(self.sent) >= BATCH:
            self.keep()

    def keep(self) -> None:
        if not self.sent:
            return
        pacing.open_again()
        keys = [row.pk for row in self.sent]
        type(self.sent[0])._default_manager.filter(pk__in=keys).update(state=SENT, trouble="", sent_at=self.clock())
        self.sent = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_what: object) -> None:
        self.keep()


def _send(line: posting.Line, envelope: Envelope, marks: _Marks, at: datetime) -> str:
    """Send one. Returns the words of the trouble that the mail server is in, or nothing."""
    row = envelope.row
    try:
        line.send(moulding.envelope(envelope.user.email), envelope.message)
    except moulding.NoAddress:
        park(row, NO_ADDRESS)
    except posting.Refused as refused:
        park(row, str(refused))
        if refused.of_address:
            bouncing.hard(envelope.user, str(refused), at)
    except posting.Later as later:
        _try_later(envelope, str(later), at)
        marks.later_in_a_row += 1
        if marks.later_in_a_row >= IN_A_ROW:
            return str(later)  # So many in a row: it is no matter of whom they are for.
    except posting.Trouble as trouble:
        if trouble.at_message:
            _try_later(envelope, str(trouble), at)  # It may be this message that the server stumbles over.
        return str(trouble)
    else:
        marks.add(row)
    return ""


def _try_later(envelope: Envelope, words: str, at: datetime) -> None:
    row = envelope.row
    if row.tries + 1 >= MOST_TRIES:
        park(row, words)
        bouncing.soft(envelope.user, words, at)
        return
    pause = min(FIRST_PAUSE * (1 << row.tries), LONGEST_PAUSE)
    _change(row, tries=F("tries") + 1, due_at=at + pause, trouble=words)


def _change(row: Delivery | Digest, **values: object) -> None:
    with transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk, state=DUE).update(**values)
