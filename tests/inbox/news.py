"""Letting the news go its way at a given time, as log reader and worker do it; each step twice, since it may be."""

from __future__ import annotations

from datetime import datetime, timedelta

from feuilleton.accounts.models import PenName, User
from feuilleton.events.models import Event
from feuilleton.inbox import alerting, delivering, releasing, subscribing, telling
from feuilleton.inbox.models import DUE, Delivery, Release, Subscription
from feuilleton.notes import following
from feuilleton.stories.models import Story
from feuilleton.tasks.models import Job
from tests import people

BEFORE = people.NOW - timedelta(days=3)
AFTER = people.NOW + timedelta(minutes=3)


def follow(thing: Story | PenName, by: User, *, at: datetime = BEFORE, **wishes: object) -> Subscription:
    return subscribing.follow(thing, by=by, at=at, **wishes)  # type: ignore[arg-type]


def spread(*, at: datetime = AFTER) -> None:
    """Read the log, release what is due, send what may be sent, all at this time."""
    for _again in range(2):
        for event in Event.objects.order_by("pk"):
            following.follow(event)
        for event in Event.objects.order_by("pk"):
            telling.tell(event)
        for release in Release.objects.filter(due_at__lte=at).order_by("pk").select_related("event"):
            releasing.release(release.event, at=at)
        for part in ranges():
            delivering.deliver(part, at=at)
        for row in Delivery.objects.filter(subscription=None, state=DUE, due_at__lte=at).select_related("user"):
            alerting.deliver(row, at=at)


def ranges() -> list[delivering.Range]:
    """The ranges of all deliveries that are planned."""
    jobs = Job.objects.filter(task=delivering.deliver_range.module_path).order_by("pk")
    arguments = [job.arguments["args"] for job in jobs]
    return [delivering.Range(Event.objects.get(pk=event), *rest) for event, *rest in arguments]
