"""What of a story has been read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from feuilleton.shelves import marking, placing, remembering
from feuilleton.shelves.models import Mark, Place
from feuilleton.stories import leaving, removing
from tests import people
from tests.shelves.reading import read_to

LATER = people.NOW + timedelta(hours=1)


def told(user: Any, story: Any) -> list[str]:
    found = marking.marks(user, story)
    chapters = story.chapters.published().in_reading_order()
    words = {None: "unread", True: "read", False: "partly"}
    return [words[found[one.public_id].is_read if one.public_id in found else None] for one in chapters]


def test_a_chapter_is_unread_then_partly_then_read(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    chapter = story.chapters.get()
    assert told(iris, story) == ["unread"]

    read_to(chapter, iris, 0)
    assert told(iris, story) == ["partly"]

    read_to(chapter, iris, 1, at_end=True)
    assert told(iris, story) == ["read"]


def test_marking_without_a_script_moves_the_place_too(maud: Any, iris: Any) -> None:
    story = people.published_story(maud, chapters=3)
    first, second, _third = story.chapters.in_reading_order()

    marking.read(first, by=iris, at=people.NOW)
    marking.read(first, by=iris, at=people.NOW)

    assert told(iris, story) == ["read", "unread", "unread"]
    where = placing.where(iris, story)
    assert where is not None
    assert where.next is not None
    assert where.next.public_id == second.public_id


def test_read_up_to_here_and_unread_from_here(maud: Any, iris: Any) -> None:
    story = people.published_story(maud, chapters=4)
    _first, second, third, _fourth = story.chapters.in_reading_order()

    marking.read_up_to(third, by=iris, at=people.NOW)
    assert told(iris, story) == ["read", "read", "read", "unread"]
    assert placing.reached(iris, story) == third.position

    marking.unread_from(second, by=iris, at=LATER)
    assert told(iris, story) == ["read", "unread", "unread", "unread"]
    where = placing.where(iris, story)
    assert where is not None
    assert (where.chapter.public_id, where.spot.block, where.at_end) == (second.public_id, "", False)


def test_unread_from_here_leaves_a_place_that_is_before_it(maud: Any, iris: Any) -> None:
    story = people.published_story(maud, chapters=3)
    first, _second, third = story.chapters.in_reading_order()
    read_to(first, iris, 1)
    before = placing.where(iris, story)

    marking.unread_from(third, by=iris, at=LATER)

    assert placing.where(iris, story) == before


def test_a_chapter_in_the_bin_is_still_read_when_it_comes_back(maud: Any, iris: Any) -> None:
    story = people.published_story(maud, chapters=2)
    first = story.chapters.in_reading_order()[0]
    marking.read(first, by=iris, at=people.NOW)

    removing.remove_chapter(first, by=maud, at=people.NOW)
    assert told(iris, story) == ["unread"]
    removing.bring_back_chapter(first, by=maud, at=people.NOW)

    assert told(iris, story) == ["read", "unread"]


def test_what_was_read_deleted_and_posted_again_is_not_new(maud: Any, iris: Any) -> None:
    story = people.published_story(maud, chapters=2)
    first = story.chapters.in_reading_order()[0]
    marking.read(first, by=iris, at=people.NOW)
    removing.remove_chapter(first, by=maud, at=people.NOW)
    people.published_chapter(story, maud, number="1", title="day  1")
    people.published_chapter(story, maud, number="7", title="Day 7")
    assert told(iris, story) == ["read", "unread", "unread"]

    removing.empty_bin(at=people.NOW + timedelta(days=40))

    assert told(iris, story) == ["read", "unread", "unread"]
    assert Mark.objects.get().chapter is None


def test_forgetting_a_story_leaves_the_others(maud: Any, iris: Any) -> None:
    one, other = people.published_story(maud, "One"), people.published_story(maud, "Other")
    for story in (one, other):
        marking.read(story.chapters.get(), by=iris, at=people.NOW)

    remembering.forget(one, by=iris)
    assert told(iris, one) == ["unread"]
    assert told(iris, other) == ["read"]

    remembering.forget_all(by=iris)
    assert not Place.objects.exists()
    assert not Mark.objects.exists()


def test_all_of_it_goes_with_the_account(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    marking.read(story.chapters.get(), by=iris, at=people.NOW)
    remembering.pause(iris, at=people.NOW)

    leaving.leave(iris, {}, at=people.NOW)

    assert not Mark.objects.exists()
    assert not Place.objects.exists()


def test_a_story_that_is_deleted_takes_its_marks_along(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    marking.read(story.chapters.get(), by=iris, at=people.NOW)

    leaving.leave(maud, {story.pk: leaving.REMOVED}, at=people.NOW)

    assert not Mark.objects.exists()


def test_what_was_posted_again_is_unread_when_it_is_said_to_be(maud: Any, iris: Any) -> None:
    story = people.published_story(maud, chapters=3)
    first, second, _third = story.chapters.in_reading_order()
    for chapter in (first, second):
        marking.read(chapter, by=iris, at=people.NOW)
        removing.remove_chapter(chapter, by=maud, at=people.NOW)
    people.published_chapter(story, maud, number="1", title="Day 1")
    again = people.published_chapter(story, maud, number="2", title="Day 2")
    people.published_chapter(story, maud, number="4", title="Day 4")
    assert told(iris, story) == ["read", "read", "unread", "unread"]

    marking.unread_from(again, by=iris, at=LATER)
    assert told(iris, story) == ["read", "unread", "unread", "unread"]

    removing.empty_bin(at=people.NOW + timedelta(days=40))
    marking.unread_from(story.chapters.in_reading_order()[0], by=iris, at=LATER)
    assert told(iris, story) == ["unread"] * 4
