"""Following stories and people: once each, in one's own measure, never one's own, and taken back as if it never was."""

from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.accounts.blocking import Blocked
from feuilleton.events.models import Event
from feuilleton.inbox import digesting, subscribing
from feuilleton.inbox.models import COMPLETE, DAILY, EACH, MANY, WEEKLY, Release, Subscription
from feuilleton.kit.errors import Refusal
from tests.inbox import news
from tests.inbox.digests import NEXT_SATURDAY, SUNDAY_SIX, body, plan, send
from tests.inbox.news import AFTER
from tests.people import NOW, pen_name, published_chapter, published_story

LATER = NOW + timedelta(days=2)


def test_following_twice_is_once_in_the_way_asked_for_last(maud, iris):
    story = published_story(maud)

    first = subscribing.follow(story, by=iris, at=NOW)
    again = subscribing.follow(story, by=iris, at=LATER, cadence=WEEKLY, mail=False)

    assert first.pk == again.pk
    kept = Subscription.objects.get()
    assert (kept.cadence, kept.mail, kept.made_at) == (WEEKLY, False, NOW)


def test_it_begins_with_what_comes_after_it(maud, iris):
    story = published_story(maud, chapters=3)

    subscription = subscribing.follow(story, by=iris, at=NOW)

    newest = Event.objects.latest("id").pk
    assert (subscription.since, subscription.told, subscription.topic) == (newest, newest, f"story:{story.pk}")


def test_a_pen_name_is_followed_by_its_own_topic(maud, iris):
    name = pen_name(maud)

    subscription = subscribing.follow(name, by=iris, at=NOW)

    assert (subscription.topic, subscription.pen_name, subscription.story) == (f"person:{name.pk}", name, None)


def test_nobody_follows_their_own(maud):
    story = published_story(maud)

    for thing in (story, pen_name(maud)):
        with pytest.raises(Refusal, match="yours"):
            subscribing.follow(thing, by=maud, at=NOW)

    assert not Subscription.objects.exists()


@pytest.mark.parametrize("who_blocks", ["the author", "the reader"])
def test_nobody_follows_across_a_block(who_blocks, maud, iris):
    story = published_story(maud)
    blocker, blocked = (maud, iris) if who_blocks == "the author" else (iris, maud)
    blocking.block(pen_name(blocked), by=blocker, at=NOW)

    for thing in (story, pen_name(maud)):
        with pytest.raises(Blocked):
            subscribing.follow(thing, by=iris, at=NOW)


@pytest.mark.parametrize(
    ("cadence", "many"), [("hourly", None), ("", None), (MANY, None), (MANY, 1), (MANY, 51), (MANY, -3)]
)
def test_a_cadence_there_is_none_of_is_refused(cadence, many, maud, iris):
    story = published_story(maud)

    with pytest.raises(Refusal):
        subscribing.follow(story, by=iris, at=NOW, cadence=cadence, many=many)

    assert not Subscription.objects.exists()


def test_how_many_must_wait_is_kept_for_that_cadence_alone(maud, iris):
    story = published_story(maud)

    subscription = subscribing.follow(story, by=iris, at=NOW, cadence=MANY, many=5)
    assert subscription.many == 5
    subscribing.change(subscription, cadence=DAILY, mail=True, many=5, at=NOW)

    subscription.refresh_from_db()
    assert (subscription.cadence, subscription.many) == (DAILY, None)


def test_one_that_ends_keeps_its_row_and_its_token(maud, iris):
    subscription = subscribing.follow(published_story(maud), by=iris, at=NOW)
    token = subscription.token

    subscribing.end(subscription, at=NOW)
    subscribing.end(subscription, at=LATER)

    kept = Subscription.objects.get()
    assert (kept.ended_at, kept.token) == (NOW, token)


def test_taken_back_at_once_it_is_as_if_it_never_ended(maud, iris):
    story = published_story(maud)
    subscription = subscribing.follow(story, by=iris, at=NOW)
    before = subscription.since
    subscribing.end(subscription, at=NOW)
    published_chapter(story, maud, at=NOW)

    subscribing.resume(subscription, at=NOW + timedelta(hours=1))

    assert (subscription.ended_at, subscription.since) == (None, before)


@pytest.mark.parametrize("how", ["resumed", "followed again"])
def test_taken_up_again_later_it_begins_anew(how, maud, iris):
    story = published_story(maud)
    subscription = subscribing.follow(story, by=iris, at=NOW, cadence=DAILY)
    subscribing.end(subscription, at=NOW)
    published_chapter(story, maud, at=NOW)

    if how == "resumed":
        subscribing.resume(subscription, at=LATER)
    else:
        subscribing.follow(story, by=iris, at=LATER, cadence=DAILY)

    kept = Subscription.objects.get()
    newest = Event.objects.latest("id").pk
    assert (kept.ended_at, kept.since, kept.told, kept.cadence) == (None, newest, newest, DAILY)


