"""A browser says where its reader is, and the pages lead back there."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from feuilleton.shelves import placing, remembering
from feuilleton.shelves.models import Mark, Place
from feuilleton.stories.models import Chapter
from tests import people
from tests.shelves.reading import block_ids, read_to

OURS = {"Sec-Fetch-Site": "same-origin", "User-Agent": "Mozilla/5.0 (Android 14; Mobile; rv:128.0) Firefox/128.0"}
DESK = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36"}
TEXT = "One stood there.\n\nTwo fell down.\n\nThree went away.\n\nFour came back."


@pytest.fixture
def chapter(maud: Any) -> Any:
    story = people.story(maud, "Salt Wages", planned=3)
    first = people.published_chapter(story, maud, TEXT, title="The Partition")
    people.published_chapter(story, maud, TEXT, title="Neap")
    return first


def said(chapter: Any, **more: Any) -> dict[str, Any]:
    ids = block_ids(chapter)
    return {"block": ids[2], "offset": 6, "revision": chapter.live_id, "seen": 1_763_000_000_000, "end": ""} | more


def tell(client: Client, chapter: Any, body: Any, **headers: str) -> Any:
    return client.post(f"/chapters/{chapter.public_id}/place", body, headers={**OURS, **headers})


def page(client: Client, chapter: Any, **headers: str) -> str:
    return client.get(f"/chapters/{chapter.public_id}", headers=headers).content.decode()


def test_a_place_is_kept_with_the_device_and_its_time(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)

    assert tell(client, chapter, said(chapter)).status_code == 204

    place = Place.objects.get()
    assert (place.user, place.block, place.offset) == (iris, block_ids(chapter)[2], 6)
    assert place.device == "Firefox, Android"
    assert place.seen_at.timestamp() == 1_763_000_000


def test_json_will_do_as_well(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)

    answer = client.post(
        f"/chapters/{chapter.public_id}/place", json.dumps(said(chapter, end=True)), "application/json", headers=OURS
    )

    assert answer.status_code == 204
    assert Place.objects.get().at_end


def test_a_form_with_files_and_a_token_will_do_too(chapter: Any, iris: Any) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(iris)
    client.cookies["csrftoken"] = token = "t" * 32

    answer = client.post(f"/chapters/{chapter.public_id}/place", said(chapter) | {"csrfmiddlewaretoken": token})

    assert answer.status_code == 204
    assert Place.objects.get().offset == 6


@pytest.mark.parametrize(
    "wrong",
    [
        {"block": "NOT AN ID"},
        {"block": "k3v9q2a\n"},
        {"block": "k" * 9},
        {"block": "\0"},
        {"offset": "-1"},
        {"offset": "1e3"},
        {"offset": ""},
        {"offset": "٣"},
        {"revision": "9" * 30},
        {"revision": ["1"]},
        {"revision": None},
        {"seen": "yesterday"},
        {"seen": "999999999999999"},
        {"more": "x" * 3_000},
    ],
)
@pytest.mark.parametrize("as_json", [True, False])
def test_garbage_is_refused_and_nothing_is_kept(
    wrong: dict[str, Any], as_json: bool, client: Client, chapter: Any, iris: Any
) -> None:
    client.force_login(iris)
    path, body = f"/chapters/{chapter.public_id}/place", said(chapter) | wrong

    if as_json:
        answer = client.post(path, json.dumps(body), "application/json", headers=OURS)
    else:
        answer = client.post(path, {key: "" if value is None else value for key, value in body.items()}, headers=OURS)

    if wrong != {"revision": ["1"]} or as_json:  # a form's list of one is that one
        assert answer.status_code == 422
        assert not Place.objects.exists()


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"7", b"\xff\xfe", b"[" * 1_900, b'{"block": {"a": 1}}'])
def test_json_that_says_nothing_is_refused(body: bytes, client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)

    answer = client.post(f"/chapters/{chapter.public_id}/place", body, "application/json", headers=OURS)

    assert answer.status_code == 422


def test_a_block_that_never_was_and_the_farthest_offset_break_nothing(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)

    tell(client, chapter, said(chapter, block="zzzzzzzz", offset="9" * 15))

    assert page(client, chapter)
    assert client.get("/").status_code == client.get("/me/history").status_code == 200


def test_strangers_and_other_sites_tell_nothing(client: Client, chapter: Any, iris: Any) -> None:
    assert tell(client, chapter, said(chapter)).status_code == 403

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(iris)
    assert tell(strict, chapter, said(chapter), **{"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert not Place.objects.exists()
    assert tell(strict, chapter, said(chapter)).status_code == 204


def test_a_get_writes_nothing(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)

    assert client.get(f"/chapters/{chapter.public_id}/place").status_code == 303
    page(client, chapter)

    assert not Place.objects.exists()
    assert not Mark.objects.exists()


def test_strangers_get_no_element_and_no_script_for_it(client: Client, chapter: Any, iris: Any) -> None:
    assert "reading-place" not in page(client, chapter)
    assert "keeping.js" not in page(client, chapter)
    client.force_login(iris)
    assert "<reading-place" in page(client, chapter)
    assert "keeping.js" in page(client, chapter)


def test_one_quiet_line_leads_on_to_where_one_was(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)
    read_to(chapter, iris, 2, 6, device="Firefox, Android")
    block = block_ids(chapter)[2]

    assert f'You were further on, on another device. <a href="#b-{block}">Go there</a>' in page(client, chapter, **DESK)
    assert f'You were further on. <a href="#b-{block}">Go there</a>' in page(client, chapter, **OURS)
    assert f'last="{block} 6"' in page(client, chapter)


def test_nothing_is_said_at_the_beginning_nor_of_a_chapter_that_is_read(
    client: Client, chapter: Any, iris: Any
) -> None:
    client.force_login(iris)
    read_to(chapter, iris, 0, 3)
    assert "further on" not in page(client, chapter)

    read_to(chapter, iris, 3, 3, at_end=True)
    read_to(chapter, iris, 0, 0, at=people.NOW + timedelta(hours=1))
    assert "further on" not in page(client, chapter)


def test_while_the_history_is_paused_the_element_is_told_to_be_silent(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)
    remembering.pause(iris, at=people.NOW)

    assert " silent>" in page(client, chapter)
    assert tell(client, chapter, said(chapter)).status_code == 204
    assert not Place.objects.exists()


def test_the_story_and_the_front_page_go_on_where_one_stopped(client: Client, chapter: Any, iris: Any) -> None:
    story = f"/stories/{chapter.story.public_id}"
    client.force_login(iris)
    assert "Begin reading" in client.get(story).content.decode()
    assert "Go on reading" not in client.get("/").content.decode()

    read_to(chapter, iris, 2, 6)

    there = f'href="/chapters/{chapter.public_id}#b-{block_ids(chapter)[2]}"'
    contents = client.get(story).content.decode()
    assert f"{there}>Go on reading: I</a>" in contents
    assert '<li class="here">' in contents
    assert "<b>you are here</b>" in contents
    assert there in client.get("/").content.decode()


def test_after_the_end_of_a_chapter_the_next_one_is_the_way_on(client: Client, chapter: Any, iris: Any) -> None:
    client.force_login(iris)
    read_to(chapter, iris, 3, at_end=True)
    following = Chapter.objects.exclude(pk=chapter.pk).get()

    assert (
        f'href="/chapters/{following.public_id}">Go on reading: II</a>'
        in client.get(f"/stories/{chapter.story.public_id}").content.decode()
    )

    read_to(following, iris, 3, at_end=True, at=people.NOW + timedelta(hours=1))
    assert "Read it again" in client.get(f"/stories/{chapter.story.public_id}").content.decode()
    assert "Go on reading" not in client.get("/").content.decode()


def test_a_place_takes_three_questions_beside_the_account(
    client: Client, chapter: Any, iris: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(iris)
    tell(client, chapter, said(chapter))

    with django_assert_max_num_queries(2 + 3 + 2):  # who it is; the three; a transaction in the test's own
        tell(client, chapter, said(chapter, offset=9, seen=1_763_000_009_000))

    assert Place.objects.get().offset == 9


def test_where_one_is_says_where(chapter: Any, iris: Any) -> None:
    read_to(chapter, iris, 1)

    assert placing.reached(iris, chapter.story) == chapter.position
