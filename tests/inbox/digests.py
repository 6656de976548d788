"""Planning and sending gathered letters at a given time, as log reader and worker do it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage

from feuilleton.events.models import Event
from feuilleton.inbox import digesting
from feuilleton.inbox.models import Digest
from feuilleton.tasks.models import Job
from tests.inbox import news
from tests.inbox.news import AFTER

SATURDAY_SIX = datetime(2026, 11, 21, 18, 0, tzinfo=UTC)  # the moment of NOW, and the default hour and day
SUNDAY_SIX, NEXT_SATURDAY = SATURDAY_SIX + timedelta(days=1), SATURDAY_SIX + timedelta(days=7)


def plan(*, at: datetime = AFTER) -> None:
    """Release what is due and plan what is gathered, as log reader and worker do it; twice, since it may be."""
    news.spread(at=at)
    for _again in range(2):
        for event in Event.objects.filter(kind="news_released").order_by("pk"):
            digesting.tell(event)
        jobs = Job.objects.filter(task=digesting.plan_range.module_path)
        for job in jobs:
            digesting.plan_following(*job.arguments["args"], at=at)
        jobs.delete()


def send(*, at: datetime) -> None:
    """Send what is due, all of it at this time."""
    digesting.hand_out(at=at)
    for job in Job.objects.filter(task=digesting.send_range.module_path).order_by("pk"):
        keys, claim = job.arguments["args"]
        digesting.send(keys, claim=datetime.fromisoformat(claim), at=at)
        job.delete()


def body(message: EmailMessage) -> str:
    """A letter's words."""
    return str(message.get_body(("plain",)).get_content())  # type: ignore[union-attr]


def states() -> list[str]:
    """What became of all gathered letters, in the order of their days."""
    return list(Digest.objects.order_by("day", "pk").values_list("state", flat=True))
