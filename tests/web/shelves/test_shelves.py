"""One's shelves over HTTP, without any script."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from feuilleton.moderation import hiding
from feuilleton.shelves import favoriting, shelving
from feuilleton.shelves.models import Shelf, Shelved
from tests import people
from tests.shelves.reading import block_ids, read_to

OURS = {"Sec-Fetch-Site": "same-origin"}
PAGE = "/me/shelves"


@pytest.fixture
def reader(client: Client, iris: Any) -> Client:
    client.force_login(iris)
    return client


def send(reader: Client, path: str, **form: Any) -> Any:
    return reader.post(path, form, headers=OURS)


def shown(reader: Client, shelf: str = "") -> str:
    return reader.get(PAGE + (f"?shelf={shelf}" if shelf else "")).content.decode()


def standing(user: Any) -> set[str]:
    rows = Shelved.objects.filter(user=user).values_list("state", "shelf__name")
    return {state or name for state, name in rows}


def test_shelves_are_for_people_with_an_account(client: Client, maud: Any) -> None:
    story = people.published_story(maud)

    assert client.get(PAGE)["Location"] == "/sign-in?next=%2Fme%2Fshelves"
    assert send(client, f"/stories/{story.public_id}/shelves", state="later").status_code == 403
    assert "shelf" not in client.get(f"/stories/{story.public_id}").content.decode()


def test_a_story_goes_on_shelves_from_its_page_old_ones_and_a_new_one(reader: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    sea = shelving.make("The sea", by=iris, at=people.NOW)

    answer = send(reader, f"/stories/{story.public_id}/shelves", state="later", own=[sea.public_id], new="Trains")

    assert (answer.status_code, answer["Location"]) == (303, f"/stories/{story.public_id}")
    assert standing(iris) == {"later", "The sea", "Trains"}
    assert "On your shelves: For later, The sea, Trains" in reader.get(answer["Location"]).content.decode()


def test_by_script_the_fold_alone_comes_back(reader: Client, maud: Any) -> None:
    story = people.published_story(maud)

    piece = reader.post(
        f"/stories/{story.public_id}/shelves", {"state": "paused"}, headers={**OURS, "X-Requested-With": "live-form"}
    ).content.decode()

    assert piece.strip().startswith('<div id="shelve"')
    assert "On your shelves: Paused" in piece


def test_a_shelf_shows_what_stands_on_it_and_the_way_on(reader: Client, maud: Any, iris: Any) -> None:
    story, other = people.published_story(maud, "Salt Wages"), people.published_story(maud, "Second Violin")
    shelving.put(story, "reading", by=iris, at=people.NOW)
    shelving.put(other, "dropped", by=iris, at=people.NOW)
    chapter = story.chapters.get()
    read_to(chapter, iris, 1)

    page = shown(reader)

    assert "Salt Wages" in page
    assert "Second Violin" not in page
    assert f'href="/chapters/{chapter.public_id}#b-{block_ids(chapter)[1]}"' in page
    assert "Second Violin" in shown(reader, "dropped")


def test_stories_are_moved_taken_off_and_put_back(reader: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud, "Salt Wages")
    sea = shelving.make("The sea", by=iris, at=people.NOW)
    shelving.put(story, "reading", by=iris, at=people.NOW)
    here = {"story": story.public_id}

    send(reader, f"{PAGE}/move", **here, **{"from": "reading"}, to="finished", do="move")
    assert standing(iris) == {"finished"}
    send(reader, f"{PAGE}/move", **here, **{"from": "finished"}, to=sea.public_id, do="move")
    assert standing(iris) == {"The sea"}

    answer = send(reader, f"{PAGE}/move", **here, **{"from": sea.public_id}, to=sea.public_id, do="remove")
    assert standing(iris) == set()
    page = reader.get(answer["Location"]).content.decode()
    assert "“Salt Wages” is off this shelf." in page
    assert "Undo" in page

    send(reader, f"{PAGE}/move", **here, to=sea.public_id)
    assert standing(iris) == {"The sea"}


def test_a_move_from_a_shelf_that_is_not_there_moves_nothing(reader: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    sea = shelving.make("The sea", by=iris, at=people.NOW)
    shelving.put(story, "reading", by=iris, at=people.NOW)

    answer = send(reader, f"{PAGE}/move", story=story.public_id, **{"from": "nowhere"}, to=sea.public_id)

    assert answer.status_code == 422
    assert standing(iris) == {"reading"}


def test_a_new_shelf_is_not_put_up_for_a_story_that_cannot_be_put_there(reader: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)

    answer = send(reader, f"/stories/{story.public_id}/shelves", state="burned", new="Trains")

    assert answer.status_code == 422
    assert not Shelf.objects.of(iris)


def test_shelves_of_ones_own_go_up_change_their_name_come_down_and_go_up_again(reader: Client, iris: Any) -> None:
    send(reader, f"{PAGE}/own", name="The sea")
    shelf = Shelf.objects.of(iris).get()
    path = f"{PAGE}/own/{shelf.public_id}"

    send(reader, path, do="rename", name="Ships")
    assert "Ships" in shown(reader, shelf.public_id)

    send(reader, path, do="take_down")
    assert reader.get(f"{PAGE}?shelf={shelf.public_id}").status_code == 404
    assert "Put it up again" in shown(reader)

    send(reader, path, do="put_up")
    assert "Ships" in shown(reader, shelf.public_id)


def test_refusals_are_words(reader: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    shelf = shelving.make("The sea", by=iris, at=people.NOW)
    story_page = f"/stories/{story.public_id}/shelves"

    for answer in (
        send(reader, story_page, state="burned"),
        send(reader, story_page, new="x" * 61),
        send(reader, f"{PAGE}/own", name=" "),
        send(reader, f"{PAGE}/own/{shelf.public_id}", do="burn"),
        send(reader, f"{PAGE}/move", story=story.public_id, to="nowhere"),
    ):
        assert answer.status_code == 422
    assert send(reader, f"{PAGE}/move", story="nothing").status_code == 404


def test_the_shelves_of_others_are_not_there(client: Client, maud: Any, iris: Any, nell: Any) -> None:
    story = people.published_story(maud, "Salt Wages")
    sea = shelving.make("Secret of Iris", by=iris, at=people.NOW)
    shelving.put_on(sea, story, by=iris, at=people.NOW)
    client.force_login(nell)

    assert client.get(f"{PAGE}?shelf={sea.public_id}").status_code == 404
    assert send(client, f"{PAGE}/own/{sea.public_id}", do="take_down").status_code == 404
    assert send(client, f"{PAGE}/move", story=story.public_id, to=sea.public_id).status_code == 422
    send(client, f"/stories/{story.public_id}/shelves", own=[sea.public_id])
    assert standing(nell) == set()
    for path in (PAGE, f"/stories/{story.public_id}"):
        assert "Secret of Iris" not in client.get(path).content.decode()


def test_what_cannot_be_read_at_present_is_counted_and_not_named(
    reader: Client, maud: Any, iris: Any, otto: Any
) -> None:
    story = people.published_story(maud, "Hidden away")
    shelving.put(story, "reading", by=iris, at=people.NOW)
    hiding.hide(story, reason="Copied.", by=otto, at=people.NOW)

    page = shown(reader)

    assert "Hidden away" not in page
    assert "1 more story stands here that cannot be read at present." in page


def test_favorites_stand_on_shelves_of_their_own(reader: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud, "Salt Wages")
    favoriting.favorite(story, by=iris, at=people.NOW)
    favoriting.favorite_person(people.pen_name(maud), by=iris, at=people.NOW)

    assert "Salt Wages" in shown(reader, "favorites")
    assert "maud at sea" in shown(reader, "people")

    back = f"{PAGE}?shelf=favorites&off={story.public_id}"
    answer = send(reader, f"/stories/{story.public_id}/favorite", do="let_go", next=back)
    assert answer["Location"] == back
    page = reader.get(back).content.decode()
    assert "Undo" in page
    assert "Nothing stands here." in page


def test_there_is_no_such_page_as_a_shelf_nobody_has(reader: Client, iris: Any) -> None:
    assert reader.get(f"{PAGE}?shelf=nonsense").status_code == 404
    assert reader.get(f"{PAGE}?shelf=later&page=2").status_code == 404
    assert reader.get(f"{PAGE}/move").status_code == 303
