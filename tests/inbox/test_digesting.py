"""Gathered letters: at the hour of the reader's own clock, once a day, with what may still be told, or none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.accounts import mailing
from feuilleton.events.models import Event
from feuilleton.inbox import digesting, quieting
from feuilleton.inbox.models import DUE, PARKED, SENT, SKIPPED, Digest, Subscription, Wishes
from feuilleton.tasks.models import Job
from tests import people
from tests.inbox import news
from tests.inbox.digests import SATURDAY_SIX, SUNDAY_SIX, body, plan, send, states
from tests.inbox.news import AFTER
from tests.inbox.test_quieting import ZONES
from tests.people import NOW

db = pytest.mark.django_db


@pytest.fixture
def daily(tale, iris):
    return news.follow(tale, iris, cadence="daily")


# When


@given(
    hour=st.integers(0, 23),
    day=st.integers(0, 6),
    zone=st.sampled_from(ZONES),
    after=st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 1), timezones=st.just(UTC)),
)
def test_each_day_has_its_moment_on_every_clock(hour, day, zone, after):
    wishes = Wishes(digest_hour=hour, digest_day=day)
    wall = quieting.clock(zone)

    for cadence, longest in (("daily", timedelta(days=1, hours=25)), ("weekly", timedelta(days=8, hours=25))):
        coming = digesting.moments(wishes, zone, cadence, after)
        (first_day, first), (second_day, second) = next(coming), next(coming)

        assert after < first <= after + longest
        assert first_day < second_day
        assert first <= second
        if cadence == "weekly":
            assert first_day.weekday() == second_day.weekday() == day
        shown = first.astimezone(wall)
        assert (shown.date(), shown.hour) == (first_day, hour) or _is_no_time(first_day, hour, wall)


def _is_no_time(day: date, hour: int, wall) -> bool:
    said = datetime(day.year, day.month, day.day, hour, tzinfo=wall)
    return said.astimezone(UTC).astimezone(wall).replace(tzinfo=None) != said.replace(tzinfo=None)


@pytest.mark.parametrize(
    ("zone", "after", "moment"),
    [
        ("Europe/Vienna", "2026-10-24T18:00+02:00", "2026-10-25T18:00:00+01:00"),
        ("Europe/Vienna", "2026-03-28T18:00+01:00", "2026-03-29T18:00:00+02:00"),
        ("Asia/Tokyo", "2026-11-21T17:59:59+09:00", "2026-11-21T18:00:00+09:00"),
    ],
)
def test_six_in_the_evening_stays_six_when_clocks_change(zone, after, moment):
    _day, at = next(digesting.moments(Wishes(), zone, "daily", datetime.fromisoformat(after)))

    assert at.astimezone(quieting.clock(zone)).isoformat() == moment


@db
def test_an_hour_on_the_reader_s_own_clock(tale, maud, iris, daily):
    iris.time_zone = "Asia/Tokyo"
    iris.save(update_fields=["time_zone"])
    people.published_chapter(tale, maud)

    plan()

    [row] = Digest.objects.all()
    assert (row.day, row.due_at) == (date(2026, 11, 22), datetime(2026, 11, 22, 9, tzinfo=UTC))


@db
def test_another_hour_or_zone_moves_what_waits(tale, maud, iris, daily):
    people.published_chapter(tale, maud)
    plan()
    Wishes.objects.create(user=iris, digest_hour=7)

    digesting.move(iris, at=AFTER)

    [row] = Digest.objects.all()
    assert row.due_at == datetime(2026, 11, 22, 7, tzinfo=UTC)


@db
def test_an_hour_later_on_the_same_day_is_not_a_second_letter_that_day(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud, at=NOW - timedelta(hours=5))
    plan(at=NOW - timedelta(hours=4))
    send(at=SATURDAY_SIX)
    Wishes.objects.update(digest_hour=21)
    digesting.move(iris, at=AFTER)
    people.published_chapter(tale, maud)

    plan()

    assert len(office.messages) == 1
    assert list(Digest.objects.order_by("day").values_list("day", "state")) == [
        (date(2026, 11, 21), SENT),
        (date(2026, 11, 22), DUE),
    ]


# Once


@db
def test_three_chapters_are_one_letter(tale, maud, iris, daily, office):
    for title in ("Neap", "Spring", "Slack"):
        people.published_chapter(tale, maud, title=title)
    plan()

    send(at=SUNDAY_SIX - timedelta(minutes=1))
    assert office.messages == []
    send(at=SUNDAY_SIX)
    send(at=SUNDAY_SIX + timedelta(hours=1))

    [message] = office.messages
    assert message["To"] == "iris@example.org"
    assert message["Subject"] == "3 new chapters to read"
    assert message["Message-ID"] == mailing.message_id("digest", "daily", "2026-11-22", iris.pk)
    words = body(message)
    assert words.index("Neap") < words.index("Spring") < words.index("Slack")
    assert "“Salt Wages” by maud at sea" in words


@db
def test_nothing_new_is_no_letter(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud)
    plan()
    send(at=SUNDAY_SIX)

    plan(at=SUNDAY_SIX + timedelta(minutes=1))
    send(at=SUNDAY_SIX + timedelta(days=1))

    assert len(office.messages) == 1
    assert states() == [SENT, SKIPPED]


@db
def test_each_letter_goes_on_where_the_last_one_ended(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud, title="Neap")
    plan()
    send(at=SUNDAY_SIX)
    people.published_chapter(tale, maud, title="Spring", at=SUNDAY_SIX + timedelta(minutes=1))
    plan(at=SUNDAY_SIX + timedelta(minutes=5))
    send(at=SUNDAY_SIX + timedelta(days=1))

    first, second = office.messages
    assert "Neap" in body(first)
    assert "Spring" in body(second)
    assert "Neap" not in body(second)


@db
def test_what_is_still_in_its_hold_waits_for_the_next_letter(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud, title="Neap")
    plan()
    people.published_chapter(tale, maud, title="Spring", at=SUNDAY_SIX - timedelta(minutes=1))
    plan(at=SUNDAY_SIX)
    send(at=SUNDAY_SIX)
    assert "Spring" not in body(office.messages[0])

    plan(at=SUNDAY_SIX + timedelta(minutes=2))
    send(at=SUNDAY_SIX + timedelta(days=1))

    assert "Spring" in body(office.messages[1])


@db
def test_a_worker_that_died_leaves_its_letters_to_the_next_one(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud)
    plan()
    digesting.hand_out(at=SUNDAY_SIX)
    Job.objects.all().delete()  # its job, with it

    send(at=SUNDAY_SIX + timedelta(minutes=5))
    assert office.messages == []
    send(at=SUNDAY_SIX + digesting.LEASE)

    assert len(office.messages) == 1


@db
def test_two_workers_do_not_send_the_same_letter(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud)
    plan()

    handed = [digesting.hand_out(at=SUNDAY_SIX) for _worker in range(2)]
    [job] = Job.objects.filter(task=digesting.send_range.module_path)
    keys, claim = job.arguments["args"]
    for _worker in range(2):
        digesting.send(keys, claim=datetime.fromisoformat(claim), at=SUNDAY_SIX)

    assert handed == [1, 0]
    assert len(office.messages) == 1


@db
def test_a_letter_that_goes_out_again_is_the_same_letter(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud, title="Neap")
    plan()
    send(at=SUNDAY_SIX)
    # Killed between the server's word and its own: the row does not know yet.
    claim = SUNDAY_SIX + digesting.LEASE
    Digest.objects.update(state=DUE, sent_at=None, due_at=claim)
    people.published_chapter(tale, maud, title="Spring", at=SUNDAY_SIX)
    plan(at=SUNDAY_SIX + timedelta(minutes=5))

    send(at=claim)
    send(at=SUNDAY_SIX + timedelta(days=1))

    first, again, next_day = office.messages
    assert first["Message-ID"] == again["Message-ID"] != next_day["Message-ID"]
    assert body(first) == body(again)
    assert "Spring" in body(next_day)


@db
def test_a_server_that_is_away_gets_them_when_it_is_back(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud)
    plan()
    office.mood.at_first = "421 4.3.2 Back in a minute"
    send(at=SUNDAY_SIX)
    assert states() == [DUE]

    office.mood.at_first = ""
    send(at=SUNDAY_SIX + timedelta(minutes=10))

    assert len(office.messages) == 1
    assert states() == [SENT]


@db
def test_what_one_letter_could_not_bring_the_next_one_does(tale, maud, iris, daily, office):
    people.published_chapter(tale, maud, title="Neap")
    plan()
    Digest.objects.update(state=PARKED, until=Event.objects.order_by("-pk").first().pk, tries=16)
    people.published_chapter(tale, maud, title="Spring", at=SUNDAY_SIX + timedelta(hours=1))
    plan(at=SUNDAY_SIX + timedelta(hours=2))
    send(at=SUNDAY_SIX + timedelta(days=1))

    [message] = office.messages
    assert "Neap" in body(message)
    assert "Spring" in body(message)


@db
def test_many_are_handed_out_in_ranges(tale, maud, settings):
    readers = [people.User(username=f"r{n}", email=f"r{n}@example.org") for n in range(1100)]
    people.User.objects.bulk_create(readers)
    Subscription.objects.bulk_create(
        Subscription(user=one, story=tale, topic=f"story:{tale.pk}", cadence="daily", made_at=NOW - timedelta(days=3))
        for one in people.User.objects.filter(username__startswith="r")
    )
    people.published_chapter(tale, maud)
    plan()

    assert digesting.hand_out(at=SUNDAY_SIX) == 1100
    assert [len(job.arguments["args"][0]) for job in Job.objects.filter(task=digesting.send_range.module_path)] == [
        1000,
        100,
    ]
