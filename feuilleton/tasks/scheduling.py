"""What is to be done again and again, named once in the settings:

    PERIODIC_TASKS = {
        "sweep_counters": {"task": "feuilleton.stories.counting.sweep", "every": 300},   # seconds
        "prune": {"task": "feuilleton.events.pruning.prune", "at": "04:10"},             # each day, UTC
    }

Of all workers, exactly one enqueues each due time. Due times that nobody was there for become one.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TypedDict

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from feuilleton.tasks.models import Schedule


class Periodic(TypedDict, total=False):
    """One entry of PERIODIC_TASKS: the dotted name of a task, and either `every` (seconds) or `at` ("04:10")."""

    task: str
    every: int
    at: str


def enqueue_due(*, at: datetime) -> list[str]:
    """Enqueue the periodic tasks whose time has come; return their names. The first time of each is one period away."""
    planned: Mapping[str, Periodic] = settings.PERIODIC_TASKS
    known = dict(Schedule.objects.filter(name__in=planned).values_list("name", "next_at"))
    for name in planned.keys() - known.keys():
        Schedule.objects.get_or_create(name=name, defaults={"next_at": next_time(planned[name], after=at)})
    return [name for name, due in known.items() if due <= at and _enqueue(name, planned[name], due=due, at=at)]


def next_time(plan: Periodic, *, after: datetime) -> datetime:
    """The first due time later than this one."""
    if "every" in plan:
        return after + timedelta(seconds=plan["every"])
    today = datetime.combine(after.astimezone(UTC), time.fromisoformat(plan["at"]), tzinfo=UTC)
    return today if today > after else today + timedelta(days=1)


@transaction.atomic
def _enqueue(name: str, plan: Periodic, *, due: datetime, at: datetime) -> bool:
    # Who moves the due time is the one who enqueues; a second worker finds it moved.
    moved = Schedule.objects.filter(name=name, next_at=due).update(next_at=next_time(plan, after=at))
    if moved:
        import_string(plan["task"]).enqueue()
    return bool(moved)
