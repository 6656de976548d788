"""What of an inbox has been seen: all up to an event, but for single ones. Nothing here is written by only looking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from feuilleton.accounts.models import User
from feuilleton.events.models import Event
from feuilleton.inbox.models import Alert, Glance, Wishes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MOST_AT_ONCE = 200


def see(user: User, events: Iterable[int], *, at: datetime) -> None:
    """These have been seen: 200 at once at most. Twice is once."""
    events = _say(user, events, read=True)
    Alert.objects.filter(user=user, event__in=events, read_at=None).update(read_at=at)


def put_back(user: User, events: Iterable[int]) -> None:
    """These are new again: 200 at once at most. Twice is once."""
    events = _say(user, events, read=False)
    Alert.objects.filter(user=user, event__in=events).update(read_at=None)


def see_all(user: User, *, up_to: int, at: datetime) -> None:
    """Everything up to this event has been seen; what came in since stays new. Never goes back."""
    newest: int = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    up_to = min(up_to, newest)
    with transaction.atomic():
        Wishes.objects.get_or_create(user=user)
        Wishes.objects.filter(user=user, read_to__lt=up_to).update(read_to=up_to)
        Glance.objects.filter(user=user, event__lte=up_to).delete()
        Alert.objects.filter(user=user, event__lte=up_to, read_at=None).update(read_at=at)


def _say(user: User, events: Iterable[int], *, read: bool) -> list[int]:
    events = sorted(set(events))[:MOST_AT_ONCE]
    said = [Glance(user=user, event=event, read=read) for event in events]
    Glance.objects.bulk_create(said, update_conflicts=True, unique_fields=["user", "event"], update_fields=["read"])
    return events
