"""Stories on shelves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from feuilleton.kit.errors import Refusal
from feuilleton.shelves import shelving
from feuilleton.shelves.models import Shelf, Shelved
from tests import meanwhile, people


def standing(user: Any) -> set[str]:
    rows = Shelved.objects.filter(user=user).values_list("state", "shelf__name")
    return {state or name for state, name in rows}


def test_a_story_stands_on_one_common_shelf_at_a_time(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)

    for state in ("later", "reading", "reading"):
        shelving.put(story, state, by=iris, at=people.NOW)

    assert standing(iris) == {"reading"}
    shelving.put(story, "", by=iris, at=people.NOW)
    assert standing(iris) == set()


def test_there_are_five_common_shelves(maud: Any, iris: Any) -> None:
    with pytest.raises(Refusal, match="no such shelf"):
        shelving.put(people.published_story(maud), "burned", by=iris, at=people.NOW)


def test_and_on_any_number_of_ones_own(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    sea, trains = (shelving.make(name, by=iris, at=people.NOW) for name in ("The sea", "Trains"))

    shelving.arrange(story, "paused", [sea, trains], by=iris, at=people.NOW)
    assert standing(iris) == {"paused", "The sea", "Trains"}

    shelving.arrange(story, "paused", [trains], by=iris, at=people.NOW)
    assert standing(iris) == {"paused", "Trains"}
    shelving.take_off(trains, story, by=iris)
    assert standing(iris) == {"paused"}


def test_a_name_is_there_once_in_any_case(iris: Any) -> None:
    sea = shelving.make("The sea", by=iris, at=people.NOW)

    assert shelving.make(" the  SEA ", by=iris, at=people.NOW) == sea
    other = shelving.make("Ships", by=iris, at=people.NOW)
    with pytest.raises(Refusal, match="of that name"):
        shelving.rename(other, "THE SEA", by=iris)
    shelving.rename(other, "Boats", by=iris)
    assert [shelf.name for shelf in Shelf.objects.of(iris)] == ["Boats", "The sea"]


@pytest.mark.parametrize("name", ["", " ", "\0", "x" * 61, "\u200b" * 80, "ﷺ" * 60])
def test_a_name_that_cannot_be_is_refused(name: str, iris: Any) -> None:
    with pytest.raises(Refusal):
        shelving.make(name, by=iris, at=people.NOW)


@pytest.mark.django_db(transaction=True)
def test_a_shelf_that_is_put_up_twice_at_once_is_one_shelf(iris: Any) -> None:
    with transaction.atomic():
        one = shelving.make("The sea", by=iris, at=people.NOW)
        other = meanwhile.begun(lambda: shelving.make("The sea", by=iris, at=people.NOW))

    assert other.result() == one
    assert Shelf.objects.get() == one


def fill(user: Any, count: int) -> None:
    for number in range(count):
        shelving.make(f"Shelf {number}", by=user, at=people.NOW)


def test_a_hundred_shelves_are_enough(iris: Any) -> None:
    old = shelving.make("Old", by=iris, at=people.NOW)
    shelving.take_down(old, by=iris, at=people.NOW)
    fill(iris, shelving.MOST)

    with pytest.raises(Refusal, match="a hundred"):
        shelving.make("One more", by=iris, at=people.NOW)
    with pytest.raises(Refusal, match="a hundred"):
        shelving.put_up(old, by=iris)

    up = shelving.make("Shelf 1", by=iris, at=people.NOW)
    shelving.put_up(up, by=iris)
    assert Shelf.objects.of(iris).count() == shelving.MOST


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_make_a_hundred_and_one(iris: Any) -> None:
    fill(iris, shelving.MOST - 1)

    with transaction.atomic():
        shelving.make("The sea", by=iris, at=people.NOW)
        other = meanwhile.begun(lambda: shelving.make("Trains", by=iris, at=people.NOW))

    assert isinstance(other.exception(), Refusal)
    assert Shelf.objects.of(iris).count() == shelving.MOST


def test_a_shelf_that_was_taken_down_goes_up_again_with_what_stood_on_it(maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    sea = shelving.make("The sea", by=iris, at=people.NOW)
    shelving.put_on(sea, story, by=iris, at=people.NOW)

    shelving.take_down(sea, by=iris, at=people.NOW)
    assert not Shelf.objects.of(iris)
    shelving.put_up(sea, by=iris)

    assert Shelf.objects.of(iris).get().shelved.get().story == story


def test_it_does_not_go_up_beside_another_of_its_name(iris: Any) -> None:
    old = shelving.make("The sea", by=iris, at=people.NOW)
    shelving.take_down(old, by=iris, at=people.NOW)
    shelving.make("The sea", by=iris, at=people.NOW)

    with pytest.raises(Refusal, match="Rename"):
        shelving.put_up(old, by=iris)


def test_after_thirty_days_it_is_gone(iris: Any) -> None:
    old = shelving.make("Old", by=iris, at=people.NOW)
    shelving.take_down(old, by=iris, at=people.NOW)
    up = shelving.make("Up", by=iris, at=people.NOW)

    assert shelving.clear_away(at=people.NOW + timedelta(days=29)) == 0
    assert shelving.clear_away(at=people.NOW + timedelta(days=31)) == 1

    assert Shelf.objects.get() == up


def test_nobody_changes_the_shelves_of_others(maud: Any, iris: Any, nell: Any) -> None:
    sea = shelving.make("The sea", by=iris, at=people.NOW)
    story = people.published_story(maud)

    acts: list[Any] = [
        lambda: shelving.put_on(sea, story, by=nell, at=people.NOW),
        lambda: shelving.take_off(sea, story, by=nell),
        lambda: shelving.rename(sea, "Mine", by=nell),
        lambda: shelving.take_down(sea, by=nell, at=people.NOW),
        lambda: shelving.put_up(sea, by=nell),
    ]
    for act in acts:
        with pytest.raises(Refusal):
            act()
