"""How many keep a story: counted every few minutes, so that nobody waits for a row that all of them would write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django_tasks import task

from feuilleton.archive import keeping
from feuilleton.events import recording
from feuilleton.events.models import Cursor, Event
from feuilleton.shelves.models import Favorite, GuestFavorite
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

CURSOR = "favorite_counts"
KINDS = ["story_favorited", "story_unfavorited"]
AT_ONCE = 500


@task()
def sweep() -> None:
    """The task of every few minutes: `count_changed`."""
    count_changed(at=timezone.now())  # A task is where a clock enters; the rules are given the time.


@task()
def sweep_all() -> None:
    """The task of each night: `count_all`."""
    count_all(at=timezone.now())


def count_changed(*, at: datetime) -> int:
    """Count the favorites of the stories that were kept or let go since the last time. Returns how many sums changed.

    The stories whose sums changed are touched by one event.
    """
    with transaction.atomic():
        cursor, _ = Cursor.objects.select_for_update().get_or_create(reader=CURSOR)
        events = Event.objects.filter(id__gt=cursor.event)
        newest = events.order_by("-id").values_list("id", flat=True).first()
        if newest is None:
            return 0
        changed = _count(set(events.filter(kind__in=KINDS).values_list("subject_id", flat=True)), at=at)
        Cursor.objects.filter(pk=cursor.pk).update(event=newest)
    return changed


def count_all(*, at: datetime) -> int:
    """Count the favorites of every story that has or had any: an account that is deleted takes its own with it.

    Returns how many sums changed.
    """
    summed = Story.objects.filter(Q(favorite_count__gt=0) | Q(guest_favorite_count__gt=0))
    keys = set(summed.values_list("pk", flat=True))
    keys.update(Favorite.objects.exclude(story=None).values_list("story_id", flat=True).distinct())
    keys.update(GuestFavorite.objects.values_list("story_id", flat=True).distinct())
    with transaction.atomic():
        return _count(keys, at=at)


def _count(stories: set[int | None], *, at: datetime) -> int:
    keys = sorted(key for key in stories if key is not None)
    changed = [key for first in range(0, len(keys), AT_ONCE) for key in _recount(keys[first : first + AT_ONCE])]
    if changed:
        touches = [f"story:{key}" for key in changed]
        recording.record("favorites_counted", by=None, about=keeping.the_archive(), at=at, touches=touches)
    return len(changed)


def _recount(keys: list[int]) -> Iterable[int]:
    members = dict(_by_story(Favorite.objects.filter(story__in=keys)))
    guests = dict(_by_story(GuestFavorite.objects.filter(story__in=keys)))
    for story in Story.objects.filter(pk__in=keys).only("favorite_count", "guest_favorite_count").order_by("pk"):
        sums = {"favorite_count": members.get(story.pk, 0), "guest_favorite_count": guests.get(story.pk, 0)}
        if sums != {name: getattr(story, name) for name in sums}:
            Story.objects.filter(pk=story.pk).update(**sums)
            yield story.pk


def _by_story(rows: object) -> Iterable[tuple[int, int]]:
    return rows.values_list("story_id").annotate(count=Count("pk"))  # type: ignore[attr-defined, no-any-return]
