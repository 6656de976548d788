"""What a subscription has not told yet when its measure becomes another."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from feuilleton.events.models import Event
from feuilleton.inbox import delivering, digesting
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


def hand_over(subscription: Subscription, waits: list[Waiting], *, at: datetime) -> None:
    """Have what waited under the measure before told by letter in the present one.

    In the next gathered letter; or at once, each by its own or, if enough wait, all in one. By whoever is told of
    complete stories alone, only that.
    """
    if not waits or not subscription.mail or subscription.ended_at is not None:
        return
    if subscription.cadence in GATHERED:
        digesting.plan_late(subscription, after=min(one.release for one in waits) - 1, at=at)
        return
    events = Event.objects.filter(pk__in=[one.event for one in waits]).order_by("pk")
    telling = [event.pk for event in events if subscription.cadence in delivering.cadences(event)]
    # The newest brings all that wait.
    for event in telling[-1:] if subscription.cadence == MANY else telling:
        delivering.deliver_range.enqueue(event, subscription.topic, subscription.pk, subscription.pk)
