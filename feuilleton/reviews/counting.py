"""How many reviews a story has, counted every few minutes, so that no reader waits for a row that all of them write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils import timezone
from django_tasks import task

from feuilleton.events import recording
from feuilleton.events.models import Cursor, Event, Touch
from feuilleton.reviews.models import Review
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

READER = "review_counts"
_STORY = re.compile(r"(?:reviews:s|story:)(\d+)")
_AT_ONCE = 500


def sweep(*, at: datetime) -> int:
    """Count again for the stories that anything has touched since the last sweep. Returns how many have another sum.

    A story's sum is of reviews that a stranger would see, without the answers to them. One event tells of all that
    changed.
    """
    cursor, _is_new = Cursor.objects.get_or_create(reader=READER)
    newest = Event.objects.aggregate(newest=Max("id"))["newest"] or 0
    touched = Touch.objects.filter(event__gt=cursor.event, event__lte=newest).filter(
        Q(name__startswith="reviews:s") | Q(name__startswith="story:")
    )
    names = touched.order_by("name").values_list("name", flat=True).distinct()
    keys = sorted({int(found[1]) for found in map(_STORY.fullmatch, names) if found})
    with transaction.atomic():
        changed = [key for start in range(0, len(keys), _AT_ONCE) for key in _count(keys[start : start + _AT_ONCE])]
        Cursor.objects.filter(pk=cursor.pk, event__lt=newest).update(event=newest)
        if changed:
            touches = [f"story:{key}" for key in changed]
            recording.record("reviews_counted", by=None, about=cursor, at=at, touches=touches)
    return len(changed)


@task()
def sweep_counts() -> None:
    """The task of every few minutes: `sweep`."""
    sweep(at=timezone.now())  # A task is where a clock enters; the rules are given the time.


def _count(keys: Sequence[int]) -> list[int]:
    """Store the sums of these stories; returns the keys of those that had another."""
    published = Q(chapter=None) | Q(chapter__live__isnull=False, chapter__withdrawn_at=None, chapter__removed_at=None)
    heads = Review.objects.filter(published, story__in=keys, state="shown").public().heads()
    sums = dict(heads.order_by().values_list("story").annotate(count=Count("pk")))
    before = dict(Story.objects.filter(pk__in=keys).values_list("pk", "review_count"))
    changed = [key for key in before if before[key] != sums.get(key, 0)]
    for key in changed:
        Story.objects.filter(pk=key).update(review_count=sums.get(key, 0))
    return changed
