"""Trying once more to send letters that were given up."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from feuilleton.inbox import alerting, delivering
from feuilleton.inbox.models import DUE, PARKED, Delivery


def try_again(row: Delivery, *, at: datetime) -> None:
    """Have the letter sent once more, if it still may be. It keeps its Message-ID. Twice is once."""
    with transaction.atomic():
        if not Delivery.objects.filter(pk=row.pk, state=PARKED).update(state=DUE, tries=0, due_at=at):
            return
        following = row.subscription
        if following is None:
            alerting.deliver_alert.enqueue(row.pk)
        else:
            delivering.deliver_range.enqueue(row.event_id, following.topic, following.pk, following.pk)
