"""Log readers: functions that are told of every event after its commit, each with its own cursor.

They are named once, in FEUILLETON_LOG_READERS (`{"inbox": "feuilleton.inbox.delivering.deliver"}`). A reader may be
told of the same event twice and must come to the same end. One that keeps failing on an event parks it and goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task

from feuilleton.events.models import Cursor, Event, Parked
from feuilleton.tasks import waiting

Reader = Callable[[Event], None]

log = logging.getLogger(__name__)

TRIES = 4
WAITS = (timedelta(seconds=10), timedelta(minutes=1), timedelta(minutes=10))
AT_ONCE = 200


def wake() -> None:
    """Have every reader read on, once for all who ask before they do. For use in a transaction: if it is committed."""
    if settings.FEUILLETON_LOG_READERS and not waiting.will_follow(read_all):
        read_all.enqueue()


@task()
def read_all() -> None:
    """The task that `wake` leaves for the worker: one for all, since whoever records waits while it is written."""
    now = timezone.now()  # A task is where a clock enters; the rules below are given the time.
    for reader in settings.FEUILLETON_LOG_READERS:
        try:
            wait = read(reader, at=now)
        except Exception:
            log.exception("Log reader %s could not read", reader)
            wait = WAITS[0]  # Then by itself, and the others are not kept from reading.
        if wait is not None:
            read_on.using(run_after=now + wait).enqueue(reader)


@task()
def read_on(reader: str) -> datetime | None:
    """The task that one reader tries again by. It returns when it is due again."""
    now = timezone.now()
    wait = read(reader, at=now)
    return now + wait if wait is not None else None


def read(reader: str, *, at: datetime) -> timedelta | None:
    """Tell a reader of all that it has not read. Returns how long to wait before trying again, or None when done."""
    tell = _named(reader)
    cursor, _ = Cursor.objects.get_or_create(reader=reader)
    while events := list(Event.objects.filter(id__gt=cursor.event).order_by("id")[:AT_ONCE]):
        for event in events:
            tries = _tell(reader, tell, event, at)
            if 0 < tries < TRIES:
                return WAITS[tries - 1]
            _move(cursor, event)
    return None


def _named(reader: str) -> Reader:
    function: Reader = import_string(settings.FEUILLETON_LOG_READERS[reader])
    return function


def _tell(reader: str, tell: Reader, event: Event, at: datetime) -> int:
    """How often the reader has failed on this event: 0 when it took it."""
    try:
        tell(event)
    except Exception as error:
        parked, _ = Parked.objects.get_or_create(reader=reader, event=event, defaults={"at": at})
        parked.tries, parked.error, parked.at = parked.tries + 1, repr(error)[:2000], at
        parked.save(update_fields=["tries", "error", "at"])
        log.exception("Log reader %s failed %s times on event %s", reader, parked.tries, event.id)
        return parked.tries
    Parked.objects.filter(reader=reader, event=event).delete()
    return 0


def _move(cursor: Cursor, event: Event) -> None:
    # Never back: a second worker may have read further in the meantime.
    Cursor.objects.filter(pk=cursor.pk, event__lt=event.id).update(event=event.id)
    cursor.event = event.id


def read_parked(*, at: datetime) -> int:
    """Try everything that was parked once more. Returns how many are still parked."""
    for parked in Parked.objects.filter(tries__gte=TRIES).select_related("event").order_by("event_id"):
        if parked.reader in settings.FEUILLETON_LOG_READERS:
            _tell(parked.reader, _named(parked.reader), parked.event, at)
    return Parked.objects.filter(tries__gte=TRIES).count()