@pytest.mark.parametrize("cadence", [EACH, COMPLETE])
def test_what_was_not_gathered_until_now_is_not_gathered_afterwards(cadence, maud, iris):
    story = published_story(maud)
    subscription = subscribing.follow(story, by=iris, at=NOW, cadence=cadence)
    published_chapter(story, maud, at=NOW)
    told = Event.objects.filter(kind="chapter_published").latest("id")
    Release.objects.update_or_create(event=told, defaults={"due_at": NOW, "released_at": NOW})

    subscribing.change(subscription, cadence=WEEKLY, mail=True, at=NOW)

    assert subscription.told == told.pk


def test_what_was_gathered_each_day_is_not_gathered_again_each_week(tale, maud, iris, office):
    subscription = news.follow(tale, iris, cadence=DAILY)
    published_chapter(tale, maud, title="Neap")
    plan()
    send(at=SUNDAY_SIX)

    subscribing.change(subscription, cadence=WEEKLY, mail=True, at=SUNDAY_SIX)
    published_chapter(tale, maud, title="Spring", at=LATER)
    plan(at=LATER + timedelta(minutes=5))
    send(at=NEXT_SATURDAY)

    first, second = office.messages
    assert "Neap" in body(first)
    assert "Spring" in body(second)
    assert "Neap" not in body(second)


@pytest.mark.parametrize("days", [1, 30])
def test_what_was_gathered_does_not_count_among_those_that_wait(days, tale, maud, iris, office):
    subscription = news.follow(tale, iris, cadence=DAILY)
    for title in ("Neap", "Spring"):
        published_chapter(tale, maud, title=title)
    plan()
    send(at=SUNDAY_SIX)
    at = SUNDAY_SIX + timedelta(days=days)

    subscribing.change(subscription, cadence=MANY, many=2, mail=True, at=at)
    published_chapter(tale, maud, title="Slack", at=at)
    news.spread(at=at + timedelta(minutes=5))
    assert len(office.messages) == 1
    published_chapter(tale, maud, title="Ebb", at=at)
    news.spread(at=at + timedelta(minutes=5))

    _gathered, waited = office.messages
    assert "Neap" not in body(waited)
    assert "Slack" in body(waited)
    assert "Ebb" in body(waited)


@pytest.mark.parametrize(
    ("now", "then", "hour"), [(DAILY, WEEKLY, NEXT_SATURDAY), (WEEKLY, DAILY, SUNDAY_SIX), (MANY, DAILY, SUNDAY_SIX)]
)
def test_what_waits_to_be_gathered_still_waits_when_the_measure_changes(now, then, hour, tale, maud, iris, office):
    subscription = news.follow(tale, iris, cadence=now, many=2 if now == MANY else None)
    published_chapter(tale, maud, title="Neap")
    plan()

    subscribing.change(subscription, cadence=then, mail=True, at=AFTER)
    send(at=hour - timedelta(minutes=1))
    assert office.messages == []
    send(at=hour)
    send(at=hour + timedelta(days=8))

    [message] = office.messages
    assert "Neap" in body(message)


def test_a_daily_letter_brings_what_waited_for_the_weekly_one_but_nothing_twice(tale, maud, iris, office):
    other, third = (published_story(maud, title, at=NOW - timedelta(days=6)) for title in ("Sand", "Silt"))
    news.follow(tale, iris, cadence=DAILY)
    weekly = [news.follow(story, iris, cadence=WEEKLY) for story in (other, third)]
    for story, title in ((other, "Grain"), (third, "Mud"), (tale, "Neap")):
        published_chapter(story, maud, title=title)
    plan()
    send(at=SUNDAY_SIX)
    later = SUNDAY_SIX + timedelta(hours=1)

    for one in weekly:
        subscribing.change(one, cadence=DAILY, mail=True, at=later)
    digesting.move(iris, at=later)
    send(at=later + timedelta(days=1))
    send(at=NEXT_SATURDAY)

    first, second = [body(message) for message in office.messages]
    assert "Neap" in first
    assert "Grain" in second
    assert "Mud" in second
    assert "Neap" not in second


@pytest.mark.parametrize(
    ("cadence", "many", "letters"),
    [(EACH, None, [["Neap"], ["Spring"]]), (MANY, 2, [["Neap", "Spring"]]), (MANY, 3, [])],
)
def test_what_waited_to_be_gathered_is_told_at_once_by_who_gathers_no_more(
    cadence, many, letters, tale, maud, iris, office
):
    subscription = news.follow(tale, iris, cadence=DAILY)
    for title in ("Neap", "Spring"):
        published_chapter(tale, maud, title=title)
    plan()

    subscribing.change(subscription, cadence=cadence, many=many, mail=True, at=AFTER)
    news.spread()
    send(at=SUNDAY_SIX)

    told = [[title for title in ("Neap", "Spring") if title in body(message)] for message in office.messages]
    assert told == letters


def test_what_waited_for_a_letter_waits_for_none_in_the_inbox_alone(tale, maud, iris, office):
    subscription = news.follow(tale, iris, cadence=DAILY)
    published_chapter(tale, maud)
    plan()

    subscribing.change(subscription, cadence=DAILY, mail=False, at=AFTER)
    subscribing.change(subscription, cadence=DAILY, mail=True, at=AFTER)
    send(at=SUNDAY_SIX)

    assert office.messages == []
