"""Whom a chapter tells, said to its author before and just after it is published: how many, and when letters leave."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import Q, QuerySet

from feuilleton.events.models import Topic
from feuilleton.inbox import hearing
from feuilleton.inbox.models import COMPLETE, EACH, Subscriptions
from feuilleton.kit.prepared import Prepared
from feuilleton.stories.models import UNLISTED, Chapter, Story

MOST = 1_000  # are counted: whoever has more need not wait for the sum


class Audience(NamedTuple):
    """How many are told (`is_more`: and others still), and whether a letter goes to any of them at once."""

    readers: int
    is_more: bool
    has_letters: bool


NOBODY = Audience(0, is_more=False, has_letters=False)


def audience(chapter: Chapter) -> Audience:
    """Who is told when this chapter comes out, as things stand now. Nobody while its story is hidden or removed."""
    story = chapter.story
    if story.hidden_at is not None or story.removed_at is not None:
        return NOBODY
    brings_the_end = story.planned is not None and story.planned == _posted_with(chapter, story)
    readers, has_letters = 0, False
    topics = [f"story:{story.pk}"] if story.audience == UNLISTED else story.topics
    for topic in topics:
        stronger = hearing.stronger_than(topic, topics)
        asked: dict[str, Any] = {"topic": topic, "story": story.pk} | ({"stronger": stronger} if stronger else {})
        readers += len(_told(brings_the_end, **asked))
        has_letters = has_letters or bool(_by_letter(brings_the_end, **asked))
        if readers > MOST:
            break
    return Audience(min(readers, MOST), readers > MOST, has_letters)


def leaves_at(chapter: Chapter, *, at: datetime) -> datetime | None:
    """When the letters about it leave, if it is published now or just was. None: they have left, or were stopped."""
    hold = timedelta(seconds=settings.FEUILLETON_HOLD)
    told = _newest_told.first(topic=f"story:{chapter.story_id}", chapter=chapter.pk)
    if told is None:
        return at + hold
    told_at: datetime
    due_at: datetime | None
    told_at, due_at, *ended, cancelled_at = told
    if any(ended):
        return None
    if cancelled_at is not None:
        return at + hold
    return due_at if due_at is not None else told_at + hold


def waiting(story: Story, *, at: datetime) -> QuerySet[Any, Any]:
    """The keys of the story's chapters that were told, and whose letters are still held. To be asked within a query."""
    hold = timedelta(seconds=settings.FEUILLETON_HOLD)
    held = Q(event__release__due_at__gt=at) | Q(event__release=None, event__at__gt=at - hold)
    ended = {f"event__release__{name}": None for name in ("released_at", "stopped_at", "cancelled_at")}
    told = Topic.objects.filter(held, name=f"story:{story.pk}", event__kind=hearing.CHAPTER, **ended)
    return told.values("event__subject_id")


def _posted_with(chapter: Chapter, story: Story) -> int:
    return story.chapter_count + (not chapter.is_published)


def _told_said(brings_the_end: bool, topic: str, story: int, stronger: list[str] | None = None) -> QuerySet[Any, Any]:
    following: Subscriptions = hearing.of_topic(topic, stronger or [], story)
    told = following if brings_the_end else following.exclude(cadence=COMPLETE)
    return told.values_list("pk", flat=True)[: MOST + 1]


def _letters_said(
    brings_the_end: bool, topic: str, story: int, stronger: list[str] | None = None
) -> QuerySet[Any, Any]:
    following = hearing.by_mail(hearing.of_topic(topic, stronger or [], story))
    cadences = [EACH, COMPLETE] if brings_the_end else [EACH]
    return following.filter(cadence__in=cadences).values_list("pk", flat=True)[:1]


def _newest_told_said(topic: str, chapter: int) -> QuerySet[Any, Any]:
    """When it was told last; and of its release, where there is one, when that is due, done, stopped, cancelled."""
    told = Topic.objects.filter(name=topic, event__kind=hearing.CHAPTER, event__subject_id=chapter)
    release = ("due_at", "released_at", "stopped_at", "cancelled_at")
    return told.order_by("-event").values_list("event__at", *(f"event__release__{name}" for name in release))[:1]


_newest_told = Prepared(_newest_told_said)
_told = Prepared(_told_said)
_by_letter = Prepared(_letters_said)
