"""Jobs are done at least once, whoever dies, and given up with a reason."""

import itertools
from datetime import timedelta
from pathlib import Path

import pytest

from feuilleton.tasks import working
from feuilleton.tasks.models import Job
from tests.tasks import errands

pytestmark = pytest.mark.django_db


@pytest.fixture
def trace(tmp_path: Path) -> Path:
    return tmp_path / "trace"


def test_a_done_job_is_gone(trace, now):
    errands.note.enqueue(str(trace), "ink")

    assert working.work_off(clock=lambda: now) == 1

    assert trace.read_text() == "ink\n"
    assert not Job.objects.exists()


def test_the_urgent_goes_first_then_the_one_that_waited_longest(trace, now):
    for word in ("first", "second"):
        errands.note.enqueue(str(trace), word)
    errands.hurry.enqueue(str(trace))

    working.work_off(clock=lambda: now)

    assert trace.read_text().split() == ["hurried", "first", "second"]


def test_a_failed_job_waits_longer_each_time_and_is_parked_with_its_reason(trace, now):
    errands.stumble.enqueue(str(trace))

    times = [now]
    while not Job.objects.parked().exists():
        assert working.run_one("w", clock=lambda: times[-1])
        job = Job.objects.get()
        times.append(job.due_at)
    pauses = [after - before for before, after in itertools.pairwise(times)]

    assert pauses[:3] == [timedelta(seconds=5), timedelta(seconds=10), timedelta(seconds=20)]
    assert all(a <= b for a, b in itertools.pairwise(pauses[:-1]))
    assert trace.read_text().split() == ["stumbled"] * working.MOST_TRIES
    assert "the ink ran out" in job.trouble
    assert working.take("w", at=now + timedelta(days=365)) is None


def test_what_a_task_leaves_for_later_is_one_job_and_due_then(trace, now):
    later = now + timedelta(hours=8)
    errands.begin.enqueue(str(trace), later.isoformat())
    first = Job.objects.get()

    assert working.run_one("w", clock=lambda: now)

    left = Job.objects.get()
    assert left.pk != first.pk
    assert (left.task, left.arguments, left.priority) == (first.task, first.arguments, first.priority)
    assert (left.due_at, left.tries, left.worker) == (later, 0, "")


def test_who_lost_the_lease_leaves_nothing_for_later(now):
    errands.begin.enqueue("/nowhere", now.isoformat())
    mine = working.take("mine", at=now)
    theirs = working.take("theirs", at=now + working.LEASE)

    assert mine
    assert theirs
    assert not working.finish(mine, again_at=now)
    assert Job.objects.get() == theirs


def test_a_leased_job_is_nobody_elses_until_the_lease_ends(now):
    errands.note.enqueue("/nowhere", "ink")

    mine = working.take("mine", at=now)

    assert mine
    assert working.take("theirs", at=now) is None
    assert working.take("theirs", at=now + working.LEASE)


def test_who_lost_the_lease_can_say_nothing_about_the_job(now):
    errands.note.enqueue("/nowhere", "ink")
    mine = working.take("mine", at=now)
    theirs = working.take("theirs", at=now + working.LEASE)

    assert mine
    assert theirs
    assert not working.finish(mine)
    assert not working.renew(mine, at=now)
    working.put_back(mine, trouble="late", at=now)

    job = Job.objects.get()
    assert (job.worker, job.trouble) == ("theirs", "")
    assert working.finish(theirs)


def test_a_renewed_lease_is_kept(now):
    errands.note.enqueue("/nowhere", "ink")
    mine = working.take("mine", at=now)
    assert mine

    assert working.renew(mine, at=now + working.LEASE / 2)

    assert working.take("theirs", at=now + working.LEASE) is None


def test_a_job_that_kills_its_workers_is_parked(now):
    errands.note.enqueue("/nowhere", "ink")
    for n in range(working.MOST_TRIES):
        assert working.take("w", at=now + n * working.LEASE)

    assert working.take("w", at=now + working.MOST_TRIES * working.LEASE) is None

    assert "ended 8 times" in Job.objects.parked().get().trouble


def test_a_job_whose_task_no_longer_exists_is_put_back_with_the_reason(now):
    errands.note.enqueue("/nowhere", "ink")
    Job.objects.update(task="feuilleton.nowhere.nothing")

    working.run_one("w", clock=lambda: now)

    assert "feuilleton.nowhere" in Job.objects.get().trouble
