"""Asking to be told, from a story and from a person; and all that one follows, in one place."""

import re
from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.inbox import subscribing, wishing
from feuilleton.inbox.models import COMPLETE, DAILY, EACH, MANY, Subscription, Wishes
from feuilleton.moderation import hiding
from tests.people import NOW, pen_name, published_chapter, published_story


@pytest.fixture
def story(maud):
    return published_story(maud, "Salt Wages", chapters=5)


def test_a_stranger_is_led_to_the_door_and_back(client, story):
    page = client.get(f"/stories/{story.public_id}").content.decode()

    assert (
        f'<a class="button" href="/stories/{story.public_id}/follow" rel="nofollow">Tell me when VI comes</a>' in page
    )
    answer = client.get(f"/stories/{story.public_id}/follow")
    assert answer.status_code == 303
    assert f"next=%2Fstories%2F{story.public_id}%2Ffollow" in answer["Location"]


def test_a_member_follows_from_the_story_s_page_and_sees_how(client, iris, story):
    client.force_login(iris)
    page = client.get(f"/stories/{story.public_id}").content.decode()
    assert '<summary class="button">Tell me when VI comes</summary>' in page

    sent = {"cadence": MANY, "many": "7", "mail": "on"}
    page = client.post(f"/stories/{story.public_id}/follow", sent, follow=True).content.decode()

    kept = Subscription.objects.get()
    assert (kept.user, kept.story, kept.cadence, kept.many, kept.mail) == (iris, story, MANY, 7, True)
    assert "You are told of it here, and by mail when 7 chapters wait." in page
    assert "Told: change or end" in page


