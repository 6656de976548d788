"""Limiting: a brake that all workers step on together."""

from datetime import UTC, datetime, timedelta

import pytest

from feuilleton.http import limiting

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


def test_after_the_window_it_can_be_tried_again():
    for _ in range(4):
        try_it()

    assert try_it(at=NOW + HOUR)


def test_any_name_can_be_counted():
    assert try_it(who="\ud800 \x00 é " * 1000)
