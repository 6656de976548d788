"""From what was told to letters: the hold, and the measures in which people want to hear."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from feuilleton.accounts import blocking
from feuilleton.events.models import Event
from feuilleton.inbox import releasing
from feuilleton.inbox.models import COMPLETE, DAILY, MANY, Release, Subscription
from feuilleton.stories import announcing, describing, drafting, publishing
from feuilleton.stories.composing import Typed
from feuilleton.stories.models import ABANDONED, HIATUS, ONGOING, Authorship
from tests import people
from tests.inbox import news
from tests.inbox.digests import body
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db


def change(story, by, *, at=NOW, **header):
    describing.describe(story, replace(describing.header_of(story), **header), by=by, at=at)


def subjects(mailoutbox):
    return [message.subject for message in mailoutbox]


def titles_in(message):
    return [title for title in ("Neap", "Grain", "Dune") if title in body(message)]


def test_nothing_leaves_before_the_hold_is_over(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    news.spread(at=NOW + timedelta(seconds=119))
    assert mailoutbox == []

    news.spread(at=NOW + timedelta(seconds=120))
    assert len(mailoutbox) == 1


def test_the_hold_is_a_setting(tale, maud, iris, mailoutbox, settings):
    settings.FEUILLETON_HOLD = 0
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    news.spread(at=NOW)

    assert len(mailoutbox) == 1


def test_the_feeds_are_told_when_it_is_released(tale, maud):
    people.published_chapter(tale, maud)
    news.spread(at=NOW)
    assert not Event.objects.filter(kind="news_released", data__event=Event.objects.latest("pk").pk).exists()

    news.spread()
    released = Event.objects.filter(kind="news_released").latest("pk")
    author = people.pen_name(maud)
    names = set(released.touches.values_list("name", flat=True))
    assert names == {"feed:site", f"feed:story:{tale.pk}", f"feed:person:{author.pk}"}


def test_the_last_chapter_is_one_letter_that_says_so(tale, maud, iris, mailoutbox):
    change(tale, maud, planned=2, at=NOW - timedelta(hours=1))
    tale.refresh_from_db()
    news.follow(tale, iris)
    people.published_chapter(tale, maud, title="The end")
    news.spread()

    (message,) = mailoutbox
    assert "The end" in message.subject


def test_a_story_that_is_declared_complete_is_a_letter_of_its_own(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    change(tale, maud, planned=1)
    news.spread()

    assert subjects(mailoutbox) == ["Salt Wages is complete"]


def test_whoever_waits_for_the_end_hears_of_it_alone(tale, maud, iris, mailoutbox):
    news.follow(tale, iris, cadence=COMPLETE)
    people.published_chapter(tale, maud)
    news.spread()
    assert mailoutbox == []

    tale.refresh_from_db()
    change(tale, maud, planned=2, at=NOW + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=1))
    assert subjects(mailoutbox) == ["Salt Wages is complete"]


def test_when_as_many_wait_as_one_said_one_letter_tells_of_them(tale, maud, iris, mailoutbox):
    following = news.follow(tale, iris, cadence=MANY, many=2)
    for hours in range(5):
        people.published_chapter(tale, maud, at=NOW + timedelta(hours=hours))
        news.spread(at=AFTER + timedelta(hours=hours))

    assert len(mailoutbox) == 2
    assert all("2 chapters" in subject for subject in subjects(mailoutbox))
    following.refresh_from_db()
    assert following.told == Event.objects.filter(kind="chapter_published").order_by("pk")[4].pk


def test_at_the_end_what_waits_is_told_however_little_it_is(tale, maud, iris, mailoutbox):
    news.follow(tale, iris, cadence=MANY, many=5)
    people.published_chapter(tale, maud)
    news.spread()
    tale.refresh_from_db()
    change(tale, maud, planned=2, at=NOW + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=1))

    (message,) = mailoutbox
    assert "1 chapter waits" in message.subject


def test_what_is_told_of_a_story_is_not_told_again_of_its_author(tale, maud, iris, nell, office):
    other = people.published_story(maud, "Sand", at=NOW - timedelta(days=6))
    news.follow(tale, iris)
    for reader in (iris, nell):
        news.follow(people.pen_name(maud), reader, cadence=MANY, many=2)
    people.published_chapter(tale, maud, title="Neap")
    news.spread()
    people.published_chapter(other, maud, title="Grain", at=NOW + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=1))
    people.published_chapter(other, maud, title="Dune", at=NOW + timedelta(hours=2))
    news.spread(at=AFTER + timedelta(hours=2))

    told = {"iris@example.org": [], "nell@example.org": []}
    for message in office.messages:
        told[message["To"]].append(titles_in(message))
    assert told == {"iris@example.org": [["Neap"], ["Grain", "Dune"]], "nell@example.org": [["Neap", "Grain"]]}


def test_what_somebody_blocked_has_a_hand_in_is_not_told_of_the_other_author(tale, maud, iris, nell, office):
    other = people.published_story(maud, "Sand", at=NOW - timedelta(days=6))
    Authorship.objects.create(story=tale, pen_name=people.pen_name(nell), position=2)
    news.follow(people.pen_name(maud), iris, cadence=MANY, many=2)
    people.published_chapter(tale, maud, title="Neap")
    people.published_chapter(other, maud, title="Grain")
    blocking.block(people.pen_name(nell), by=iris, at=NOW)
    news.spread()
    assert office.messages == []

    people.published_chapter(other, maud, title="Dune", at=NOW + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=1))
    (message,) = office.messages
    assert titles_in(message) == ["Grain", "Dune"]


def test_a_pause_and_the_return_are_told(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    change(tale, maud, status=HIATUS)
    news.spread()
    tale.refresh_from_db()
    change(tale, maud, status=ONGOING, at=NOW + timedelta(days=30))
    news.spread(at=AFTER + timedelta(days=30))

    assert subjects(mailoutbox) == ["Salt Wages pauses", "Salt Wages goes on"]


def test_a_pause_taken_back_in_the_hold_is_told_by_neither_letter(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    change(tale, maud, status=HIATUS)
    tale.refresh_from_db()
    change(tale, maud, status=ONGOING, at=NOW + timedelta(minutes=1))
    news.spread()
    news.spread(at=AFTER + timedelta(hours=1))

    assert mailoutbox == []
    assert not Release.objects.filter(event__kind__in=["story_paused", "story_resumed"], cancelled_at=None).exists()


def test_a_story_given_up_is_told_to_nobody(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    change(tale, maud, status=ABANDONED)
    news.spread()

    assert mailoutbox == []


def test_an_announcement_is_told_unless_it_is_withdrawn(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    announcing.announce(tale, "No chapter this week.", by=maud, at=NOW)
    taken_back = announcing.announce(tale, "Nor the next.", by=maud, at=NOW)
    announcing.withdraw(taken_back, by=maud, at=NOW)
    news.spread()

    (message,) = mailoutbox
    assert "No chapter this week." in message.message().get_body(("plain",)).get_content()


def test_whoever_gathers_hears_nothing_by_a_letter_of_its_own(tale, maud, iris, mailoutbox):
    news.follow(tale, iris, cadence=DAILY)
    people.published_chapter(tale, maud)
    change(tale, maud, status=HIATUS)
    news.spread()

    assert mailoutbox == []


def test_what_is_stopped_in_its_hold_never_leaves(tale, maud, iris, otto, mailoutbox):
    news.follow(tale, iris)
    chapter = people.published_chapter(tale, maud)
    news.spread(at=NOW)
    event = Event.objects.get(kind="chapter_published", subject_id=chapter.pk)
    releasing.stop(event, by=otto, at=NOW)
    releasing.stop(event, by=otto, at=NOW)
    news.spread()

    assert mailoutbox == []
    assert Event.objects.filter(kind="news_stopped").count() == 1


def test_a_chapter_mended_and_published_anew_has_a_new_hold(tale, maud, iris, mailoutbox):

    news.follow(tale, iris)
    chapter = people.published_chapter(tale, maud)
    publishing.withdraw(chapter, by=maud, at=NOW)
    news.spread()
    draft = drafting.find(chapter)
    drafting.save(chapter, Typed(source="Mended.", number=draft.number), version=draft.version, by=maud, at=AFTER)
    publishing.publish(chapter, by=maud, at=AFTER)
    news.spread(at=AFTER + timedelta(minutes=2))

    assert len(mailoutbox) == 1


def test_of_two_subscriptions_to_two_authors_one_tells(tale, maud, iris, nell, mailoutbox):

    Authorship.objects.create(story=tale, pen_name=people.pen_name(nell), position=2)  # No rule adds an author yet.
    first, _second = (news.follow(people.pen_name(author), iris) for author in (maud, nell))
    people.published_chapter(tale, maud)
    news.spread()

    assert len(mailoutbox) == 1
    assert Subscription.objects.get(deliveries__isnull=False) == first
