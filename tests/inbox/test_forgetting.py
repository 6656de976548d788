"""Rows of letters that went long ago."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feuilleton.inbox import forgetting
from feuilleton.inbox.models import Delivery, Digest
from feuilleton.shelves import favoriting
from tests import people
from tests.inbox import news
from tests.inbox.digests import SUNDAY_SIX, plan, send
from tests.inbox.news import AFTER
from tests.people import NOW

pytestmark = pytest.mark.django_db


def test_they_go_after_a_month_and_nothing_is_sent_again(tale, maud, iris, mailoutbox):
    news.follow(tale, iris)
    people.published_chapter(tale, maud)
    news.spread()
    assert forgetting.forget(at=AFTER + timedelta(days=29)) == 0

    late = AFTER + timedelta(days=31)
    assert forgetting.forget(at=late) == 1
    news.spread(at=late)

    assert not Delivery.objects.exists()
    assert len(mailoutbox) == 1


def test_after_a_silent_month_a_gathered_letter_goes_on_where_the_last_one_ended(tale, maud, iris, nell, mailoutbox):
    favoriting.favorite(tale, by=iris, at=NOW)
    plan()
    send(at=SUNDAY_SIX)
    later = SUNDAY_SIX + timedelta(days=40)
    forgetting.forget(at=later)
    favoriting.favorite(tale, by=nell, at=later)
    plan(at=later)

    send(at=later + timedelta(days=1))

    assert [message.subject for message in mailoutbox] == ["1 new favorite"] * 2


def test_of_gathered_letters_only_the_newest_stays(tale, maud, iris, nell, mailoutbox):
    for day, reader in enumerate((iris, nell)):
        favoriting.favorite(tale, by=reader, at=NOW + timedelta(days=day))
        plan(at=NOW + timedelta(days=day, minutes=3))
        send(at=SUNDAY_SIX + timedelta(days=day))
    newest = Digest.objects.latest("day")

    assert forgetting.forget(at=SUNDAY_SIX + timedelta(days=40)) == 1

    assert Digest.objects.get() == newest
