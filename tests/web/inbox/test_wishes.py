"""One page says how one is told of things, and keeps it; an address that letters came back from is confirmed again."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from feuilleton.accounts.models import User
from feuilleton.inbox import bouncing
from feuilleton.inbox.models import Digest, Wishes
from feuilleton.tasks import working

pytestmark = pytest.mark.django_db

SENT = {
    "quiet_from": "22",
    "quiet_until": "7",
    "digest_hour": "8",
    "digest_day": "0",
    "reviews": "daily",
    "answers": "none",
    "favorites": "none",
    "text_in_mail": "on",
    "neutral": "on",
}


@pytest.fixture
def reader(iris: User) -> Client:
    client = Client()
    client.force_login(iris)
    return client


def test_a_stranger_is_led_to_the_door(client, db):
    assert client.get("/me/alerts")["Location"].startswith("/sign-in")


def test_looking_at_the_page_stores_nothing(reader):
    said = reader.get("/me/alerts").content.decode()

    assert "Quiet hours" in said
    assert not Wishes.objects.exists()


def test_all_of_it_is_kept(reader, iris):
    answer = reader.post("/me/alerts", SENT, headers={"Sec-Fetch-Site": "same-origin"})

    kept = Wishes.objects.get(user=iris)
    assert answer.status_code == 303
    assert (kept.quiet_from, kept.quiet_until, kept.digest_hour, kept.digest_day) == (22, 7, 8, 0)
    assert (kept.reviews, kept.answers, kept.favorites) == ("daily", "none", "none")
    assert (kept.text_in_mail, kept.neutral) == (True, True)
    said = reader.get("/me/alerts").content.decode()
    assert said.count('<option value="22" selected>22:00') == 1
    assert said.count(" checked") == 2


def test_what_is_not_ticked_is_off(reader, iris):
    Wishes.objects.create(user=iris, neutral=True, text_in_mail=True, quiet_from=1, quiet_until=2)

    reader.post("/me/alerts", {**SENT, "quiet_from": "", "quiet_until": "", "text_in_mail": "", "neutral": ""})

    kept = Wishes.objects.get(user=iris)
    assert (kept.quiet_from, kept.quiet_until, kept.text_in_mail, kept.neutral) == (None, None, False, False)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("quiet_from", "", "Quiet hours need a beginning and an end."),
        ("quiet_from", "24", "There is no such hour."),
        ("quiet_until", "-1", "There is no such hour."),
        ("digest_hour", "", "Gathered letters need a day and an hour."),
        ("digest_hour", "٣٣", "There is no such hour."),
        ("digest_hour", "99", "There is no such hour."),
        ("digest_day", "7", "There is no such day."),
        ("reviews", "hourly", "There is no such choice."),
        ("favorites", "each", "There is no such choice."),
    ],
)
def test_what_cannot_be_is_refused_and_what_was_chosen_stays(reader, name, value, words):
    answer = reader.post("/me/alerts", {**SENT, name: value})

    said = answer.content.decode()
    assert answer.status_code == 422
    assert words in said
    assert '<option value="none" selected>' in said
    assert not Wishes.objects.exists()


def test_another_hour_moves_the_letter_that_waits(reader, iris):
    far = timezone.now() + timedelta(days=30)
    Digest.objects.create(user=iris, cadence="daily", day=far.date(), due_at=far)

    reader.post("/me/alerts", SENT)

    [row] = Digest.objects.all()
    assert row.due_at.hour == 8
    assert row.due_at < timezone.now() + timedelta(days=2)


def test_another_time_zone_moves_the_letter_that_waits(reader, iris):
    far = timezone.now() + timedelta(days=30)
    Digest.objects.create(user=iris, cadence="daily", day=far.date(), due_at=far)

    reader.post("/me/time-zone", {"time_zone": "Asia/Tokyo"})

    [row] = Digest.objects.all()
    assert row.due_at.astimezone(UTC).hour == 9  # 18:00 in Tokyo


def test_a_pause_and_its_end(reader, iris):
    reader.post("/me/alerts/pause", {"do": "pause"})
    first = Wishes.objects.get(user=iris).paused_at
    assert first is not None
    assert "Send letters again" in reader.get("/me/alerts").content.decode()

    reader.post("/me/alerts/pause", {"do": "pause"})
    assert Wishes.objects.get(user=iris).paused_at == first
    reader.post("/me/alerts/pause", {"do": "resume"})

    assert Wishes.objects.get(user=iris).paused_at is None


def test_the_account_s_page_leads_here(reader):
    assert 'href="/me/alerts"' in reader.get("/me").content.decode()


# An address that letters came back from


@pytest.fixture
def stopped(iris):
    bouncing.hard(iris, "550 5.1.1 No such <user>", timezone.now())


def test_the_page_says_that_letters_come_back_and_what_one_can_do(reader, stopped):
    said = reader.get("/me/alerts").content.decode()

    assert "Letters to iris@example.org come back, so none are sent there." in said
    assert "550 5.1.1 No such &lt;user&gt;" in said
    assert "/me/e-mail" in said


def test_the_owner_of_the_address_starts_letters_again(reader, iris, stopped, client):
    reader.post("/me/alerts/address")
    working.work_off(clock=timezone.now)
    [letter] = mail.outbox
    assert letter.to == ["iris@example.org"]
    link = re.search(r"http://testserver(/me/alerts/address/\S+)", letter.body)[1]

    assert "Confirm the address" in client.get(link).content.decode()
    assert Wishes.objects.get(user=iris).bounced_at is not None
    assert client.post(link).status_code == 303

    assert Wishes.objects.get(user=iris).bounced_at is None
    assert "come back" not in reader.get("/me/alerts").content.decode()


def test_the_link_leads_to_the_site_s_own_address(reader, stopped, settings):
    settings.FEUILLETON_ADDRESS = "https://tales.example.org/"
    reader.post("/me/alerts/address")
    working.work_off(clock=timezone.now)

    assert "https://tales.example.org/me/alerts/address/" in mail.outbox[0].body


@pytest.mark.parametrize("how", ["get", "post"])
def test_a_link_that_is_cut_or_too_old_confirms_nothing(iris, stopped, client, how):
    key = bouncing.key(iris, at=timezone.now() - timedelta(days=4))

    for wrong in (key, key[:-1], "x", "é"):
        assert getattr(client, how)(f"/me/alerts/address/{wrong}").status_code == 404

    assert Wishes.objects.get(user=iris).bounced_at is not None


def test_a_letter_is_not_asked_for_without_end(reader, stopped):
    answers = [reader.post("/me/alerts/address").status_code for _ in range(4)]

    assert answers == [303, 303, 303, 422]


def test_the_moment_is_told_in_the_reader_s_time(reader, iris):
    User.objects.filter(pk=iris.pk).update(time_zone="Asia/Tokyo")
    Wishes.objects.create(user=iris, paused_at=datetime(2026, 11, 21, 20, 0, tzinfo=UTC))

    assert "22 November 2026" in reader.get("/me/alerts").content.decode()
