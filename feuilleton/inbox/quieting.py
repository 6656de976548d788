"""When a person wants no letters: between two hours of their own clock. Pure; what is due then waits for the end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Protocol
from zoneinfo import ZoneInfo

# Every offset in use is a multiple of this, so clocks show a full hour only at such moments, and jump only at them.
_STEP = timedelta(minutes=15)


class Hours(Protocol):
    """The hours (0 to 23) that are quiet, from the first until the second; None or two equal ones: none are."""

    @property
    def quiet_from(self) -> int | None: ...
    @property
    def quiet_until(self) -> int | None: ...


def quiet_until(wishes: Hours | None, zone: str, at: datetime) -> datetime | None:
    """When the quiet hours that this moment lies in end, in UTC; None where it lies in none.

    `zone` is a name of the tz database; an unknown one is UTC. On a day without the last quiet hour (clocks went
    forward) it is the first moment after the gap.
    """
    if wishes is None or wishes.quiet_from is None or wishes.quiet_until is None:
        return None
    if not _is_quiet(wishes.quiet_from, wishes.quiet_until, clock(zone), at):
        return None
    return _end(wishes.quiet_from, wishes.quiet_until, zone, _quarter(at))


@lru_cache(maxsize=500)
def clock(zone: str) -> ZoneInfo:
    """The zone of that name; UTC for one that the tz database no longer knows."""
    try:
        return ZoneInfo(zone)
    except (ValueError, OSError, KeyError):
        return ZoneInfo("UTC")


@lru_cache(maxsize=10_000)
def _end(first: int, last: int, zone: str, at: datetime) -> datetime:
    # Step by step, since no arithmetic knows how often, or whether, a clock shows an hour on a given day.
    while _is_quiet(first, last, clock(zone), at):
        at += _STEP
    return at


def _is_quiet(first: int, last: int, zone: ZoneInfo, at: datetime) -> bool:
    hour = at.astimezone(zone).hour
    return first <= hour < last if first <= last else hour >= first or hour < last


def _quarter(at: datetime) -> datetime:
    """The beginning of the quarter of an hour that this moment lies in."""
    at = at.astimezone(UTC)
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)
