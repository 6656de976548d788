"""What a subscription has not told yet when its measure becomes another."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from feuilleton.events.models import Event
from feuilleton.inbox import digesting
from feuilleton.inbox.gathering import OLDEST
from feuilleton.inbox.models import DAILY, MANY, WEEKLY, Release, Subscription

GATHERED = (DAILY, WEEKLY)


class Waiting(NamedTuple):
    """An event that is to be told, and the one of its release."""

    event: int
    release: int


def waiting(subscription: Subscription, *, at: datetime) -> list[Waiting]:
    """What was released and waits to be told by letter in the present measure, in the order of its events.

    Of what goes out one by one, nothing does.
    """
    if not subscription.mail or subscription.cadence not in (*GATHERED, MANY):
        return []
    told = digesting.told_up_to(subscription.user, subscription.cadence) if subscription.cadence in GATHERED else 0
    since = max(subscription.since, subscription.told)
    released = Release.objects.filter(released_at__gte=at - OLDEST, stopped_at=None)
    events = released.filter(event__topics__name=subscription.topic, event__gt=since).values_list("event", flat=True)
    releases = Event.objects.filter(kind="news_released", at__gte=at - OLDEST, pk__gt=told)
    found = releases.filter(data__event__in=list(events)).values_list("data", "pk")
    return sorted(Waiting(data["event"], release) for data, release in found)
