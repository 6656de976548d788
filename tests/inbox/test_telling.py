"""What one person is alerted to, and the letters about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.events.models import Event
from feuilleton.inbox.models import DAILY, NONE, SENT, SKIPPED, Alert, Delivery, Wishes
from feuilleton.moderation import hiding
from feuilleton.reviews import guests as reviewers
from feuilleton.reviews import judging, reviewing
from feuilleton.shelves import favoriting, guests
from feuilleton.stories import welcoming
from feuilleton.stories.welcoming import Welcome
from feuilleton.tasks.models import Job
from tests import people
from tests.inbox import news
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db


def told(user):
    return [(alert.kind, alert.by) for alert in Alert.objects.filter(user=user).order_by("event")]


def test_an_author_hears_of_a_review_in_the_inbox_and_by_letter(tale, maud, iris, mailoutbox):
    people.review(tale, iris)
    news.spread()

    assert told(maud) == [("review_written", iris)]
    assert told(iris) == []
    assert [message.to for message in mailoutbox] == [["maud@example.org"]]


def test_a_reader_hears_of_the_answer_and_the_author_not_of_her_own(tale, maud, iris, mailoutbox):
    review = people.review(tale, iris)
    people.review(review, maud, "Thank you.")
    news.spread()

    assert told(iris) == [("review_answered", maud)]
    assert told(maud) == [("review_written", iris)]
    assert sorted(message.to[0] for message in mailoutbox) == ["iris@example.org", "maud@example.org"]


def test_an_answer_between_readers_is_told_to_both_the_answered_and_the_author(tale, maud, iris, nell):
    people.review(people.review(tale, iris), nell, "So did I.")
    news.spread()

    assert told(iris) == [("review_answered", nell)]
    assert told(maud) == [("review_written", iris), ("review_written", nell)]


def test_a_held_review_is_told_to_its_author_once_and_to_whom_it_answers_when_it_is_shown(tale, maud, iris, nell):
    first = people.review(tale, iris)
    welcome = welcoming.welcome_of(tale)
    welcoming.welcome(tale, replace(welcome, reviews_held="everyone"), by=maud, at=NOW)
    tale.refresh_from_db()
    first.refresh_from_db()
    held = people.review(first, nell, "So did I, and again.")
    news.spread()
    assert held.state == "held"
    assert told(iris) == []
    assert told(maud)[-1] == ("review_written", nell)

    judging.let_through(held, by=maud, at=AFTER)
    news.spread(at=AFTER + timedelta(hours=1))
    assert told(iris) == [("review_answered", nell)]
    assert len(told(maud)) == 2


def test_a_guest_s_review_is_told_once_its_letter_has_arrived_and_waits(tale, maud):
    welcoming.welcome(tale, Welcome(reviews_from="guests", reviews_held="guests"), by=maud, at=NOW)
    tale.refresh_from_db()
    tokens = []
    reviewers.write(
        tale,
        "Good.",
        name="M.",
        email="m@example.org",
        at=NOW,
        link=lambda one: tokens.append(one) or f"https://here/{one}",
    )
    news.spread()
    assert told(maud) == []

    reviewers.confirm(tokens[0], at=AFTER)
    news.spread(at=AFTER + timedelta(hours=1))
    assert told(maud) == [("review_written", None)]


def test_nothing_is_told_across_a_block(tale, maud, iris, mailoutbox):
    people.review(tale, iris)
    blocking.block(people.pen_name(iris), by=maud, at=NOW)
    news.spread()

    assert told(maud) == []
    assert mailoutbox == []


def test_a_review_taken_back_before_its_letter_left_is_not_told(tale, maud, iris, mailoutbox):
    review = people.review(tale, iris)
    Wishes.objects.create(user=maud, quiet_from=17, quiet_until=7)
    news.spread()
    reviewing.delete(review, by=iris, at=AFTER)
    news.spread(at=AFTER + timedelta(days=1))

    assert mailoutbox == []
    assert Delivery.objects.get().state == SKIPPED


def test_letters_about_reviews_keep_quiet_hours_and_come_at_their_end(tale, maud, iris, mailoutbox):
    people.review(tale, iris)
    Wishes.objects.create(user=maud, quiet_from=17, quiet_until=7)
    news.spread()
    assert mailoutbox == []

    news.spread(at=NOW.replace(hour=7) + timedelta(days=1))
    assert len(mailoutbox) == 1
    assert Delivery.objects.get().state == SENT


@pytest.mark.parametrize("wish", [DAILY, NONE])
def test_whoever_does_not_want_a_letter_for_each_gets_none(tale, maud, iris, mailoutbox, wish):
    Wishes.objects.create(user=maud, reviews=wish)
    people.review(tale, iris)
    news.spread()

    assert told(maud) == [("review_written", iris)]
    assert mailoutbox == []


def test_favorites_are_alerts_and_no_letters(tale, maud, iris, mailoutbox):
    favoriting.favorite(tale, by=iris, at=NOW)
    favoriting.favorite_person(people.pen_name(maud), by=iris, at=NOW)
    guests.favorite(tale, key="a guest", at=NOW)
    news.spread()

    assert told(maud) == [("story_favorited", iris), ("person_favorited", iris), ("story_favorited", None)]
    assert mailoutbox == []


def test_a_favorite_let_go_is_no_longer_told(tale, maud, iris):
    favoriting.favorite(tale, by=iris, at=NOW)
    guests.favorite(tale, key="a guest", at=NOW)
    favoriting.favorite_person(people.pen_name(maud), by=iris, at=NOW)
    news.spread()
    favoriting.unfavorite(tale, by=iris, at=AFTER)
    guests.unfavorite(tale, key="a guest", at=AFTER)
    favoriting.unfavorite_person(people.pen_name(maud), by=iris, at=AFTER)
    news.spread(at=AFTER)

    assert told(maud) == []


def test_an_author_hears_that_a_story_was_hidden(tale, maud, otto):
    hiding.hide(tale, reason="It is somebody else's.", by=otto, at=NOW)
    news.spread()

    assert told(maud) == [("story_hidden", otto)]


def test_a_letter_to_one_goes_before_letters_to_many(tale, maud, iris):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    news.spread()
    people.review(tale, iris)
    news.spread()

    due = [job.task for job in Job.objects.due(NOW + timedelta(days=3650))]
    personal = "feuilleton.inbox.alerting.deliver_alert"
    assert due[0] == personal
    assert due[-1] == "feuilleton.inbox.delivering.deliver_range"


def test_reading_an_event_again_tells_nothing_new(tale, maud, iris):
    people.review(tale, iris)
    favoriting.favorite(tale, by=iris, at=NOW)
    news.spread()
    before = told(maud)
    news.spread()

    assert told(maud) == before
    assert Event.objects.filter(deliveries__isnull=False).count() == 1
