"""Leaving a mail server alone that is in trouble, for longer each time, so that what waits is tried once and not often.

Without this a hundred thousand letters would each wait for a server that does not answer.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from feuilleton.inbox.models import MAIL, Line

FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=10)

log = structlog.get_logger()


def shut_until(at: datetime) -> datetime | None:
    """Until when nobody should try the mail server; None while it stands open."""
    found = Line.objects.filter(channel=MAIL, shut_until__gt=at).first()
    return found.shut_until if found else None


def shut(trouble: str, *, at: datetime) -> datetime:
    """The mail server is in trouble, in these words. Returns when to try it again."""
    line, _is_new = Line.objects.get_or_create(channel=MAIL)
    until = at + min(FIRST_PAUSE * (1 << min(line.tries, 20)), LONGEST_PAUSE)
    Line.objects.filter(pk=line.pk).update(tries=line.tries + 1, trouble=trouble[:500], shut_until=until)
    log.warning("mail_server_in_trouble", words=trouble, again_at=until.isoformat())
    return until


def open_again() -> None:
    """A message was taken: all is well."""
    Line.objects.filter(channel=MAIL, tries__gt=0).update(tries=0, trouble="", shut_until=None)
