"""Letters that come back stop letters to that address, until its owner confirms it; and nothing else stops them."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.__main__ import main
from feuilleton.accounts import mailing
from feuilleton.inbox import bouncing, hearing, reports, subscribing
from feuilleton.inbox.models import SENT, Delivery, Wishes
from feuilleton.kit.errors import Refusal
from feuilleton.tasks import working
from tests import people
from tests.inbox import news
from tests.inbox.news import AFTER
from tests.people import NOW

db = pytest.mark.django_db
DAY = timedelta(days=1)

REPORT = """\
From: MAILER-DAEMON@mail.example.net
To: feuilleton@localhost
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

I could not deliver it.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example.net
Arrival-Date: Sat, 21 Nov 2026 18:00:00 +0000

{recipients}
--B
Content-Type: {returned}

Message-ID: {letter}
To: {to}
Subject: Salt Wages: Chapter 2

--B--
"""
RECIPIENT = """\
Final-Recipient: rfc822; {address}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{address}>:
    no such user

"""


def report(letter, *, address="iris@example.org", action="failed", status="5.1.1", to="", returned="message/rfc822"):
    recipients = RECIPIENT.format(address=address, action=action, status=status)
    return REPORT.format(
        recipients=recipients, letter=letter, to=to or "Iris <iris@example.org>", returned=returned
    ).encode()


@pytest.fixture
def letter(tale, iris):
    """The Message-ID of a letter that went to iris."""
    following = subscribing.follow(tale, by=iris, at=NOW)
    return mailing.message_id("news", 5, following.pk)


def is_reached(user):
    return people.User.objects.filter(hearing.reached_by_mail(), pk=user.pk).exists()


# The rules


@db
def test_an_address_that_is_refused_for_good_gets_no_more_letters(tale, maud, iris, office):
    news.follow(tale, iris)
    office.mood.to = {"iris@example.org": "550 5.1.1 No such user"}
    people.published_chapter(tale, maud)
    news.spread()
    office.mood.to = {}
    people.published_chapter(tale, maud, at=NOW + timedelta(hours=1))
    news.spread(at=AFTER + timedelta(hours=2))

    kept = Wishes.objects.get(user=iris)
    assert office.messages == []
    assert kept.bounced_address == "iris@example.org"
    assert timedelta() <= kept.bounced_at - AFTER < timedelta(minutes=1)  # the clock went on while it was sent
    assert "No such user" in kept.bounce_words
    assert bouncing.is_stopped(kept, iris)


@db
def test_letters_about_the_account_are_sent_all_the_same(iris):
    bouncing.hard(iris, "550", NOW)

    mailing.post(mailing.Letter(to=iris.email, subject="A new password", paragraphs=["Here."], house="Salt"))
    from django.utils import timezone

    working.work_off(clock=timezone.now)

    assert [letter.to for letter in mail.outbox] == [["iris@example.org"]]


@db
def test_another_address_begins_anew(iris):
    bouncing.hard(iris, "550", NOW)
    iris.email = "iris@elsewhere.example"
    iris.save(update_fields=["email"])

    assert is_reached(iris)
    assert not bouncing.is_stopped(Wishes.objects.get(user=iris), iris)


@db
@pytest.mark.parametrize(
    ("days", "stopped"),
    [([0, 1], False), ([0, 1, 2], True), ([0, 7, 14], True), ([0, 7, 15], False), ([0, 15, 16, 17], True)],
)
def test_three_times_within_fourteen_days_is_for_good(iris, days, stopped):
    for day in days:
        bouncing.soft(iris, "452 4.2.2 full", NOW + day * DAY)

    assert is_reached(iris) is not stopped


@db
def test_strikes_of_an_address_do_not_count_for_another(iris):
    for _ in range(2):
        bouncing.soft(iris, "452", NOW)
    iris.email = "iris@elsewhere.example"
    iris.save(update_fields=["email"])

    bouncing.soft(iris, "452", NOW)

    assert is_reached(iris)


@db
def test_what_the_mail_server_said_first_is_kept(iris):
    bouncing.hard(iris, "550 first", NOW)
    bouncing.hard(iris, "550 second", NOW + DAY)

    kept = Wishes.objects.get(user=iris)
    assert (kept.bounce_words, kept.bounced_at) == ("550 first", NOW)


@db
def test_the_owner_confirms_the_address_and_all_is_forgotten(iris):
    bouncing.hard(iris, "550", NOW)
    key = bouncing.key(iris, at=NOW)

    for _again in range(2):
        bouncing.confirm(key, at=NOW + DAY)

    kept = Wishes.objects.get(user=iris)
    assert is_reached(iris)
    assert (kept.bounced_address, kept.bounce_words, kept.strikes) == ("", "", 0)


@db
def test_a_key_confirms_only_the_address_it_was_sent_to(iris):
    key = bouncing.key(iris, at=NOW)
    iris.email = "iris@elsewhere.example"
    iris.save(update_fields=["email"])
    bouncing.hard(iris, "550", NOW)

    with pytest.raises(Refusal, match="too old"):
        bouncing.confirm(key, at=NOW)
    assert not is_reached(iris)


# Reports


@db
@pytest.mark.parametrize(
    ("address", "reported"),
    [
        ("iris@bücher.example", "iris@xn--bcher-kva.example"),
        ("Iris@Bücher.example", "Iris@xn--bcher-kva.example"),
        ("Iris@Example.org", "iris@example.org"),
    ],
)
def test_a_report_may_write_the_address_as_mail_servers_do(iris, letter, address, reported):
    iris.email = address
    iris.save(update_fields=["email"])

    [done] = bouncing.take_report(report(letter, address=reported, to=f"<{reported}>"), at=NOW)

    assert f"{address}: letters stop" in done
    assert not is_reached(iris)


@db
def test_a_report_says_nothing_of_an_address_that_no_server_takes(iris, letter):
    iris.email = "írisz@example.org"
    iris.save(update_fields=["email"])

    [done] = bouncing.take_report(report(letter), at=NOW)

    assert "no letter of ours" in done
    assert is_reached(iris)


@db
@pytest.mark.parametrize("returned", ["message/rfc822", "text/rfc822-headers"])
def test_a_report_of_a_letter_of_ours_stops_letters(iris, letter, returned):
    [done] = bouncing.take_report(report(letter, returned=returned), at=NOW)

    assert "iris@example.org: letters stop" in done
    assert Wishes.objects.get(user=iris).bounce_words == "550 5.1.1 <iris@example.org>: no such user"


@db
@pytest.mark.parametrize("kind", ["alert.7", "digest.daily.2026-11-22"])
def test_so_does_one_of_a_personal_or_gathered_letter(iris, kind):
    bouncing.take_report(report(mailing.message_id(*kind.split("."), iris.pk)), at=NOW)

    assert not is_reached(iris)


@db
def test_an_address_that_hands_on_its_letters_is_known_by_the_letter(iris, letter):
    bouncing.take_report(report(letter, address="old-friend@elsewhere.example"), at=NOW)

    assert not is_reached(iris)


@db
@pytest.mark.parametrize(
    "of",
    [
        {"letter": "<spam.1@elsewhere.example>"},
        {"letter": ""},
        {"letter": mailing.message_id("news", 1, 999999)},
        {"letter": mailing.message_id("review", "k3v9q2abcd")},
        {"letter": "<news.1.x@localhost>"},
        {"letter": "<.@localhost>"},
        {"letter": f"<news.1.{'9' * 40}@localhost>"},
        {"address": "nell@example.org", "to": "nell@example.org"},
    ],
)
def test_a_report_of_what_is_no_letter_of_ours_stops_nothing(iris, nell, letter, of):
    [done] = bouncing.take_report(report(**{"letter": letter, **of}), at=NOW)

    assert "no letter of ours" in done
    assert is_reached(iris)
    assert is_reached(nell)


@db
@pytest.mark.parametrize("mark", ["", ".", f".{'0' * 16}"])
def test_an_id_that_is_guessed_stops_nothing(iris, letter, mark):
    guessed = [f"{letter.partition('@')[0].rpartition('.')[0]}{mark}@localhost>"]
    guessed += [f"<{kind}.{iris.pk}{mark}@localhost>" for kind in ("alert.7", "digest.daily.2026-11-22")]
    guessed += [mailing.message_id("alert", 7, iris.pk).replace("alert.7", "alert.8")]

    for one in guessed:
        [done] = bouncing.take_report(report(one), at=NOW)
        assert "no letter of ours" in done

    assert is_reached(iris)


@db
@pytest.mark.parametrize(
    ("action", "status", "strikes"),
    [("failed", "4.4.7", 1), ("failed", "5.2.2 (mailbox full)", 1), ("delayed", "4.0.0", 0), ("delivered", "2.0.0", 0)],
)
def test_what_may_pass_is_counted_and_no_more(iris, letter, action, status, strikes):
    bouncing.take_report(report(letter, action=action, status=status), at=NOW)

    assert is_reached(iris)
    assert sum(Wishes.objects.values_list("strikes", flat=True)) == strikes


@pytest.mark.parametrize(
    ("message", "words"),
    [
        (b"Subject: Out of office\n\nBack on Monday.\n", "no report of a mail server"),
        (b"\0\xff\xfe", "no report of a mail server"),
        (report("<x@y>").replace(b"Final-Recipient", b"X-Nobody"), "names no recipient"),
        (report("<x@y>").replace(b"Status:", b"X-Status:"), "has no status"),
        (report("<x@y>", status="five"), "has no status"),
        (report("<x@y>").replace(b"multipart/report", b"text/plain"), "no report of a mail server"),
    ],
)
def test_what_is_no_report_is_refused_in_words(message, words):
    with pytest.raises(Refusal, match=words):
        reports.read(message)


@given(st.data())
def test_whatever_arrives_is_read_or_refused(data):
    whole = report("<news.1.1@localhost>")
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    with suppress(Refusal):
        reports.read(whole[:start] + data.draw(st.binary(max_size=40)) + whole[end:])


# The command


@pytest.fixture
def feuilleton(db, monkeypatch, capsys):
    def run(message: bytes, *args: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["feuilleton", "bounce", *args])
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(message)))
        status = main()
        return status, *capsys.readouterr()

    return run


def test_the_command_says_what_it_did(feuilleton, iris, letter):
    status, out, err = feuilleton(report(letter), "--json")

    assert (status, err) == (0, "")
    assert json.loads(out) == {"done": ["iris@example.org: letters stop until the address is confirmed again."]}
    assert not is_reached(iris)


@pytest.mark.parametrize("message", [b"", b" \n", b"hello", b"\xff" * 50, b"x" * (10 * 2**20 + 1)])
def test_the_command_refuses_what_is_no_report_in_one_sentence(feuilleton, message):
    status, out, err = feuilleton(message)

    assert (status, out) == (1, "")
    assert err.count("\n") == 1
    assert err.strip().endswith((".", "delivery-status."))


@db
def test_a_letter_that_is_due_when_the_report_comes_is_not_sent(tale, maud, iris, office):
    following = news.follow(tale, iris)
    people.published_chapter(tale, maud)
    bouncing.take_report(report(mailing.message_id("news", 1, following.pk)), at=NOW)

    news.spread()

    assert office.messages == []
    assert not Delivery.objects.filter(state=SENT).exists()
