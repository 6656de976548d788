"""How the mail stands: what waits, since when, what was given up and why. For whoever keeps the house."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet

from feuilleton.events.models import Event, Topic
from feuilleton.inbox.models import DUE, PARKED, Delivery, Digest, Line, Release
from feuilleton.stories.models import Story

LATELY = 20


@dataclass(frozen=True, slots=True)
class Standing:
    """`waiting`: letters that should have gone by now, and since when the oldest has. `later`: those due only later.

    `line`: what the mail server was last in trouble with, if it still is.
    """

    waiting: int
    since: datetime | None
    later: int
    line: Line | None

    def age(self, at: datetime) -> timedelta:
        return at - self.since if self.since else timedelta()


@dataclass(frozen=True, slots=True)
class News:
    """A told event, its release, and of its letters how many there are, are still to go, and were given up."""

    event: Event
    story: Story | None
    release: Release
    letters: int
    waiting: int
    parked: int

    @property
    def may_stop(self) -> bool:
        going = self.release.released_at is None or self.waiting > 0
        return self.release.stopped_at is None and self.release.cancelled_at is None and going


def standing(*, at: datetime) -> Standing:
    """How the mail stands at this moment."""
    now = [kind.objects.filter(state=DUE, due_at__lte=at) for kind in (Delivery, Digest)]
    later = [kind.objects.filter(state=DUE, due_at__gt=at).count() for kind in (Delivery, Digest)]
    oldest = [rows.aggregate(oldest=Min("due_at"))["oldest"] for rows in now]
    return Standing(
        waiting=sum(rows.count() for rows in now),
        since=min((one for one in oldest if one is not None), default=None),
        later=sum(later),
        line=Line.objects.filter(tries__gt=0).first(),
    )


def news() -> list[News]:
    """What was told last by letter or is yet to be, the newest first."""
    has_letters = Exists(Delivery.objects.filter(event=OuterRef("event")))
    is_held = Q(released_at=None, cancelled_at=None)
    releases = list(Release.objects.filter(has_letters | is_held).select_related("event").order_by("-event")[:LATELY])
    stories = _stories([one.event_id for one in releases])
    of_these = Delivery.objects.filter(event__in=[one.event_id for one in releases])
    letters, waiting, given_up = _by_event(of_these), _by_event(of_these, DUE), _by_event(of_these, PARKED)
    return [
        News(
            event=one.event,
            story=stories.get(one.event_id),
            release=one,
            letters=letters.get(one.event_id, 0),
            waiting=waiting.get(one.event_id, 0),
            parked=given_up.get(one.event_id, 0),
        )
        for one in releases
    ]


def parked() -> QuerySet[Delivery]:
    """The letters that were given up, the latest first, with the words of why.

    Gathered letters are not among them: where one was given up stands in the log alone.
    """
    return Delivery.objects.filter(state=PARKED).select_related("event", "user").order_by("-id")


def _stories(events: list[int]) -> dict[int, Story]:
    """The story that each of these events is about."""
    names = dict(Topic.objects.filter(event__in=events, name__startswith="story:").values_list("event", "name"))
    found = Story.objects.in_bulk([int(name.partition(":")[2]) for name in names.values()])
    return {event: found[key] for event, name in names.items() if (key := int(name.partition(":")[2])) in found}


def _by_event(rows: QuerySet[Delivery], state: str = "") -> dict[int, int]:
    rows = rows.filter(state=state) if state else rows
    return dict(rows.values("event").annotate(count=Count("pk")).order_by().values_list("event", "count"))
