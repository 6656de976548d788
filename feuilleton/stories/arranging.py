"""The order of chapters: where a new one goes, and moving one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from feuilleton.events import recording
from feuilleton.kit import numerals
from feuilleton.stories import holding
from feuilleton.stories.models import Chapter, Draft, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


def next_number(story: Story) -> str:
    """The smallest whole number that no chapter of the story has: a new chapter's, unless told otherwise."""
    taken = {numerals.number(number) for number in _numbers(story).values()}
    number = 1
    while number in taken:
        number += 1
    return str(number)


def make_room(story: Story, number: str) -> int:
    """The position for a new chapter of that number; later ones move on by one. For use inside a transaction."""
    value = numerals.number(number)
    numbers = _numbers(story)
    chapters = list(story.chapters.present().in_reading_order())
    follower = None
    if value is not None:
        greater = (one for one in chapters if (numerals.number(numbers.get(one.pk, "")) or 0) > value)
        follower = next(greater, None)
    if follower is None:
        return int(chapters[-1].position) + 1 if chapters else 1
    position = int(follower.position)
    story.chapters.filter(position__gte=position).update(position=F("position") + 1)
    return position


def move(chapter: Chapter, *, to: int, by: User, at: datetime) -> None:
    """Put the chapter in the `to`-th place (from 1; out of range is the first or the last)."""
    with transaction.atomic():
        story = holding.story(chapter.story_id)
        others = [one for one in story.chapters.present().in_reading_order() if one.pk != chapter.pk]
        others.insert(max(0, min(to - 1, len(others))), chapter)
        for position, one in enumerate(others, start=1):
            one.position = position
        Chapter.objects.bulk_update(others, ["position"])
        recording.record("chapter_moved", by=by, about=chapter, at=at, touches=story.touches)


def _numbers(story: Story) -> dict[int, str]:
    chapters = story.chapters.present()
    live = dict(chapters.exclude(live=None).values_list("pk", "live__number"))
    drafts = dict(Draft.objects.filter(chapter__in=chapters).values_list("chapter_id", "number"))
    return drafts | live
