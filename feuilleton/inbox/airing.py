"""What has left the house: what public feeds may show of chapters and news, to strangers, once the hold is over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from feuilleton.accounts.visiting import STRANGER
from feuilleton.events.models import Cursor, Event, Topic
from feuilleton.inbox.entries import ANNOUNCED, CHAPTER, COMPLETED, PAUSED, RESUMED
from feuilleton.inbox.models import Release
from feuilleton.stories.models import HIATUS, ONGOING, Announcement, Chapter, Story

if TYPE_CHECKING:
    from collections.abc import Iterable

READER = "inbox"  # the log reader that plans releases
MOST = 30


def chapters_of_all() -> QuerySet[Chapter]:
    """The newest chapters that the lists of a stranger name, and whose hold is over."""
    return _released(Chapter.objects.listed_for(STRANGER))


def chapters_of(story: Story) -> QuerySet[Chapter]:
    """The newest chapters of a story that a stranger with its address may read, and whose hold is over."""
    return _released(Chapter.objects.visible_to(STRANGER).published().filter(story=story))


def chapters_under(person: Any) -> QuerySet[Chapter]:
    """The newest chapters of the listed stories under a pen name, whose hold is over."""
    return _released(Chapter.objects.listed_for(STRANGER).filter(story__authorships__pen_name=person))


def news(topic: str, *, of: QuerySet[Any]) -> list[tuple[Event, Story, Announcement | None]]:
    """What else was told under a topic and still holds, of these stories, once its hold was over: the newest first."""
    kinds = (COMPLETED, PAUSED, RESUMED, ANNOUNCED)
    told = Topic.objects.filter(name=topic, event__kind__in=kinds, event__release__released_at__isnull=False)
    events = [one.event for one in told.select_related("event").order_by("-event_id")[:MOST]]
    announcements = Announcement.objects.visible_to(STRANGER).filter(pk__in=_about(events, "stories.announcement"))
    said = {one.pk: one for one in announcements}
    keys = {*_about(events, "stories.story"), *(one.story_id for one in said.values())}
    stories = {one.pk: one for one in of.filter(pk__in=keys)}
    found = []
    for event in events:
        words = said.get(event.subject_id) if event.kind == ANNOUNCED else None
        story = stories.get(words.story_id if words else event.subject_id)
        if story is not None and (words is not None if event.kind == ANNOUNCED else _holds(event.kind, story)):
            found.append((event, story, words))
    return found


def released(events: Iterable[int]) -> set[int]:
    """Those of these events whose hold is over."""
    out = Release.objects.filter(event__in=list(events)).exclude(released_at=None)
    return set(out.values_list("event_id", flat=True))


def _released(chapters: Any) -> QuerySet[Chapter]:
    found: QuerySet[Chapter] = chapters.exclude(pk__in=_held()).latest_first()
    return found[:MOST]


def _held() -> list[int]:
    """The chapters whose hold is not over: told, but not released yet, or not even planned for it.

    Those from before anything was told have no event that says so, and are held by nothing.
    """
    waiting = Release.objects.filter(released_at=None).values("event")
    read = Cursor.objects.filter(reader=READER).values_list("event", flat=True).first() or 0
    told = Event.objects.filter(kind=CHAPTER)
    unread = told.filter(pk__gt=read, topics__name__startswith="story:")
    return [
        *told.filter(pk__in=waiting).values_list("subject_id", flat=True),
        *unread.exclude(pk__in=Release.objects.exclude(released_at=None).values("event")).values_list(
            "subject_id", flat=True
        ),
    ]


def _about(events: Iterable[Event], kind: str) -> list[int]:
    return [event.subject_id for event in events if event.subject_type == kind]


def _holds(kind: str, story: Story) -> bool:
    if kind == PAUSED:
        return story.status == HIATUS
    return story.status == ONGOING if kind == RESUMED else story.is_complete
