"""Letting the rows of letters go that went long ago: the inbox is made from the log, and needs none of them."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db.models import Model
from django.utils import timezone
from django_tasks import task

from feuilleton.inbox.models import SENT, SKIPPED, Delivery, Digest

AT_ONCE = 5_000


def forget(*, at: datetime) -> int:
    """Drop what was sent or skipped and was due longer ago than FEUILLETON_LOG_KEPT. Returns how many rows went.

    An event as old as that has no more letters made (`delivering`), so nothing is sent again for want of its row.
    """
    return sum(_forget(kind, at - settings.FEUILLETON_LOG_KEPT) for kind in (Delivery, Digest))


@task()
def forget_letters() -> None:
    """The task of each night: `forget`."""
    forget(at=timezone.now())  # A task is where a clock enters.


def _forget(kind: type[Model], before: datetime) -> int:
    gone = 0
    old = kind._default_manager.filter(state__in=[SENT, SKIPPED], due_at__lt=before).order_by("pk")
    while keys := list(old.values_list("pk", flat=True)[:AT_ONCE]):  # In parts, since others wait to write.
        gone += kind._default_manager.filter(pk__in=keys).delete()[0]
    return gone
