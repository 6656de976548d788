"""What gathered letters tell: what may still be told when they are sent; and of one's own, what one asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.events import reading
from feuilleton.inbox import digesting, subscribing, wishing
from feuilleton.inbox.models import DUE, SENT, SKIPPED, Digest, Wishes
from feuilleton.moderation import hiding
from feuilleton.shelves import favoriting, guests
from feuilleton.stories import announcing, publishing, removing
from tests import people
from tests.inbox import news
from tests.inbox.digests import NEXT_SATURDAY, SUNDAY_SIX, body, plan, send, states
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def daily(tale, iris):
    return news.follow(tale, iris, cadence="daily")


# What


def test_what_was_taken_away_before_the_hour_is_not_told(tale, maud, otto, iris, daily, office):
    other, third = people.published_story(maud, "Second"), people.published_story(maud, "Third")
    for story in (other, third):
        news.follow(story, iris, cadence="daily")
    withdrawn = people.published_chapter(tale, maud, title="Withdrawn")
    people.published_chapter(tale, maud, title="Kept")
    people.published_chapter(other, maud, title="Hidden")
    people.published_chapter(third, maud, title="Removed")
    plan()
    publishing.withdraw(withdrawn, by=maud, at=AFTER)
    hiding.hide(other, reason="Copied.", by=otto, at=AFTER)
    removing.remove_story(third, by=maud, at=AFTER)

    send(at=SUNDAY_SIX)

    [message] = office.messages
    assert message["Subject"] == "1 new chapter to read"
    assert "Kept" in body(message)
    assert not any(word in body(message) for word in ("Withdrawn", "Hidden", "Removed"))


@pytest.mark.parametrize("what", ["blocked", "paused", "bounced", "ended", "inbox only", "each"])
def test_who_may_not_or_will_not_hear_gets_none(what, tale, maud, iris, daily, office):
    people.published_chapter(tale, maud)
    plan()
    if what == "blocked":
        blocking.block(people.pen_name(maud), by=iris, at=AFTER)
    elif what == "paused":
        Wishes.objects.create(user=iris, paused_at=AFTER)
    elif what == "bounced":
        Wishes.objects.create(user=iris, bounced_at=AFTER, bounced_address=iris.email)
    elif what == "ended":
        subscribing.end(daily, at=AFTER)
    else:
        subscribing.change(daily, cadence="each" if what == "each" else "daily", mail=what == "each", at=AFTER)

    send(at=SUNDAY_SIX)

    assert office.messages == []
    assert states() == [SKIPPED]


def test_after_a_pause_letters_tell_of_what_happens_from_then_on(tale, maud, iris, nell, office):
    news.follow(tale, iris, cadence="daily")
    news.follow(people.pen_name(maud), nell, cadence="many", many=2)
    for person in (maud, iris, nell):
        wishing.pause(person, at=NOW)
    people.published_chapter(tale, maud, title="Neap")
    favoriting.favorite(tale, by=iris, at=NOW)
    plan()

    for person in (maud, iris, nell):
        wishing.resume(person)
    send(at=SUNDAY_SIX)
    assert office.messages == []
    people.published_chapter(tale, maud, title="Spring", at=SUNDAY_SIX)
    favoriting.favorite(tale, by=nell, at=SUNDAY_SIX)
    plan(at=SUNDAY_SIX + timedelta(minutes=5))
    send(at=SUNDAY_SIX + timedelta(days=1))

    told = {message["To"]: message for message in office.messages}
    assert sorted(told) == ["iris@example.org", "maud@example.org"]
    assert told["maud@example.org"]["Subject"] == "1 new favorite"
    assert "Spring" in body(told["iris@example.org"])
    assert "Neap" not in body(told["iris@example.org"])


def test_what_comes_on_the_day_of_the_return_is_in_the_letter_of_that_day(tale, maud, iris, daily, office):
    wishing.pause(iris, at=NOW)
    people.published_chapter(tale, maud, title="Neap")
    plan()
    wishing.resume(iris)
    people.published_chapter(tale, maud, title="Spring", at=AFTER)
    plan(at=AFTER + timedelta(minutes=5))
    wishing.resume(iris)

    send(at=SUNDAY_SIX)

    [message] = office.messages
    assert "Spring" in body(message)
    assert "Neap" not in body(message)


def test_quiet_hours_put_a_gathered_letter_off(tale, maud, iris, daily, office):
    Wishes.objects.create(user=iris, quiet_from=17, quiet_until=20)
    people.published_chapter(tale, maud)
    plan()

    send(at=SUNDAY_SIX)
    assert office.messages == []
    send(at=SUNDAY_SIX + timedelta(hours=2))

    assert len(office.messages) == 1


def test_once_a_week_is_on_the_day_that_was_chosen(tale, maud, nell, office):
    Wishes.objects.create(user=nell, digest_day=2, digest_hour=9)
    news.follow(people.pen_name(maud), nell, cadence="weekly")
    people.published_chapter(tale, maud, title="Neap")
    announcing.announce(tale, "A pause of a week.", by=maud, at=NOW)
    plan()

    [row] = Digest.objects.all()
    assert row.due_at == datetime(2026, 11, 25, 9, tzinfo=UTC)
    send(at=row.due_at)
    [message] = office.messages
    assert "once a week" in body(message)
    assert "Its author says something to its readers." in body(message)


def test_who_follows_a_story_and_its_author_is_told_once_by_the_story_s_rules(tale, maud, iris, daily, office):
    news.follow(people.pen_name(maud), iris, cadence="weekly")
    people.published_chapter(tale, maud)
    plan()

    send(at=SUNDAY_SIX)
    send(at=NEXT_SATURDAY)

    [message] = office.messages
    assert "once a day" in body(message)


def test_a_subscription_of_two_years_ago_still_tells(tale, maud, nell, office):
    news.follow(tale, nell, at=NOW - timedelta(days=730), cadence="weekly")
    people.published_chapter(tale, maud)
    plan()

    send(at=NEXT_SATURDAY)

    assert office.addresses == ["nell@example.org"]


# One's own


def test_favorites_of_a_day_are_one_letter_with_guests_counted_apart(tale, maud, iris, nell, office, settings):
    for reader in (iris, nell):
        favoriting.favorite(tale, by=reader, at=NOW)
    guests.favorite(tale, key="k" * 32, at=NOW)
    favoriting.favorite_person(people.pen_name(maud), by=iris, at=NOW)
    plan()

    send(at=SUNDAY_SIX)

    [message] = office.messages
    assert message["To"] == "maud@example.org"
    assert message["Subject"] == "4 new favorites"
    assert "2 readers made “Salt Wages” a favorite." in body(message)
    assert "1 guest made “Salt Wages” a favorite." in body(message)
    assert "1 reader made you a favorite, as maud at sea." in body(message)
    assert "iris" not in body(message)


def test_a_favorite_that_was_let_go_is_not_told(tale, maud, iris, office):
    favoriting.favorite(tale, by=iris, at=NOW)
    plan()
    favoriting.unfavorite(tale, by=iris, at=AFTER)
    plan()

    send(at=SUNDAY_SIX)

    assert office.messages == []


@pytest.mark.parametrize("wish", ["daily", "none"])
def test_reviews_are_gathered_for_whoever_wants_it(wish, tale, maud, iris, office):
    Wishes.objects.create(user=maud, reviews=wish, favorites="none")
    people.review(tale, iris, "I read it twice.")
    people.review(tale.chapters.first(), iris, "And this one thrice.")
    plan()

    send(at=SUNDAY_SIX)

    assert [message["Subject"] for message in office.messages] == ["2 reviews and answers"] * (wish == "daily")
    if wish == "daily":
        assert "> I read it twice." in body(office.messages[0])
        assert "iris at sea wrote a review:" in body(office.messages[0])


def test_what_had_a_letter_of_its_own_is_not_gathered_afterwards(tale, maud, iris, nell, office):
    people.review(tale, iris, "First words.")
    news.spread()
    Wishes.objects.filter(user=maud).update(reviews="daily", favorites="none")
    people.review(tale.chapters.get(), nell, "Second words.", at=NOW + timedelta(minutes=5))
    plan(at=NOW + timedelta(minutes=10))

    send(at=SUNDAY_SIX)

    _at_once, gathered = office.messages
    assert "Second words." in body(gathered)
    assert "First words." not in body(gathered)


@pytest.mark.parametrize("between", ["each", "none"])
def test_what_came_while_nothing_was_gathered_is_not_gathered_afterwards(between, tale, maud, iris, otto, nell, office):
    wishes = Wishes.objects.create(user=maud, favorites="none")
    for days, reader, wish in ((0, iris, "daily"), (2, otto, between), (4, nell, "daily")):
        wishing.set_personal(wishes, "reviews", wish)
        people.review(tale, reader, f"Words of {reader.username}.", at=NOW + timedelta(days=days))
        plan(at=NOW + timedelta(days=days, minutes=5))
        send(at=NOW + timedelta(days=days + 1))

    assert "Words of nell." in body(office.messages[-1])
    assert "Words of otto." not in body(office.messages[-1])
    assert "Words of iris." not in body(office.messages[-1])


def test_the_log_reader_and_the_tasks_go_by_the_real_clock(tale, maud, iris, office, settings):
    from django.utils import timezone

    from feuilleton.tasks import working

    settings.FEUILLETON_HOLD = 0
    news.follow(tale, iris, cadence="daily")
    people.published_chapter(tale, maud)
    for _round in range(3):
        for reader in settings.FEUILLETON_LOG_READERS:
            reading.read(reader, at=timezone.now())
        working.work_off(clock=timezone.now)
    assert states() == [DUE]
    Digest.objects.update(due_at=timezone.now() - timedelta(hours=1))

    digesting.send_due.enqueue()
    working.work_off(clock=timezone.now)

    assert office.addresses == ["iris@example.org"]
    assert states() == [SENT]
