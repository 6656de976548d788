"""The link at the foot of a letter ends that subscription and no other, without an account; and offers gentler ways."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from feuilleton.inbox import subscribing
from feuilleton.inbox.models import Subscription, Wishes
from feuilleton.inbox.wording import own_token
from feuilleton.moderation import hiding
from tests import people
from tests.people import NOW

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


@pytest.fixture
def mail_program() -> Client:
    """It has no cookie, sends no origin, and gets no token of ours."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def tale(maud):
    return people.published_story(maud, title="Salt Wages")


@pytest.fixture
def following(tale, iris):
    return subscribing.follow(tale, by=iris, at=NOW)


def page(subscription: Subscription) -> str:
    return f"/unsubscribe/{subscription.token}"


def test_a_mail_program_ends_that_subscription_and_no_other(mail_program, tale, maud, iris, nell, following):
    others = [
        subscribing.follow(people.pen_name(maud), by=iris, at=NOW),
        subscribing.follow(tale, by=nell, at=NOW),
    ]

    answers = [mail_program.post(page(following), ONE_CLICK) for _again in range(2)]

    assert [answer.status_code for answer in answers] == [200, 200]
    following.refresh_from_db()
    assert following.ended_at is not None
    assert set(Subscription.objects.active()) == set(others)


def test_it_is_ended_at_the_first_click_and_not_again(mail_program, following):
    mail_program.post(page(following), ONE_CLICK)
    following.refresh_from_db()
    first = following.ended_at

    mail_program.post(page(following), ONE_CLICK)

    following.refresh_from_db()
    assert following.ended_at == first


def test_opening_the_page_changes_nothing(mail_program, following):
    for ask in (mail_program.get, mail_program.head):
        answer = ask(page(following))

        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
    following.refresh_from_db()
    assert (following.ended_at, following.cadence, following.mail) == (None, "each", True)


def test_the_page_offers_gentler_ways(mail_program, following):
    said = mail_program.get(page(following)).content.decode()

    assert "Salt Wages" in said
    assert all(f'value="{choice}"' in said for choice in ("daily", "weekly", "complete", "inbox", "end"))
    assert "Change it</button>" in said


@pytest.mark.parametrize(
    ("choice", "cadence", "mail"),
    [
        ("daily", "daily", True),
        ("weekly", "weekly", True),
        ("complete", "complete", True),
        ("inbox", "each", False),
    ],
)
def test_a_gentler_way_is_taken(mail_program, following, choice, cadence, mail):
    said = mail_program.post(page(following), {"choice": choice})

    following.refresh_from_db()
    assert said.status_code == 200
    assert (following.cadence, following.mail, following.ended_at) == (cadence, mail, None)


def test_what_was_ended_can_be_taken_up_again(mail_program, following):
    said = mail_program.post(page(following), ONE_CLICK).content.decode()
    assert "You are told of it no more." in said
    assert "Take it up again" in said

    for _again in range(2):
        mail_program.post(page(following), {"choice": "again"})

    following.refresh_from_db()
    assert following.ended_at is None


def test_a_choice_there_is_none_of_is_refused(mail_program, following):
    answer = mail_program.post(page(following), {"choice": "hourly"})

    assert answer.status_code == 422
    assert "There is no such choice." in answer.content.decode()
    following.refresh_from_db()
    assert following.ended_at is None


@pytest.mark.parametrize("token", ["x", "0" * 32, "é", "a" * 400, "x.daily", ".", "..", "x.hourly"])
@pytest.mark.parametrize("how", ["get", "post"])
def test_a_link_that_belongs_to_nothing_says_what_to_do(mail_program, token, how):
    answer = getattr(mail_program, how)(f"/unsubscribe/{token}")

    assert answer.status_code == 404
    assert "copy it from the letter once more" in answer.content.decode()


def test_a_link_of_years_ago_is_good(mail_program, tale, nell):
    old = subscribing.follow(tale, by=nell, at=NOW - timedelta(days=1000))

    assert mail_program.post(page(old), ONE_CLICK).status_code == 200

    old.refresh_from_db()
    assert old.ended_at is not None


