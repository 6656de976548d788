"""Several worker processes: each job once, and all of them although workers are killed."""

import pytest

from feuilleton.tasks import working
from feuilleton.tasks.models import Job
from tests import processes
from tests.tasks import errands

pytestmark = pytest.mark.django_db(transaction=True)


def test_three_workers_do_each_job_once(tmp_path):
    trace = tmp_path / "trace"
    for n in range(60):
        errands.note.enqueue(str(trace), str(n))

    workers = [processes.start("tests.tasks.a_worker", n, 1) for n in range(3)]
    outputs = [worker.communicate(timeout=60)[0].split() for worker in workers]

    assert sorted(map(int, trace.read_text().split())) == list(range(60))
    assert sum(int(done) for _ready, done in outputs) == 60
    assert not Job.objects.exists()


def test_the_job_of_a_killed_worker_is_done_by_another_when_its_lease_is_over(tmp_path):
    trace = tmp_path / "trace"
    errands.die_the_first_time.enqueue(str(trace))

    first = processes.start("tests.tasks.a_worker", "first", 1)
    first.communicate(timeout=60)
    too_soon = processes.start("tests.tasks.a_worker", "too soon", 2).communicate(timeout=60)[0].split()
    later = processes.start("tests.tasks.a_worker", "later", 3600).communicate(timeout=60)[0].split()

    assert first.returncode == -9
    assert too_soon == ["ready", "0"]
    assert later == ["ready", "1"]
    assert trace.read_text().split() == ["died", "done"]


def test_the_job_of_a_killed_worker_is_done_by_another_of_its_machine_in_seconds(tmp_path):
    trace, crew = tmp_path / "trace", tmp_path / "crew"
    errands.die_the_first_time.enqueue(str(trace))

    first = processes.start("tests.tasks.a_worker", "first", 1, crew)
    first.communicate(timeout=60)
    soon = processes.start("tests.tasks.a_worker", "soon", working.FIRST_PAUSE.total_seconds() + 1, crew)
    done = soon.communicate(timeout=60)[0].split()

    assert first.returncode == -9
    assert done == ["ready", "1"]
    assert trace.read_text().split() == ["died", "done"]
    assert list(crew.iterdir()) == []
