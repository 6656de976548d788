"""Keep the log short without making anything wrong.

A stored page asks only whether something it was made from was touched *later*; so of all touches of one name only the
newest is needed, and an old event whose touches are all outdone, and which every log reader has read, can go. What
is told to those who follow something (`Topic`) stays: their inbox is made from it.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django_tasks import task

from feuilleton.events.models import Cursor, Event, Parked, Topic, Touch


def compact(*, at: datetime) -> int:
    """Drop the events older than FEUILLETON_LOG_KEPT that nobody needs. Returns how many went; never the newest."""
    newest = Event.objects.aggregate(newest=Max("id"))["newest"] or 0
    read_by_all = min([newest - 1, *_cursors()])
    old = Event.objects.filter(id__lte=read_by_all, at__lt=at - settings.FEUILLETON_LOG_KEPT)
    outdone = Touch.objects.filter(name=OuterRef("name"), event__gt=OuterRef("event"))
    with transaction.atomic():
        Touch.objects.filter(Exists(outdone), event__in=old).delete()
        touching = Touch.objects.filter(event=OuterRef("pk"))
        parked = Parked.objects.filter(event=OuterRef("pk"))
        told = Topic.objects.filter(event=OuterRef("pk"))
        gone, _ = old.exclude(Exists(touching)).exclude(Exists(parked)).exclude(Exists(told)).delete()
    return gone


@task()
def tidy_the_log() -> None:
    """The task of each night: `compact`."""
    compact(at=timezone.now())  # A task is where a clock enters; the rules are given the time.


def _cursors() -> list[int]:
    known = dict(Cursor.objects.values_list("reader", "event"))
    return [known.get(reader, 0) for reader in settings.FEUILLETON_LOG_READERS]
