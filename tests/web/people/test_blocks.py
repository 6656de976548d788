"""Blocking somebody from their page or by name, the list of the blocked, and letting go."""

from __future__ import annotations

import pytest
from django.test import Client

from feuilleton.accounts import blocking
from feuilleton.accounts.models import Block, User
from tests import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client, maud: User) -> Client:
    client.force_login(maud)
    return client


def test_a_person_is_blocked_from_their_page_after_it_is_said_what_that_does(
    signed_in: Client, maud: User, iris: User
) -> None:
    name = people.pen_name(iris)
    address = f"/people/{name.public_id}/block"

    assert address in signed_in.get(f"/people/{name.public_id}").content.decode()
    asked = signed_in.get(address).content.decode()
    assert "Neither of you can review" in asked
    assert not Block.objects.exists()

    done = signed_in.post(address, {"do": "yes"}, follow=True).content.decode()
    assert maud.blocks.get().user == iris
    assert "iris at sea is blocked." in done
    assert "1 person" in done


def test_letting_go_can_be_undone(signed_in: Client, maud: User, iris: User) -> None:
    blocking.block(people.pen_name(iris), by=maud, at=people.NOW)

    page = signed_in.post("/me/blocks/let-go", {"block": maud.blocks.get().pk}, follow=True).content.decode()
    assert not Block.objects.exists()
    assert "iris at sea is let go." in page
    assert "Nobody." in page

    signed_in.post(f"/people/{people.pen_name(iris).public_id}/block")
    assert maud.blocks.get().user == iris


def test_two_names_of_one_person_are_listed_and_let_go_each_by_itself(
    signed_in: Client, maud: User, iris: User
) -> None:
    for name in ("Heron", "Teal"):
        blocking.block(people.pen_name(iris, name), by=maud, at=people.NOW)
    page = signed_in.get("/me/blocks").content.decode()
    assert "2 people" in page
    assert page.index("Teal") < page.index("Heron")

    heron = maud.blocks.get(pen_name__name="Heron").pk
    page = signed_in.post("/me/blocks/let-go", {"block": heron}, follow=True).content.decode()
    assert "Heron is let go." in page
    assert "Teal" in page
    assert "1 person" in page


def test_a_name_that_is_typed_leads_to_the_page_that_asks(signed_in: Client, iris: User) -> None:
    name = people.pen_name(iris)

    answer = signed_in.post("/me/blocks", {"name": " IRIS at  sea "})

    assert answer["Location"] == f"/people/{name.public_id}/block"
    assert not Block.objects.exists()


@pytest.mark.parametrize(
    ("typed", "there"),
    [
        ("Nobody <b>", 'value="Nobody &lt;b&gt;"'),
        ("n" * 500, f'value="{"n" * 500}"'),
        ("", "Say whom."),
        ("\0", "Say whom."),
    ],
)
def test_a_name_that_is_nobody_s_is_refused_and_still_in_its_field(signed_in: Client, typed: str, there: str) -> None:
    answer = signed_in.post("/me/blocks", {"name": typed})

    assert answer.status_code == 422
    assert there in answer.content.decode()


def test_one_s_own_name_is_refused_in_words(signed_in: Client, maud: User) -> None:
    answer = signed_in.post(f"/people/{people.pen_name(maud).public_id}/block")

    assert answer.status_code == 422
    assert "a pen name of yours" in answer.content.decode()
    assert "/block" not in signed_in.get(f"/people/{people.pen_name(maud).public_id}").content.decode()


@pytest.mark.parametrize("key", ["", "x", "-1", "9" * 30, "²"])
def test_a_block_that_is_not_one_s_own_is_let_go_by_nobody(
    signed_in: Client, maud: User, iris: User, nell: User, key: str
) -> None:
    blocking.block(people.pen_name(maud), by=iris, at=people.NOW)

    for sent in (key, iris.blocks.get().pk):
        assert signed_in.post("/me/blocks/let-go", {"block": sent}).status_code == 303

    assert iris.blocks.exists()


def test_the_list_is_one_s_own_and_in_pages(signed_in: Client, maud: User, iris: User) -> None:
    crowd = User.objects.bulk_create(User(username=f"u{number}") for number in range(21))
    Block.objects.bulk_create(Block(by=maud, user=one, made_at=people.NOW) for one in crowd)
    blocking.block(people.pen_name(maud), by=iris, at=people.NOW)

    page = signed_in.get("/me/blocks").content.decode()

    assert "21 people" in page
    assert page.count("A pen name that is no more") == 20
    assert "maud at sea" not in page
    assert signed_in.get("/me/blocks?page=2").status_code == 200
    assert signed_in.get("/me/blocks?page=3").status_code == 404


def test_a_stranger_is_led_to_the_door_and_sees_no_way_to_block(client: Client, iris: User) -> None:
    name = people.pen_name(iris)

    for path in ("/me/blocks", f"/people/{name.public_id}/block"):
        assert client.get(path)["Location"].startswith("/sign-in")
        assert client.post(path, {"name": name.name}).status_code == 403
    assert "/block" not in client.get(f"/people/{name.public_id}").content.decode()
    assert not Block.objects.exists()
