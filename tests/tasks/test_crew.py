"""Workers that share a folder know which of them died."""

import fcntl
import os
import subprocess
import sys
import threading

import pytest

from feuilleton.tasks import working
from feuilleton.tasks.crew import Crew
from feuilleton.tasks.models import Job
from tests.tasks import errands

DIES = """
import os, sys
from pathlib import Path
from feuilleton.tasks.crew import Crew
with Crew(Path(sys.argv[1])).joined("scribe"):
    os.kill(os.getpid(), 9)
"""


@pytest.fixture
def crew(tmp_path):
    return Crew(tmp_path / "workers")


def _die(crew):
    assert subprocess.run([sys.executable, "-c", DIES, str(crew.folder)], check=False).returncode == -9


def test_who_works_is_not_dead_and_who_left_is_not_known(crew):
    with crew.joined("scribe"):
        assert not crew.is_dead("scribe")
        assert crew.dead() == []

    assert not crew.is_dead("scribe")
    assert list(crew.folder.iterdir()) == []


def test_who_was_killed_is_dead_until_buried(crew):
    _die(crew)

    with crew.joined("other"):
        assert crew.dead() == ["scribe"]
        with crew.burying("scribe") as is_dead:
            assert is_dead
        assert crew.dead() == []


def test_who_could_not_be_buried_stays_known(crew):
    _die(crew)

    with pytest.raises(OSError, match="no spade"), crew.burying("scribe"):
        raise OSError("no spade")

    assert crew.dead() == ["scribe"]


def test_who_ended_by_an_error_counts_as_dead(crew):
    with pytest.raises(OSError, match="no ink"), crew.joined("scribe"):
        raise OSError("no ink")

    assert crew.dead() == ["scribe"]


def _begin_to_join(crew, name):
    """Another worker, about to join under that name, which waits for the lock on its file until told to leave."""
    joined, leaving = threading.Event(), threading.Event()

    def join():
        with crew.joined(name):
            joined.set()
            leaving.wait(30)

    threading.Thread(target=join, daemon=True).start()
    return joined, leaving


def test_who_is_forgotten_while_joining_joins_all_the_same(crew):
    crew.folder.mkdir()
    looked_at = os.open(crew.folder / "scribe", os.O_RDWR | os.O_CREAT)
    fcntl.flock(looked_at, fcntl.LOCK_EX)
    joined, leaving = _begin_to_join(crew, "scribe")
    assert not joined.wait(0.5)

    (crew.folder / "scribe").unlink()
    os.close(looked_at)

    assert joined.wait(30)
    assert [file.name for file in crew.folder.iterdir()] == ["scribe"]
    assert not crew.is_dead("scribe")
    leaving.set()


def test_nobody_joins_under_a_name_while_it_is_buried(crew):
    _die(crew)

    with crew.burying("scribe"):
        joined, leaving = _begin_to_join(crew, "scribe")
        assert not joined.wait(0.5)

    assert joined.wait(30)
    assert not crew.is_dead("scribe")
    leaving.set()


def test_who_has_joined_meanwhile_is_not_buried(crew):
    _die(crew)
    assert crew.dead() == ["scribe"]

    with crew.joined("scribe"):
        with crew.burying("scribe") as is_dead:
            assert not is_dead
        assert [file.name for file in crew.folder.iterdir()] == ["scribe"]

    assert list(crew.folder.iterdir()) == []


def test_nobody_is_dead_where_nobody_worked(crew):
    assert crew.dead() == []
    assert not crew.is_dead("of another machine")


@pytest.mark.django_db
def test_what_the_dead_had_taken_is_put_back_and_waits_longer_each_time(crew, now):
    errands.note.enqueue("/nowhere", "ink")
    pauses = []

    for _time in range(3):
        assert working.take("scribe", at=now)
        _die(crew)
        working.relieve(crew, at=now)
        pauses.append(Job.objects.get().due_at - now)
        now = Job.objects.get().due_at

    assert pauses == [working.FIRST_PAUSE * factor for factor in (1, 2, 4)]
    assert crew.dead() == []


@pytest.mark.django_db
def test_why_a_job_failed_is_still_known_when_its_next_worker_dies(crew, now):
    errands.note.enqueue("/nowhere", "ink")
    job = working.take("other", at=now)
    assert job
    working.put_back(job, trouble="no ink", at=now)

    assert working.take("scribe", at=Job.objects.get().due_at)
    _die(crew)
    working.relieve(crew, at=now)

    assert Job.objects.get().trouble == "no ink"


@pytest.mark.django_db
def test_a_job_that_kills_its_workers_is_parked_with_the_reason(crew, now):
    errands.note.enqueue("/nowhere", "ink")

    while working.take("scribe", at=now):
        _die(crew)
        working.relieve(crew, at=now)
        now = Job.objects.get().due_at

    job = Job.objects.parked().get()
    assert job.tries == working.MOST_TRIES
    assert "worker ended" in job.trouble


@pytest.mark.django_db
def test_what_the_living_have_taken_stays_theirs(crew, now):
    errands.note.enqueue("/nowhere", "ink")
    errands.note.enqueue("/nowhere", "sand")

    with crew.joined("alive"):
        assert working.take("alive", at=now)
        assert working.take("of another machine", at=now)
        working.relieve(crew, at=now)

    assert not Job.objects.due(now).exists()
