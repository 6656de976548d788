"""Having nothing to do with somebody: in either direction, under every name, until it is let go."""

from datetime import timedelta

import pytest

from feuilleton.accounts import blocking, naming
from feuilleton.accounts.models import Block, User
from feuilleton.events.models import Event
from feuilleton.kit.errors import Refusal
from tests import people

NOW = people.NOW


def test_a_block_stands_between_two_people_whichever_of_them_asks(maud, iris, nell):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)

    assert blocking.keys_apart_from(maud) == {iris.pk}
    assert blocking.keys_apart_from(iris) == {maud.pk}
    assert blocking.keys_apart_from(nell) == set()
    assert blocking.keys_apart_from(None) == set()


def test_two_who_have_blocked_each_other_are_apart_until_both_let_go(maud, iris):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    blocking.block(people.pen_name(maud), by=iris, at=NOW)

    blocking.unblock(maud.blocks.get(), by=maud, at=NOW)

    assert blocking.keys_apart_from(maud) == {iris.pk}


def test_blocking_twice_is_blocking_once(maud, iris):
    for at in (NOW, NOW + timedelta(hours=1)):
        blocking.block(people.pen_name(iris), by=maud, at=at)

    assert maud.blocks.get().made_at == NOW
    assert Event.objects.filter(kind="person_blocked").count() == 1


def test_two_names_of_one_person_are_blocked_and_let_go_like_those_of_two(maud, iris):
    for name in ("Heron", "Teal"):
        blocking.block(people.pen_name(iris, name), by=maud, at=NOW)

    heron, teal = maud.blocks.order_by("pk")
    assert (heron.pen_name.name, teal.pen_name.name) == ("Heron", "Teal")
    assert blocking.keys_apart_from(maud) == {iris.pk}

    blocking.unblock(heron, by=maud, at=NOW)
    assert maud.blocks.get() == teal
    assert blocking.keys_apart_from(iris) == {maud.pk}

    blocking.unblock(teal, by=maud, at=NOW)
    assert blocking.keys_apart_from(iris) == set()


def test_letting_go_twice_is_letting_go_once(maud, iris):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    block = maud.blocks.get()

    for _ in range(2):
        blocking.unblock(block, by=maud, at=NOW)

    assert blocking.keys_apart_from(maud) == set()
    assert Event.objects.filter(kind="person_unblocked").count() == 1


def test_nobody_lets_go_of_a_block_that_is_another_s(maud, iris):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)

    blocking.unblock(maud.blocks.get(), by=iris, at=NOW)

    assert maud.blocks.exists()
    assert not Event.objects.filter(kind="person_unblocked").exists()


def test_who_cannot_be_blocked(maud, otto):
    nobody = naming.make_unclaimed("M. Garrod", by=otto, at=NOW)

    for pen_name in (nobody, people.pen_name(maud), people.pen_name(otto)):
        with pytest.raises(Refusal):
            blocking.block(pen_name, by=maud, at=NOW)

    assert not Block.objects.exists()


def test_a_refusal_does_not_say_who_moderates(maud, otto):
    nobody, moderator = naming.make_unclaimed("M. Garrod", by=otto, at=NOW), people.pen_name(otto)
    said = []
    for pen_name in (nobody, moderator):
        with pytest.raises(Refusal) as refused:
            blocking.block(pen_name, by=maud, at=NOW)
        said.append(refused.value.words)

    assert said == ["This person cannot be blocked; report what they do instead."] * 2


def test_there_is_a_most_that_one_can_block_and_none_of_them_twice(maud, iris, nell):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    crowd = User.objects.bulk_create(User(username=f"u{number}") for number in range(blocking.MOST - 1))
    Block.objects.bulk_create(Block(by=maud, user=one, made_at=NOW) for one in crowd)

    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    with pytest.raises(Refusal):
        blocking.block(people.pen_name(nell), by=maud, at=NOW)

    assert maud.blocks.count() == blocking.MOST


def test_a_block_outlives_the_name_it_was_made_under(maud, iris):
    name = people.pen_name(iris)
    blocking.block(name, by=maud, at=NOW)

    name.delete()

    assert maud.blocks.get().pen_name is None
    assert blocking.keys_apart_from(iris) == {maud.pk}


def test_a_check_speaks_of_the_block_but_not_of_whose_it_is(maud, iris, nell):
    blocking.block(people.pen_name(iris), by=maud, at=NOW)

    blocking.check_together(nell, User.objects.filter(pk__in=[maud.pk, iris.pk]))
    said = []
    for one, other in ((maud, iris), (iris, maud)):
        with pytest.raises(blocking.Blocked) as blocked:
            blocking.check_together(one, User.objects.filter(pk=other.pk))
        said.append(blocked.value.words)

    assert said[0] == said[1]
