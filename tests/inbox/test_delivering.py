"""Letters to those who follow: each once, whatever the mail server does."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from feuilleton.accounts import mailing
from feuilleton.accounts.models import User
from feuilleton.events.models import Event
from feuilleton.inbox import delivering, pacing, releasing, telling
from feuilleton.inbox.models import DUE, PARKED, SENT, SKIPPED, Delivery, Release, Wishes
from feuilleton.stories import publishing
from feuilleton.tasks import working
from feuilleton.tasks.models import Job
from tests import people, post
from tests.inbox import news
from tests.inbox.conftest import use
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db


def readers(tale, count):
    made = [people.person(f"reader{number}") for number in range(count)]
    for reader in made:
        news.follow(tale, reader)
    return made


def states():
    return sorted(Delivery.objects.values_list("state", flat=True))


def test_a_chapter_is_one_letter_to_each_who_follows(tale, maud, iris, nell, office):
    news.follow(tale, iris)
    news.follow(people.pen_name(maud), nell)
    people.published_chapter(tale, maud, title="The storm")

    news.spread()
    news.spread(at=AFTER + timedelta(hours=1))

    assert office.addresses == ["iris@example.org", "nell@example.org"]
    assert states() == [SENT, SENT]
    assert all("The storm" in str(message["Subject"]) for message in office.messages)


def test_letters_come_through_a_server_without_pipelining(tale, maud, iris, nell, settings):
    news.follow(tale, iris)
    news.follow(tale, nell)
    people.published_chapter(tale, maud)
    with post.office(pipelining=False) as plain:
        use(settings, plain)
        plain.mood.to = {"iris@example.org": post.REFUSED}
        news.spread()

        assert plain.addresses == ["nell@example.org"]
        assert plain.connections == 1


def test_a_letter_is_known_by_its_event_and_subscription_for_good(tale, maud, iris, office):
    following = news.follow(tale, iris)
    chapter = people.published_chapter(tale, maud)
    news.spread()

    (message,) = office.messages
    event = Event.objects.get(kind="chapter_published", subject_id=chapter.pk)
    assert message["To"] == "iris@example.org"
    assert message["Message-ID"] == mailing.message_id("news", event.pk, following.pk)


def test_a_server_that_refuses_everything_for_a_while_gets_it_all_afterwards(tale, maud, office):
    readers(tale, 7)
    people.published_chapter(tale, maud)
    office.mood.at_first = "421 4.3.2 Back in a minute"
    news.spread()
    assert office.messages == []
    assert states() == [DUE] * 7
    until = pacing.shut_until(AFTER)
    assert until is not None

    office.mood.at_first = ""
    news.spread(at=until - timedelta(seconds=1))
    assert office.messages == []

    news.spread(at=until)
    assert states() == [SENT] * 7
    assert len(set(office.ids)) == len(office.ids) == 7
    assert pacing.shut_until(until) is None


def test_each_failure_leaves_the_server_alone_for_longer(tale, maud, iris, office):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    office.mood.at_first = "421 4.3.2 Not now"
    at, pauses = AFTER, []
    for _failure in range(4):
        news.spread(at=at)
        until = pacing.shut_until(at)
        assert until is not None
        pauses.append(round((until - at).total_seconds()))
        at = until

    assert pauses == [5, 10, 20, 40]


def test_a_message_that_is_put_off_is_tried_again_and_the_others_go_on(tale, maud, iris, nell, office):
    news.follow(tale, iris)
    news.follow(tale, nell)
    people.published_chapter(tale, maud)
    office.mood.to = {"iris@example.org": "450 4.2.1 Greylisted, try again"}
    news.spread()
    assert office.addresses == ["nell@example.org"]

    office.mood.to = {}
    put_off = Delivery.objects.get(user=iris)
    assert (put_off.state, put_off.tries) == (DUE, 1)
    assert put_off.trouble == "450 4.2.1 Greylisted, try again"
    news.spread(at=put_off.due_at)

    assert office.addresses == ["iris@example.org", "nell@example.org"]


def test_an_address_that_is_refused_is_parked_with_the_reason_and_gets_no_more(tale, maud, iris, nell, office):
    news.follow(tale, iris)
    news.follow(tale, nell)
    people.published_chapter(tale, maud)
    office.mood.to = {"iris@example.org": post.REFUSED}
    news.spread()

    parked = Delivery.objects.get(user=iris)
    assert (parked.state, parked.trouble) == (PARKED, post.REFUSED)
    assert office.addresses == ["nell@example.org"]
    assert Wishes.objects.get(user=iris).bounced_address == "iris@example.org"

    office.mood.to = {}
    people.published_chapter(tale, maud, at=NOW + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=1))
    assert office.addresses == ["nell@example.org", "nell@example.org"]


def test_a_message_that_is_refused_stops_no_other_to_that_address(tale, maud, iris, office):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    office.mood.at_last = "554 5.7.1 It smells of spam"
    news.spread()

    assert Delivery.objects.get().state == PARKED
    assert not Wishes.objects.filter(bounced_at__isnull=False).exists()


def test_a_server_that_hangs_is_left_and_nothing_is_lost(tale, maud, office):
    readers(tale, 3)
    people.published_chapter(tale, maud)
    office.mood.hangs = 3
    news.spread()
    assert DUE in states()

    office.mood.hangs = 0
    for hours in range(1, 3):
        news.spread(at=AFTER + timedelta(hours=hours))
    assert states() == [SENT] * 3
    assert len(set(office.ids)) == 3


def test_a_server_that_hangs_up_in_the_middle_gets_the_same_message_again(tale, maud, office):
    readers(tale, 3)
    people.published_chapter(tale, maud)
    office.mood.cuts = True
    news.spread()
    assert office.messages == []
    assert states() == [DUE] * 3

    office.mood.cuts = False
    news.spread(at=AFTER + timedelta(hours=1))
    assert states() == [SENT] * 3
    assert len(set(office.ids)) == len(office.ids) == 3


def test_a_server_that_wants_few_on_a_connection_gets_more_connections(tale, maud, office):
    readers(tale, 7)
    people.published_chapter(tale, maud)
    office.mood.most = 3
    news.spread()

    assert len(office.messages) == 7
    assert office.connections == 3
    assert pacing.shut_until(AFTER) is None


def test_what_cannot_be_sent_for_days_is_parked(tale, maud, iris, office):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    office.mood.to = {"iris@example.org": "452 4.2.2 Mailbox full"}
    at = AFTER
    for _try in range(20):
        news.spread(at=at)
        at = max(at, Delivery.objects.get().due_at) + timedelta(seconds=1)

    parked = Delivery.objects.get()
    assert (parked.state, parked.trouble) == (PARKED, "452 4.2.2 Mailbox full")
    assert at - AFTER > timedelta(days=1)
    assert Wishes.objects.get(user=iris).strikes == 1


def test_a_worker_killed_before_it_marked_what_it_sent_sends_the_same_messages_again(tale, maud, iris, office):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    news.spread()
    Delivery.objects.update(state=DUE, sent_at=None)  # what a kill between "250" and the commit leaves

    news.spread()

    assert len(office.ids) == 2
    assert len(set(office.ids)) == 1


def test_without_a_mail_server_letters_go_where_django_sends_them(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    people.published_chapter(tale, maud, title="The storm")
    news.spread()

    (message,) = mailoutbox
    assert message.to == ["iris@example.org"]
    assert "The storm" in message.subject
    assert b"\r\nList-Id: " in message.message().as_bytes()


def test_letters_that_were_stopped_are_not_sent(tale, maud, otto, office):
    readers(tale, 3)
    people.published_chapter(tale, maud)
    office.mood.at_first = "421 Later"
    news.spread()
    event = Event.objects.get(deliveries__user__username="reader0")
    releasing.stop(event, by=otto, at=AFTER)

    office.mood.at_first = ""
    news.spread(at=AFTER + timedelta(hours=1))
    assert office.messages == []
    assert states() == [SKIPPED] * 3


def test_what_is_withdrawn_while_letters_go_out_goes_to_nobody_else(tale, maud, iris, nell, office):
    news.follow(tale, iris)
    news.follow(tale, nell)
    chapter = people.published_chapter(tale, maud)
    office.mood.to = {"iris@example.org": "450 4.2.1 Try again"}
    news.spread()
    publishing.withdraw(chapter, by=maud, at=AFTER)

    office.mood.to = {}
    news.spread(at=AFTER + timedelta(hours=1))
    assert office.addresses == ["nell@example.org"]
    assert Delivery.objects.get(user=iris).state == SKIPPED


def test_ranges_reach_everybody_once(tale, maud, office, monkeypatch):
    monkeypatch.setattr(releasing, "RANGE", 2)
    readers(tale, 5)
    people.published_chapter(tale, maud)
    news.spread()

    assert len(news.ranges()) == 3
    assert office.addresses == sorted(f"reader{number}@example.org" for number in range(5))


def test_what_the_server_put_off_is_one_job_that_takes_the_place_of_the_first(tale, maud, iris, office):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    for event in Event.objects.order_by("pk"):
        telling.tell(event)
    releasing.release(Release.objects.get(due_at__gt=NOW).event, at=AFTER)
    first = Job.objects.get(task=delivering.deliver_range.module_path)
    Job.objects.exclude(pk=first.pk).delete()
    office.mood.to = {"iris@example.org": "450 4.2.1 Try again"}

    assert working.run_one("w", clock=lambda: timezone.now() + timedelta(seconds=1))

    left = Job.objects.get()
    assert (left.arguments, left.due_at) == (first.arguments, Delivery.objects.get().due_at)
    assert left.pk != first.pk


def test_a_chapter_taken_back_in_its_hold_is_told_however_late_it_is_shown_again(tale, maud, iris, office):
    news.follow(tale, iris)
    chapter = people.published_chapter(tale, maud)
    publishing.withdraw(chapter, by=maud, at=NOW)
    news.spread()
    late = NOW + timedelta(days=45)

    publishing.publish(chapter, by=maud, at=late)
    news.spread(at=late + timedelta(minutes=3))

    assert office.addresses == ["iris@example.org"]


def test_two_workers_who_plan_at_once_gather_no_chapter_into_two_letters(tale, maud, iris, office, monkeypatch):
    subscription = news.follow(tale, iris, cadence="many", many=2)
    _first, second, third = (people.published_chapter(tale, maud) for _number in range(3))
    told = {event.subject_id: event for event in Event.objects.filter(kind="chapter_published")}
    Release.objects.update(released_at=NOW)
    parts = [
        delivering.Range(told[chapter.pk], f"story:{tale.pk}", subscription.pk, subscription.pk)
        for chapter in (second, third)
    ]
    with_enough = delivering._with_enough

    def and_another_goes_first(part, gathering):
        found = with_enough(part, gathering)
        monkeypatch.setattr(delivering, "_with_enough", with_enough)
        delivering.plan(parts[0], tale, at=AFTER)
        return found

    monkeypatch.setattr(delivering, "_with_enough", and_another_goes_first)
    delivering.plan(parts[1], tale, at=AFTER)

    assert list(Delivery.objects.values_list("event", "since")) == [(parts[0].event.pk, subscription.since)]


def test_a_range_says_when_it_has_something_to_send_again(tale, maud, iris, office):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    Wishes.objects.create(user=iris, quiet_from=20, quiet_until=7)  # it is 18:03 in London, UTC
    User.objects.filter(pk=iris.pk).update(time_zone="Europe/Athens")
    news.spread()
    (part,) = news.ranges()

    assert delivering.deliver(part, at=AFTER) == NOW.replace(hour=5, minute=0) + timedelta(days=1)
    assert office.messages == []
    news.spread(at=NOW.replace(hour=5, minute=0) + timedelta(days=1))
    assert office.addresses == ["iris@example.org"]
