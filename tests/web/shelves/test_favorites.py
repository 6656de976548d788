"""Favorites over HTTP: of members, of guests, of authors."""

from __future__ import annotations

from typing import Any

from django.test import Client

from feuilleton.accounts import blocking
from feuilleton.shelves import counting
from feuilleton.shelves.models import Favorite, GuestFavorite
from feuilleton.web.shelves import favorites
from tests import people

OURS = {"Sec-Fetch-Site": "same-origin"}
LIVE = {**OURS, "X-Requested-With": "live-form"}


def keep(client: Client, story: Any, do: str = "keep", **more: Any) -> Any:
    return client.post(f"/stories/{story.public_id}/favorite", {"do": do, **more}, headers=OURS)


def test_a_member_keeps_a_story_and_the_button_says_so(client: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    client.force_login(iris)

    answer = keep(client, story)

    assert (answer.status_code, answer["Location"]) == (303, f"/stories/{story.public_id}")
    page = client.get(f"/stories/{story.public_id}").content.decode()
    assert "Favorite: kept" in page
    assert 'value="let_go"' in page
    keep(client, story, "let_go")
    assert not Favorite.objects.exists()


def test_by_script_the_button_alone_comes_back(client: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    client.force_login(iris)

    piece = client.post(f"/stories/{story.public_id}/favorite", {"do": "keep"}, headers=LIVE).content.decode()

    assert piece.strip().startswith('<live-form id="favorite"')
    assert "Favorite: kept" in piece


def test_from_a_chapter_one_is_led_back_to_it_and_nowhere_else(client: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    chapter = f"/chapters/{story.chapters.get().public_id}"
    client.force_login(iris)

    assert keep(client, story, next=chapter)["Location"] == chapter
    assert keep(client, story, next="https://elsewhere.example/")["Location"] == f"/stories/{story.public_id}"
    assert "Favorite: kept" in client.get(chapter).content.decode()


def test_a_guest_is_told_on_a_page_of_its_own_and_can_undo_it(client: Client, maud: Any) -> None:
    story = people.published_story(maud)

    answer = keep(client, story)

    assert (answer.status_code, answer["Location"]) == (303, f"/stories/{story.public_id}/favorite")
    cookie = answer.cookies[favorites.COOKIE]
    assert cookie["httponly"]
    assert cookie["max-age"] == 365 * 24 * 3600
    assert cookie["samesite"] == "Lax"
    assert cookie.value not in str(list(GuestFavorite.objects.values()))
    page = client.get(answer["Location"]).content.decode()
    assert "<h1>Kept.</h1>" in page
    assert "Undo" in page

    keep(client, story, "let_go")
    assert not GuestFavorite.objects.exists()
    assert "<h1>Not kept.</h1>" in client.get(answer["Location"]).content.decode()


def test_a_guest_who_clicks_twice_is_counted_once_and_needs_one_token(client: Client, maud: Any) -> None:
    one, other = people.published_story(maud, "One"), people.published_story(maud, "Other")

    keep(client, one)
    again = keep(client, one)
    keep(client, other)

    assert favorites.COOKIE not in again.cookies
    assert GuestFavorite.objects.filter(story=one).count() == 1
    assert GuestFavorite.objects.values("key").distinct().count() == 1


def test_a_guest_gets_no_cookie_before_the_act(client: Client, maud: Any) -> None:
    story = people.published_story(maud)

    for path in (f"/stories/{story.public_id}", f"/stories/{story.public_id}/favorite"):
        assert not client.get(path).cookies


def test_from_one_address_a_story_is_kept_a_few_times_only(maud: Any) -> None:
    story = people.published_story(maud)

    statuses = [keep(Client(), story).status_code for _ in range(favorites.OF_AN_ADDRESS_ON_A_STORY + 2)]

    assert statuses == [303] * favorites.OF_AN_ADDRESS_ON_A_STORY + [422, 422]
    assert GuestFavorite.objects.count() == favorites.OF_AN_ADDRESS_ON_A_STORY


def test_a_cookie_that_is_no_token_is_not_believed(client: Client, maud: Any) -> None:
    story = people.published_story(maud)
    client.cookies[favorites.COOKIE] = "x" * 4_000

    answer = keep(client, story)

    assert len(answer.cookies[favorites.COOKIE].value) == 32


def test_signed_out_pages_are_the_same_for_all_and_hold_no_token(client: Client, maud: Any) -> None:
    story = people.published_story(maud)
    paths = [f"/stories/{story.public_id}", f"/chapters/{story.chapters.get().public_id}"]
    keep(client, story)

    for path in paths:
        page = client.get(path).content
        assert page == Client().get(path).content
        assert b"csrf" not in page
        assert f'action="/stories/{story.public_id}/favorite"'.encode() in page


def test_authors_are_not_asked_for_favorites_of_their_own(client: Client, maud: Any) -> None:
    story = people.published_story(maud)
    client.force_login(maud)

    for path in (f"/stories/{story.public_id}", f"/chapters/{story.chapters.get().public_id}"):
        assert "/favorite" not in client.get(path).content.decode()
    assert keep(client, story).status_code == 422
    assert "This story is yours." in client.get(f"/stories/{story.public_id}/favorite").content.decode()


def test_who_is_blocked_is_refused_in_words(client: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    blocking.block(people.pen_name(iris), by=maud, at=people.NOW)
    client.force_login(iris)

    answer = client.post(f"/stories/{story.public_id}/favorite", {"do": "keep"}, headers=LIVE)

    assert (answer.status_code, answer.content.decode()) == (422, "This is not possible between the two of you.")
    for path in (f"/stories/{story.public_id}", f"/chapters/{story.chapters.get().public_id}"):
        assert "/favorite" not in client.get(path).content.decode()


def test_what_was_kept_before_a_block_can_still_be_let_go(client: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    client.force_login(iris)
    keep(client, story)
    blocking.block(people.pen_name(iris), by=maud, at=people.NOW)

    for path in (f"/stories/{story.public_id}", f"/chapters/{story.chapters.get().public_id}"):
        assert 'value="let_go"' in client.get(path).content.decode()
    piece = client.post(f"/stories/{story.public_id}/favorite", {"do": "let_go"}, headers=LIVE).content.decode()
    assert "Let go." in piece
    assert "<form" not in piece


def test_an_author_is_kept_from_their_page(client: Client, maud: Any, iris: Any) -> None:
    path = f"/people/{people.pen_name(maud).public_id}"
    assert "/favorite" not in client.get(path).content.decode()
    client.force_login(iris)
    assert f'action="{path}/favorite"' in client.get(path).content.decode()

    answer = client.post(f"{path}/favorite", {"do": "keep"}, headers=OURS)

    assert (answer.status_code, answer["Location"]) == (303, path)
    assert "Favorite author: kept" in client.get(path).content.decode()
    client.post(f"{path}/favorite", {"do": "let_go"}, headers=OURS)
    assert not Favorite.objects.exists()


def test_nobody_is_asked_about_themselves(client: Client, maud: Any) -> None:
    path = f"/people/{people.pen_name(maud).public_id}"
    client.force_login(maud)

    assert "/favorite" not in client.get(path).content.decode()


def test_a_story_says_who_keeps_it(client: Client, maud: Any, iris: Any) -> None:
    story = people.published_story(maud)
    keep(client, story)
    assert "Kept by" not in Client().get(f"/stories/{story.public_id}").content.decode()
    client.force_login(iris)
    keep(client, story)

    counting.count_changed(at=people.NOW)

    assert "Kept by 1 reader and 1 guest" in Client().get(f"/stories/{story.public_id}").content.decode()


def test_how_many_keep_a_story_in_words() -> None:
    assert favorites.kept_by(14, 3) == "Kept by 14 readers and 3 guests"
    assert favorites.kept_by(1_400, 0) == "Kept by 1,400 readers"
    assert favorites.kept_by(0, 1) == "Kept by 1 guest"
    assert favorites.kept_by(0, 0) == ""
