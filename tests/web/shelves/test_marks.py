"""What one has read, said from the chapter and from the contents; without any script."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from feuilleton.shelves import marking
from feuilleton.shelves.models import Mark, Place
from feuilleton.stories import drafting, publishing
from feuilleton.stories.composing import Typed
from tests import people
from tests.shelves.reading import read_to

OURS = {"Sec-Fetch-Site": "same-origin"}
LATER = people.NOW + timedelta(hours=1)


@pytest.fixture
def reader(client: Client, iris: Any) -> Client:
    client.force_login(iris)
    return client


@pytest.fixture
def story(maud: Any) -> Any:
    return people.published_story(maud, chapters=4)


def words(reader: Client, story: Any) -> list[str]:
    """What the contents say of each chapter beside its facts."""
    page = reader.get(f"/stories/{story.public_id}").content.decode()
    lines = re.findall(r"<li[^>]*>.*?</li>", page[page.index('id="contents-list"') :])
    said = "you are here|new to you|partly read|read, revised since|read"
    return [(re.findall(rf"<(?:span|b)>({said})</", line) or [""])[0] for line in lines if 'class="lead"' in line]


def send(reader: Client, path: str, **form: Any) -> Any:
    return reader.post(path, form, headers=OURS)


def test_the_contents_say_what_has_been_read_and_what_is_new(reader: Client, story: Any, maud: Any, iris: Any) -> None:
    first, second, third, _fourth = story.chapters.in_reading_order()
    assert words(reader, story) == ["", "", "", ""]

    read_to(first, iris, 1, at_end=True)
    read_to(second, iris, 0)
    read_to(third, iris, 0, at=LATER)
    assert words(reader, story) == ["read", "partly read", "you are here", ""]

    people.published_chapter(story, maud, at=LATER + timedelta(days=1), title="Late")
    assert words(reader, story) == ["read", "partly read", "you are here", "", "new to you"]


def test_what_was_revised_since_is_said_but_not_for_a_comma(reader: Client, story: Any, maud: Any, iris: Any) -> None:
    first = story.chapters.in_reading_order()[0]
    marking.read(first, by=iris, at=people.NOW)

    def revise(text: str, change: str, hours: int) -> None:
        draft = drafting.find(first)
        at = people.NOW + timedelta(hours=hours)
        drafting.save(first, Typed(source=text, title="Day 1", number="1"), version=draft.version, by=maud, at=at)
        publishing.publish(first, by=maud, at=at, change=change)

    revise("The tide came in, over the pans.", "minor", 1)
    assert words(reader, story)[0] == "read"
    revise("Nothing came in at all that day.", "changed", 2)
    assert words(reader, story)[0] == "read, revised since"

    read_to(first, iris, 0, at_end=True, at=people.NOW + timedelta(hours=3))
    assert words(reader, story)[0] == "read"


def test_at_the_end_of_a_chapter_it_is_marked_and_unmarked(reader: Client, story: Any, iris: Any) -> None:
    first = story.chapters.in_reading_order()[0]
    path = f"/chapters/{first.public_id}"
    assert "Mark as read" in reader.get(path).content.decode()

    answer = send(reader, f"{path}/read", do="read")

    assert (answer.status_code, answer["Location"]) == (303, f"{path}#read")
    assert "Read: mark unread from here" in reader.get(path).content.decode()
    send(reader, f"{path}/read", do="unread")
    assert not Mark.objects.exists()


def test_by_script_the_button_alone_comes_back(reader: Client, story: Any) -> None:
    path = f"/chapters/{story.chapters.first().public_id}/read"

    piece = reader.post(path, {"do": "read"}, headers={**OURS, "X-Requested-With": "live-form"}).content.decode()

    assert piece.strip().startswith('<live-form id="read"')


def test_from_the_contents_much_is_marked_at_once(reader: Client, story: Any) -> None:
    first, second, third, _fourth = story.chapters.in_reading_order()
    path = f"/stories/{story.public_id}/marks"

    send(reader, path, do="read", chapter=third.public_id)
    assert words(reader, story) == ["read", "read", "read", ""]
    send(reader, path, do="unread", chapter=second.public_id)
    assert words(reader, story) == ["read", "you are here", "", ""]
    send(reader, path, do="all")
    assert words(reader, story) == ["read"] * 4
    send(reader, path, do="unread", chapter=first.public_id)
    assert words(reader, story) == ["you are here", "", "", ""]


def test_other_wishes_are_refused_and_strangers_wait_at_the_door(reader: Client, story: Any, maud: Any) -> None:
    chapter = story.chapters.first()
    other = people.published_story(maud, "Other").chapters.get()
    path = f"/stories/{story.public_id}/marks"

    assert send(reader, f"/chapters/{chapter.public_id}/read", do="burn").status_code == 422
    assert send(reader, path, do="burn", chapter=chapter.public_id).status_code == 422
    assert send(reader, path, do="read", chapter=other.public_id).status_code == 422
    assert send(Client(), path, do="all").status_code == 403
    assert reader.get(path).status_code == 303
    assert not Mark.objects.exists()
    assert "Mark what you have read" not in Client().get(f"/stories/{story.public_id}").content.decode()


def test_the_history_is_newest_first_forgets_one_or_all_and_can_be_paused(
    reader: Client, story: Any, maud: Any, iris: Any
) -> None:
    other = people.published_story(maud, "Items Not Yet Lost")
    read_to(story.chapters.first(), iris, 0, device="Firefox, Android")
    marking.read(other.chapters.get(), by=iris, at=LATER)

    page = reader.get("/me/history").content.decode()
    assert page.index("Items Not Yet Lost") < page.index("Salt Wages")
    assert "You were in Day 1." in page
    assert "You had read to the end of Day 1." in page
    assert "Firefox, Android" in page

    send(reader, "/me/history", do="forget", story=other.public_id)
    assert "Items Not Yet Lost" not in reader.get("/me/history").content.decode()
    send(reader, "/me/history", do="pause")
    assert "Nothing you read is kept at present." in reader.get("/me/history").content.decode()
    send(reader, "/me/history", do="resume")
    assert "Pause it" in reader.get("/me/history").content.decode()

    assert "Forget everything you have read" in reader.get("/me/history/clear").content.decode()
    assert Place.objects.count() == 1
    assert send(reader, "/me/history/clear", do="yes")["Location"] == "/me/history"
    assert not Place.objects.exists()
    assert not Mark.objects.exists()


def test_the_history_is_paged_and_its_owners(reader: Client, maud: Any, iris: Any, nell: Any) -> None:
    for number in range(21):
        marking.read(people.published_story(maud, f"Story {number}").chapters.get(), by=iris, at=people.NOW)

    assert reader.get("/me/history").content.decode().count('class="entry"') == 20
    assert reader.get("/me/history?page=2").content.decode().count('class="entry"') == 1

    stranger = Client()
    stranger.force_login(nell)
    assert 'class="entry"' not in stranger.get("/me/history").content.decode()
    story = Place.objects.filter(user=iris)[0].story
    assert send(stranger, "/me/history", do="forget", story=story.public_id).status_code == 404
    assert send(stranger, "/me/history", do="burn").status_code == 422
