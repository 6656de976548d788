"""Quiet hours end at the first moment that the reader's own clock shows an hour that is not quiet, in every zone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from feuilleton.inbox import quieting

HOUR = st.integers(0, 23)
ZONES = sorted(available_timezones())


@dataclass(frozen=True)
class Hours:
    quiet_from: int | None
    quiet_until: int | None


def told(zone: str, at: str, *, first: int | None = 22, last: int | None = 7) -> str | None:
    end = quieting.quiet_until(Hours(first, last), zone, datetime.fromisoformat(at))
    return end.astimezone(quieting.clock(zone)).isoformat() if end else None


@pytest.mark.parametrize(
    ("zone", "at", "end"),
    [
        ("Europe/Vienna", "2026-11-21T22:00+01:00", "2026-11-22T07:00:00+01:00"),
        ("Europe/Vienna", "2026-11-21T21:59:59+01:00", None),
        ("Europe/Vienna", "2026-11-22T06:59:59+01:00", "2026-11-22T07:00:00+01:00"),
        ("Europe/Vienna", "2026-11-22T07:00+01:00", None),
        ("Europe/Vienna", "2026-03-28T23:00+01:00", "2026-03-29T07:00:00+02:00"),  # an hour shorter
        ("Europe/Vienna", "2026-10-24T23:00+02:00", "2026-10-25T07:00:00+01:00"),  # an hour longer
        ("Asia/Kathmandu", "2026-11-21T23:10+05:45", "2026-11-22T07:00:00+05:45"),
        ("No/Such", "2026-11-21T23:00+00:00", "2026-11-22T07:00:00+00:00"),
    ],
)
def test_quiet_hours_go_by_the_clock_on_the_reader_s_wall(zone, at, end):
    assert told(zone, at) == end


def test_an_hour_that_a_night_does_not_have_ends_quiet_hours_where_it_would_have_been():
    assert told("Europe/Vienna", "2026-03-29T01:30+01:00", first=23, last=2) == "2026-03-29T03:00:00+02:00"
    assert told("Antarctica/Troll", "2026-03-29T00:30+00:00", first=22, last=2) == "2026-03-29T03:00:00+02:00"


def test_an_hour_that_a_night_has_twice_is_quiet_twice():
    assert told("Europe/Vienna", "2026-10-25T02:30+02:00", first=2, last=3) == "2026-10-25T03:00:00+01:00"


def test_no_hours_are_no_quiet():
    at = datetime(2026, 11, 21, tzinfo=UTC)

    assert quieting.quiet_until(None, "UTC", at) is None
    for first, last in ((None, None), (5, None), (None, 5), (0, 0), (7, 7)):
        assert quieting.quiet_until(Hours(first, last), "UTC", at) is None


@given(
    first=HOUR,
    last=HOUR,
    zone=st.sampled_from(ZONES),
    at=st.datetimes(datetime(2000, 1, 1), datetime(2037, 12, 31), timezones=st.just(UTC)),
)
@example(first=22, last=2, zone="Antarctica/Troll", at=datetime(2026, 3, 29, 0, 59, tzinfo=UTC))
@example(first=23, last=0, zone="America/Sao_Paulo", at=datetime(2018, 2, 18, 1, 30, tzinfo=UTC))
@example(first=20, last=7, zone="Pacific/Apia", at=datetime(2011, 12, 30, 9, 0, tzinfo=UTC))
@example(first=1, last=2, zone="Australia/Lord_Howe", at=datetime(2026, 4, 4, 14, 45, tzinfo=UTC))
def test_quiet_lasts_to_its_end_and_not_a_moment_longer(first, last, zone, at):
    wishes, wall = Hours(first, last), quieting.clock(zone)

    end = quieting.quiet_until(wishes, zone, at)

    quiet = {hour % 24 for hour in range(first, last if first <= last else last + 24)}
    if end is None:
        assert at.astimezone(wall).hour not in quiet
        return
    assert at < end <= at + timedelta(hours=49)
    assert end.astimezone(wall).hour not in quiet
    assert quieting.quiet_until(wishes, zone, end) is None
    moments = [
        at,
        *(end - timedelta(minutes=5 * step) for step in range(1, 600) if end - timedelta(minutes=5 * step) > at),
    ]
    assert {moment.astimezone(wall).hour for moment in moments} <= quiet
