"""Write into the log, in the transaction of the rule that tells it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Model

from feuilleton.events import announcing, reading
from feuilleton.events.models import Event, Topic, Touch
from feuilleton.kit import inserting

if TYPE_CHECKING:
    from feuilleton.accounts.models import User

_LOG_LOCK = 0x6665_7569_6C6C  # "feuill": the advisory lock that all who record on PostgreSQL wait for


def record(
    kind: str,
    *,
    by: User | None,
    about: Model,
    at: datetime,
    touches: Iterable[str],
    topics: Iterable[str] = (),
    **data: Any,
) -> Event:
    """Tell the log that something happened; `touches` names what it changed (`story.touches`), `data` is plain JSON.

    `topics`: the names under which those who follow them are to hear of it (`story.topics`); none for most events.
    Call it last in the rule's transaction, since on PostgreSQL everyone else who records waits for the commit.
    Outside a transaction it raises RuntimeError: the event and what it tells must be kept or lost together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"The event {kind} was recorded outside a transaction.")
    _wait_for_the_others()
    event = Event(kind=kind, by=by, subject_type=about._meta.label_lower, subject_id=about.pk, at=at, data=data)
    inserting.insert(event)
    inserting.insert_all(Touch(event=event, name=name) for name in sorted(set(touches)))
    inserting.insert_all(Topic(event=event, name=name) for name in sorted(set(topics)))
    announcing.announce(event.id)
    reading.wake()
    return event


def _wait_for_the_others() -> None:
    # PostgreSQL hands out ids before it commits them; whoever reads "the newest" would miss the one committed late.
    # SQLite has one writer at a time and needs nothing.
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOG_LOCK])
