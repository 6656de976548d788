"""Rows of letters that went long ago."""

from __future__ import annotations

from datetime import timedelta

import pytest

from feuilleton.inbox import forgetting
from feuilleton.inbox.models import Delivery
from tests import people
from tests.inbox import news
from tests.inbox.news import AFTER

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
