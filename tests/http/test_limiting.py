"""Limiting: a brake that all workers step on together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from feuilleton.http import limiting
from feuilleton.http.models import Remembered

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def try_it(who="iris", what="send", at=NOW) -> bool:
    try:
        limiting.limit(what, who, at_most=3, within=HOUR, at=at)
    except limiting.TooOften:
        return False
    return True


def test_what_is_tried_too_often_is_refused():
    assert [try_it() for _ in range(5)] == [True, True, True, False, False]


def test_others_and_other_things_are_not_counted_together():
    for _ in range(3):
        try_it()

    assert try_it(who="nell")
    assert try_it(what="ask")


def test_the_tries_of_a_thousand_others_do_not_wipe_out_a_count():
    now = timezone.now()  # The cache has its own clock.
    for _ in range(3):
        try_it(at=now)
    others = (Remembered(cache_key=f":1:other:{number}", value="", expires=now + HOUR) for number in range(1000))
    Remembered.objects.bulk_create(others)

    assert try_it(who="nell", at=now)
    assert not try_it(at=now)


def test_after_the_window_it_can_be_tried_again():
    for _ in range(4):
        try_it()

    assert try_it(at=NOW + HOUR)


def test_any_name_can_be_counted():
    assert try_it(who="\ud800 \x00 é " * 1000)
