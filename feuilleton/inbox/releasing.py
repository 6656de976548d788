"""Letting what is told to those who follow it leave the house: after a hold, in which it can be taken back unheard.

Page and inbox show a new chapter at once. Letters and feeds wait for its release.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks import task

from feuilleton.accounts.models import User
from feuilleton.events import recording
from feuilleton.events.models import Event
from feuilleton.inbox import delivering, hearing
from feuilleton.inbox.models import Release, Subscription
from feuilleton.stories.models import Story

RANGE = 500


def plan(event: Event) -> None:
    """Have the event released when its hold is over. Twice is once."""
    due_at = event.at + _hold()
    with transaction.atomic():
        _release, is_new = Release.objects.get_or_create(event=event, defaults={"due_at": due_at})
        if is_new:
            release_later.using(run_after=due_at).enqueue(event.pk)


def plan_anew(story: Story, *, at: datetime) -> None:
    """Something of this story is to be read again: chapters that were taken back in their hold have a new one.

    So has the end that one of them brought. It begins at `at`. What is still away is cancelled at its end as before.
    """
    due_at = at + _hold()
    kinds = [hearing.CHAPTER, hearing.WHOLE]
    taken_back = Event.objects.filter(kind__in=kinds, topics__name=f"story:{story.pk}")
    with transaction.atomic():
        cancelled = Release.objects.select_for_update().filter(event__in=taken_back).exclude(cancelled_at=None)
        for event in cancelled.values_list("event_id", flat=True):
            Release.objects.filter(event=event).update(cancelled_at=None, due_at=due_at)
            release_later.using(run_after=due_at).enqueue(event)


@task()
def release_later(event: int) -> None:
    """The task that waits for the end of the hold."""
    release(Event.objects.get(pk=event), at=timezone.now())  # A task is where a clock enters.


def release(event: Event, *, at: datetime) -> None:
    """Release the event, if its hold is over and what it tells still stands; else cancel it. Twice is once.

    Released: the feeds have it from now on, and its letters are planned, in ranges of 500 subscriptions.
    """
    ranges = list(_ranges(event))
    with transaction.atomic():
        waiting = Release.objects.select_for_update().filter(event=event, released_at=None, cancelled_at=None)
        if waiting.filter(due_at__lte=at, stopped_at=None).first() is None:
            return
        # Asked while the row is ours: whoever shows it again now finds it cancelled, and plans it anew.
        story = hearing.standing(event)
        if story is None:
            waiting.update(cancelled_at=at)
            return
        waiting.update(released_at=at)
        for topic, first, last in ranges:
            delivering.deliver_range.enqueue(event.pk, topic, first, last)
        _tell_the_feeds(event, story, at=at)


def stop(event: Event, *, by: User, at: datetime) -> None:
    """Send no further letter about this event; if it is not released yet, it never is. Twice is once."""
    with transaction.atomic():
        if Release.objects.filter(event=event, stopped_at=None).update(stopped_at=at, stopped_by=by):
            recording.record("news_stopped", by=by, about=event, at=at, touches=[])


def _hold() -> timedelta:
    return timedelta(seconds=settings.FEUILLETON_HOLD)


def _ranges(event: Event) -> Iterator[tuple[str, int, int]]:
    """The topics of the event, each with the first and last keys of up to 500 subscriptions by mail at a time."""
    measures = delivering.cadences(event)
    for topic in event.topics.order_by("name").values_list("name", flat=True):
        following = Subscription.objects.active().filter(topic=topic, mail=True, since__lt=event.pk)
        keys = list(following.filter(cadence__in=measures).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), RANGE):
            part = keys[start : start + RANGE]
            yield topic, part[0], part[-1]


def _tell_the_feeds(event: Event, story: Story, *, at: datetime) -> None:
    subject = event.subject
    if subject is not None:
        feeds = ["feed:site", *(f"feed:{topic}" for topic in story.topics)]
        recording.record("news_released", by=event.by, about=subject, at=at, touches=feeds, event=event.pk)
