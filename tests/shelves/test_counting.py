"""How many keep a story, counted every few minutes."""

from __future__ import annotations

from typing import Any

from feuilleton.events.models import Event
from feuilleton.shelves import counting, favoriting, guests
from feuilleton.stories import leaving
from tests import people


def sums(story: Any) -> tuple[int, int]:
    story.refresh_from_db()
    return story.favorite_count, story.guest_favorite_count


def test_members_and_guests_are_counted_apart(maud: Any, iris: Any, nell: Any) -> None:
    story = people.published_story(maud)
    favoriting.favorite(story, by=iris, at=people.NOW)
    favoriting.favorite(story, by=nell, at=people.NOW)
    guests.favorite(story, key="k", at=people.NOW)
    assert sums(story) == (0, 0)

    assert counting.count_changed(at=people.NOW) == 1

    assert sums(story) == (2, 1)


def test_one_event_touches_the_stories_that_changed_and_no_other(maud: Any, iris: Any) -> None:
    kept, also, other = (people.published_story(maud, title) for title in ("One", "Two", "Three"))
    favoriting.favorite(kept, by=iris, at=people.NOW)
    favoriting.favorite(also, by=iris, at=people.NOW)
    favoriting.favorite(other, by=iris, at=people.NOW)
    favoriting.unfavorite(other, by=iris, at=people.NOW)

    counting.count_changed(at=people.NOW)

    event = Event.objects.get(kind="favorites_counted")
    assert {touch.name for touch in event.touches.all()} == {f"story:{kept.pk}", f"story:{also.pk}"}


def test_nothing_new_is_not_counted_again(maud: Any, iris: Any) -> None:
    favoriting.favorite(people.published_story(maud), by=iris, at=people.NOW)
    counting.count_changed(at=people.NOW)
    events = Event.objects.count()

    assert counting.count_changed(at=people.NOW) == 0
    assert counting.count_changed(at=people.NOW) == 0

    assert Event.objects.count() == events


def test_letting_go_is_counted_too(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    favoriting.favorite(story, by=iris, at=people.NOW)
    counting.count_changed(at=people.NOW)
    favoriting.unfavorite(story, by=iris, at=people.NOW)

    counting.count_changed(at=people.NOW)

    assert sums(story) == (0, 0)


def test_a_story_that_is_gone_when_it_is_counted_is_no_trouble(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    favoriting.favorite(story, by=iris, at=people.NOW)
    leaving.leave(maud, {story.pk: leaving.REMOVED}, at=people.NOW)

    assert counting.count_changed(at=people.NOW) == 0


def test_at_night_those_are_found_whose_readers_left(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    favoriting.favorite(story, by=iris, at=people.NOW)
    counting.count_changed(at=people.NOW)
    leaving.leave(iris, {}, at=people.NOW)
    counting.count_changed(at=people.NOW)
    assert sums(story) == (1, 0)

    assert counting.count_all(at=people.NOW) == 1

    assert sums(story) == (0, 0)
    assert counting.count_all(at=people.NOW) == 0
