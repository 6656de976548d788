"""Keeping stories and authors as favorites, and letting them go."""

from __future__ import annotations

from typing import Any

import pytest

from feuilleton.accounts import blocking
from feuilleton.events.models import Event
from feuilleton.shelves import favoriting, guests
from feuilleton.shelves.models import Favorite, GuestFavorite
from feuilleton.stories import leaving
from tests import people


def told(kind: str) -> list[Any]:
    return list(Event.objects.filter(kind=kind))


def test_a_story_is_kept_once_however_often_it_is_asked_and_told_once(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)

    for _ in range(2):
        favoriting.favorite(story, by=iris, at=people.NOW)

    assert Favorite.objects.get().story == story
    assert [(event.by, event.subject, event.data) for event in told("story_favorited")] == [
        (iris, story, {"guest": False})
    ]


def test_letting_go_undoes_it_and_twice_is_once(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    favoriting.favorite(story, by=iris, at=people.NOW)

    for _ in range(2):
        favoriting.unfavorite(story, by=iris, at=people.NOW)

    assert not Favorite.objects.exists()
    assert len(told("story_unfavorited")) == 1


def test_an_author_is_kept_and_let_go(maud: Any, iris: Any) -> None:
    name = people.pen_name(maud)

    for _ in range(2):
        favoriting.favorite_person(name, by=iris, at=people.NOW)
    assert Favorite.objects.get().pen_name == name
    assert len(told("person_favorited")) == 1

    for _ in range(2):
        favoriting.unfavorite_person(name, by=iris, at=people.NOW)
    assert not Favorite.objects.exists()
    assert len(told("person_unfavorited")) == 1


def test_nobody_keeps_what_is_theirs(maud: Any) -> None:
    story = people.published_story(maud)

    with pytest.raises(favoriting.OnesOwn):
        favoriting.favorite(story, by=maud, at=people.NOW)
    with pytest.raises(favoriting.OnesOwn):
        favoriting.favorite_person(people.pen_name(maud), by=maud, at=people.NOW)
    assert not favoriting.may_favorite(story, maud)


@pytest.mark.parametrize("who_blocks", ["the author", "the reader"])
def test_people_who_have_blocked_one_another_keep_nothing_of_each_other(who_blocks: str, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    by, whom = (maud, iris) if who_blocks == "the author" else (iris, maud)
    blocking.block(people.pen_name(whom), by=by, at=people.NOW)

    with pytest.raises(blocking.Blocked):
        favoriting.favorite(story, by=iris, at=people.NOW)
    with pytest.raises(blocking.Blocked):
        favoriting.favorite_person(people.pen_name(maud), by=iris, at=people.NOW)

    assert not Favorite.objects.exists()


def test_a_guest_is_counted_once_for_each_browser(maud: Any) -> None:
    story = people.published_story(maud)
    mine, other = guests.key_of("one token"), guests.key_of("another")

    for key in (mine, mine, other):
        guests.favorite(story, key=key, at=people.NOW)

    assert GuestFavorite.objects.count() == 2
    assert [event.data for event in told("story_favorited")] == [{"guest": True}] * 2
    assert guests.keeps(story, key=mine)
    guests.unfavorite(story, key=mine, at=people.NOW)
    assert not guests.keeps(story, key=mine)
    assert guests.keeps(story, key=other)


def test_what_is_kept_of_a_guest_is_not_their_token(maud: Any) -> None:
    guests.favorite(people.published_story(maud), key=guests.key_of("secret token"), at=people.NOW)

    assert "secret" not in GuestFavorite.objects.get().key


def test_favorites_go_with_the_account(maud: Any, iris: Any) -> None:
    favoriting.favorite(people.published_story(maud), by=iris, at=people.NOW)

    leaving.leave(iris, {}, at=people.NOW)

    assert not Favorite.objects.exists()