def test_ending_it_there_ends_it(client, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    client.force_login(iris)

    page = client.post(f"/stories/{story.public_id}/follow", {"do": "end"}, follow=True).content.decode()

    assert Subscription.objects.get().ended_at is not None
    assert "Tell me when VI comes" in page


def test_while_letters_are_paused_none_is_promised(client, iris, story):
    subscribing.follow(story, by=iris, at=NOW)
    wishing.pause(iris, at=NOW)
    client.force_login(iris)

    page = client.get(f"/stories/{story.public_id}").content.decode()

    said = "You are told of it here. Letters are paused."
    assert f'{said} <a href="/me/alerts">Letters and alerts</a>' in page
    assert said in client.get("/me/following").content.decode()


def test_who_wants_no_letters_is_told_nothing_of_a_pause(client, iris, story):
    subscribing.follow(story, by=iris, at=NOW, mail=False)
    wishing.pause(iris, at=NOW)
    client.force_login(iris)

    assert "You are told of it here. No letters." in client.get(f"/stories/{story.public_id}").content.decode()


def test_a_live_form_gets_the_panel_alone(client, iris, story):
    client.force_login(iris)

    answer = client.post(
        f"/stories/{story.public_id}/follow", {"cadence": DAILY}, headers={"X-Requested-With": "live-form"}
    )

    piece = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in piece
    assert 'id="follow"' in piece
    assert "You are told of it here. No letters; they would come once a day." in piece


def test_a_person_is_followed_from_their_page(client, maud, iris, story):
    client.force_login(iris)
    address = f"/people/{pen_name(maud).public_id}"
    assert "Tell me what they write" in client.get(address).content.decode()

    client.post(f"{address}/follow", {"cadence": EACH, "mail": "on"})

    assert Subscription.objects.get().pen_name == pen_name(maud)


def test_one_s_own_pages_do_not_offer_it(client, maud, story):
    client.force_login(maud)

    for address in (f"/stories/{story.public_id}", f"/people/{pen_name(maud).public_id}"):
        assert "Tell me" not in client.get(address).content.decode()
        assert client.get(f"{address}/follow").status_code == 303


def test_what_does_not_fit_is_refused_in_words(client, iris, story):
    client.force_login(iris)

    for sent in ({"cadence": MANY, "many": "1"}, {"cadence": MANY, "many": "x"}, {"cadence": "hourly"}):
        answer = client.post(f"/stories/{story.public_id}/follow", sent)
        assert answer.status_code == 422

    assert not Subscription.objects.exists()


def test_across_a_block_it_is_refused(client, maud, iris, story):
    blocking.block(pen_name(iris), by=maud, at=NOW)
    client.force_login(iris)

    assert client.post(f"/stories/{story.public_id}/follow", {"cadence": EACH}).status_code == 422


@pytest.mark.parametrize("by_the_reader", [True, False])
def test_across_a_block_it_is_not_offered_but_can_be_let_go(client, maud, iris, story, by_the_reader):
    addresses = [f"/stories/{story.public_id}", f"/people/{pen_name(maud).public_id}"]
    blocking.block(pen_name(maud if by_the_reader else iris), by=iris if by_the_reader else maud, at=NOW)
    client.force_login(iris)

    for address in addresses:
        page = client.get(address).content.decode()
        assert "Tell me" not in page
        assert "Favorite" not in page
    assert ("You have blocked" in page) == by_the_reader
    assert (f"{addresses[1]}/block" in page) != by_the_reader

    Subscription.objects.create(user=iris, story=story, topic=f"story:{story.pk}", made_at=NOW)
    assert "Tell me no more" in client.get(addresses[0]).content.decode()


def test_what_one_may_not_see_cannot_be_followed_but_can_be_let_go(client, maud, iris, otto, nell, story):
    subscribing.follow(story, by=iris, at=NOW)
    hiding.hide(story, reason="Copied.", by=otto, at=NOW)

    client.force_login(nell)
    assert client.post(f"/stories/{story.public_id}/follow", {"cadence": EACH}).status_code == 404
    client.force_login(iris)
    client.post(f"/stories/{story.public_id}/follow", {"do": "end"})

    assert Subscription.objects.get().ended_at is not None


def test_the_panel_of_what_one_may_not_see_any_more_says_nothing_of_it(client, iris, otto, story):
    subscribing.follow(story, by=iris, at=NOW)
    hiding.hide(story, reason="Copied.", by=otto, at=NOW)
    client.force_login(iris)

    for do in ("resume", "end"):
        answer = client.post(
            f"/stories/{story.public_id}/follow", {"do": do}, headers={"X-Requested-With": "live-form"}
        )
        assert answer.status_code == 200
        assert "VI" not in answer.content.decode()
    assert "Tell me when there is more" in answer.content.decode()


def test_all_one_follows_stands_in_one_place(client, maud, iris, story):
    subscribing.follow(story, by=iris, at=NOW, cadence=COMPLETE)
    subscribing.follow(pen_name(maud), by=iris, at=NOW)
    client.force_login(iris)

    page = client.get("/me/following").content.decode()
    assert "Salt Wages" in page
    assert "maud at sea" in page
    assert "You are told here and by mail when it is complete" in page
    assert "maud at sea" not in client.get("/me/following?show=stories").content.decode()
    assert "Salt Wages" not in client.get("/me/following?show=people").content.decode()


def test_each_is_changed_ended_and_taken_up_again_there(client, iris, story):
    one = subscribing.follow(story, by=iris, at=NOW)
    client.force_login(iris)

    client.post("/me/following", {"one": one.pk, "do": "change", "cadence": DAILY})
    one.refresh_from_db()
    assert (one.cadence, one.mail) == (DAILY, False)
    client.post("/me/following", {"one": one.pk, "do": "end"})
    assert "Salt Wages" not in client.get("/me/following").content.decode()
    page = client.get("/me/following?show=ended").content.decode()
    assert "Tell me again" in page
    client.post("/me/following", {"one": one.pk, "do": "resume"})

    one.refresh_from_db()
    assert (one.ended_at, one.cadence) == (None, DAILY)


def test_several_are_ended_at_once(client, maud, iris):
    kept = [subscribing.follow(published_story(maud, f"Story {n}"), by=iris, at=NOW) for n in range(3)]
    client.force_login(iris)

    client.post("/me/following", {"chosen": [kept[0].pk, kept[2].pk], "do": "end_chosen"})

    assert [one.pk for one in Subscription.objects.active()] == [kept[1].pk]


def test_nobody_touches_another_s(client, iris, nell, story):
    one = subscribing.follow(story, by=iris, at=NOW)
    client.force_login(nell)

    for sent in ({"one": one.pk, "do": "end"}, {"chosen": one.pk, "do": "end_chosen"}, {"one": "x", "do": "change"}):
        client.post("/me/following", sent)

    one.refresh_from_db()
    assert one.ended_at is None
    assert "Salt Wages" not in client.get("/me/following").content.decode()


def test_a_story_that_is_out_of_sight_is_not_named(client, iris, otto, story):
    subscribing.follow(story, by=iris, at=NOW)
    hiding.hide(story, reason="Copied.", by=otto, at=NOW)
    client.force_login(iris)

    page = client.get("/me/following").content.decode()

    assert "A story that cannot be read at present" in page
    assert "Salt Wages" not in page


def test_one_s_own_feed_is_opened_renewed_and_closed(client, iris):
    client.force_login(iris)

    def opened():
        client.post("/me/following/feed")
        return re.search(r'href="http://testserver(/feeds/[\w-]+)"', client.get("/me/following").content.decode())[1]

    first, second = opened(), opened()
    assert [client.get(path).status_code for path in (first, second)] == [404, 200]
    client.post("/me/following/feed", {"do": "close"})

    assert client.get(second).status_code == 404
    assert Wishes.objects.get().feed_token is None


@pytest.mark.parametrize(
    ("number", "planned", "says"),
    [
        ("5", None, "Tell me when VI comes"),
        ("Prologue", None, "Tell me when there is more"),
        ("1", 1, "what becomes of it"),
    ],
)
def test_the_button_names_what_comes_next(client, maud, number, planned, says):
    story = published_story(maud, chapters=0, planned=planned)
    published_chapter(story, maud, number=number)

    assert says in client.get(f"/stories/{story.public_id}").content.decode()


def test_a_subscription_is_as_old_as_it_is(client, iris, story):
    subscribing.follow(story, by=iris, at=NOW - timedelta(days=800))
    client.force_login(iris)

    assert "2024" in client.get("/me/following").content.decode()
