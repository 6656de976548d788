"""Each due time of a periodic task is enqueued once."""

from datetime import UTC, datetime, timedelta

import pytest

from feuilleton.tasks import scheduling
from feuilleton.tasks.models import Job, Schedule

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def one_task_every_five_minutes(settings):
    settings.PERIODIC_TASKS = {"sweep": {"task": "tests.tasks.errands.note", "every": 300}}


def test_the_first_time_is_one_period_away():
    assert scheduling.enqueue_due(at=NOON) == []
    assert scheduling.enqueue_due(at=NOON + 4 * MINUTE) == []
    assert scheduling.enqueue_due(at=NOON + 5 * MINUTE) == ["sweep"]
    assert Job.objects.count() == 1


def test_a_due_time_is_enqueued_once():
    scheduling.enqueue_due(at=NOON)

    told = [scheduling.enqueue_due(at=NOON + 5 * MINUTE) for _ in range(3)]

    assert told == [["sweep"], [], []]


def test_due_times_that_were_slept_through_become_one():
    scheduling.enqueue_due(at=NOON)

    scheduling.enqueue_due(at=NOON + timedelta(days=3))
    scheduling.enqueue_due(at=NOON + timedelta(days=3) + MINUTE)

    assert Job.objects.count() == 1
    assert Schedule.objects.get().next_at == NOON + timedelta(days=3) + 5 * MINUTE


def test_a_daily_task_is_due_at_its_time_of_day():
    plan: scheduling.Periodic = {"task": "tests.tasks.errands.note", "at": "12:30"}

    assert scheduling.next_time(plan, after=NOON) == NOON + 30 * MINUTE
    assert scheduling.next_time(plan, after=NOON + 30 * MINUTE) == NOON + timedelta(days=1, minutes=30)
