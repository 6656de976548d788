"""Letting the rows of letters go that went long ago: the inbox is made from the log, and needs none of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django_tasks import task

from feuilleton.inbox.models import SENT, SKIPPED, Delivery, Digest

AT_ONCE = 5_000
_DONE = Q(state__in=[SENT, SKIPPED])


def forget(*, at: datetime) -> int:
    """Drop what was sent or skipped and was due longer ago than FEUILLETON_LOG_KEPT. Returns how many rows went.

    An event as old as that has no more letters made (`delivering`), so nothing is sent again for want of its row. Of
    each kind of gathered letter a person's newest stays: it says where the next one goes on.
    """
    before = at - settings.FEUILLETON_LOG_KEPT
    later = Digest.objects.filter(_DONE, user=OuterRef("user"), cadence=OuterRef("cadence"))
    later = later.filter(Q(until__gt=OuterRef("until")) | Q(until=OuterRef("until"), pk__gt=OuterRef("pk")))
    gathered = Digest.objects.filter(Exists(later))
    return sum(_forget(rows.filter(_DONE, due_at__lt=before)) for rows in (Delivery.objects.all(), gathered))


@task()
def forget_letters() -> None:
    """The task of each night: `forget`."""
    forget(at=timezone.now())  # A task is where a clock enters.


def _forget(old: QuerySet[Any]) -> int:
    gone = 0
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):  # In parts: others wait to write.
        gone += old.model._default_manager.filter(pk__in=keys).delete()[0]
    return gone