def test_a_title_that_was_hidden_is_not_told(mail_program, tale, otto, following):
    hiding.hide(tale, reason="Copied.", by=otto, at=NOW)

    said = mail_program.get(page(following)).content.decode()

    assert "Salt Wages" not in said
    assert mail_program.post(page(following), ONE_CLICK).status_code == 200


def test_an_author_who_is_followed_is_named(mail_program, maud, iris):
    following = subscribing.follow(people.pen_name(maud), by=iris, at=NOW)

    assert "maud at sea" in mail_program.get(page(following)).content.decode()


# Gathered letters


def test_the_link_of_a_gathered_letter_ends_that_letter_and_no_subscription(mail_program, tale, maud, iris):
    daily = subscribing.follow(tale, by=iris, at=NOW, cadence="daily")
    each = subscribing.follow(people.pen_name(maud), by=iris, at=NOW)
    token = own_token(Wishes.objects.create(user=iris), "daily")

    answers = [mail_program.post(f"/unsubscribe/{token}", ONE_CLICK) for _again in range(2)]

    for one in (daily, each):
        one.refresh_from_db()
    assert [answer.status_code for answer in answers] == [200, 200]
    assert (daily.mail, daily.ended_at, each.mail) == (False, None, True)

    mail_program.post(f"/unsubscribe/{token}", {"choice": "again"})
    daily.refresh_from_db()
    assert daily.mail


def test_the_letter_of_each_day_may_become_one_of_each_week(mail_program, tale, iris):
    daily = subscribing.follow(tale, by=iris, at=NOW, cadence="daily")
    token = own_token(Wishes.objects.create(user=iris), "daily")

    mail_program.post(f"/unsubscribe/{token}", {"choice": "weekly"})

    daily.refresh_from_db()
    assert (daily.cadence, daily.mail) == ("weekly", True)


@pytest.mark.parametrize("choice", ["end", "weekly"])
def test_taking_it_back_leaves_off_what_was_off(mail_program, tale, maud, iris, choice):
    daily = subscribing.follow(tale, by=iris, at=NOW, cadence="daily")
    only_inbox = subscribing.follow(people.pen_name(maud), by=iris, at=NOW, cadence="daily", mail=False)
    address = f"/unsubscribe/{own_token(Wishes.objects.create(user=iris), 'daily')}"

    said = mail_program.post(address, {"choice": choice}).content.decode()
    [word] = re.findall(r'name="word" value="([^"]+)"', said)
    for _again in range(2):
        assert mail_program.post(address, {"choice": "again", "word": word}).status_code == 200

    for one in (daily, only_inbox):
        one.refresh_from_db()
    assert [(one.cadence, one.mail) for one in (daily, only_inbox)] == [("daily", True), ("daily", False)]


def test_what_takes_it_back_is_good_for_those_letters_alone(mail_program, tale, iris, nell):
    mine, hers = (subscribing.follow(tale, by=reader, at=NOW, cadence="daily") for reader in (iris, nell))
    my_page, her_page = (
        f"/unsubscribe/{own_token(Wishes.objects.create(user=reader), 'daily')}" for reader in (iris, nell)
    )
    said = mail_program.post(my_page, {"choice": "end"}).content.decode()
    mail_program.post(her_page, {"choice": "end"})
    [word] = re.findall(r'name="word" value="([^"]+)"', said)

    for nothing in (word, word[:-1], "x"):
        assert mail_program.post(her_page, {"choice": "again", "word": nothing}).status_code == 422

    for one in (mine, hers):
        one.refresh_from_db()
    assert (mine.mail, hers.mail) == (False, False)


@pytest.mark.parametrize(("kind", "again"), [("reviews", "each"), ("answers", "each"), ("favorites", "daily")])
def test_letters_about_one_s_own_end_by_their_kind(mail_program, maud, kind, again):
    wishes = Wishes.objects.create(user=maud)
    address = f"/unsubscribe/{own_token(wishes, kind)}"
    before = {name: getattr(wishes, name) for name in ("reviews", "answers", "favorites")}

    assert mail_program.get(address).status_code == 200
    mail_program.post(address, ONE_CLICK)
    wishes.refresh_from_db()
    assert {name: getattr(wishes, name) for name in before} == {**before, kind: "none"}

    mail_program.post(address, {"choice": "again"})
    wishes.refresh_from_db()
    assert getattr(wishes, kind) == again
