"""Writers of several processes: nobody's update is lost, and a killed one holds nobody up."""

import os
import stat
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from feuilleton.tasks.models import Job
from tests import processes

pytestmark = pytest.mark.django_db(transaction=True)
only_sqlite = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="speaks of SQLite")


@pytest.fixture
def job() -> Job:
    now = datetime.now(UTC)
    return Job.objects.create(task="counted", arguments={}, queue="default", enqueued_at=now, due_at=now)


@only_sqlite
def test_nobody_else_on_the_machine_may_read_the_database(job):
    path = connection.settings_dict["NAME"]

    assert {stat.S_IMODE(os.stat(f"{path}{end}").st_mode) for end in ("", "-wal", "-shm", ".queue")} == {0o600}


def test_no_update_of_four_processes_is_lost(job):
    writers = [processes.start("tests.kit.a_writer", 100) for _ in range(4)]

    assert [writer.wait(timeout=60) for writer in writers] == [0] * 4

    job.refresh_from_db()
    assert job.tries == 400


def test_a_writer_killed_in_its_turn_leaves_nothing_and_lets_the_next_one_go(job):
    holder = processes.start("tests.kit.a_writer", "hold")
    assert holder.stdout
    assert holder.stdout.readline() == "holding\n"
    holder.kill()
    holder.communicate()

    assert processes.start("tests.kit.a_writer", 1).wait(timeout=30) == 0

    job.refresh_from_db()
    assert job.tries == 1


@only_sqlite
def test_the_database_is_kept_as_the_house_promises():
    with connection.cursor() as cursor:
        pragmas = {name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")}

    assert pragmas == {"journal_mode": "wal", "synchronous": 2}


@only_sqlite
def test_a_transaction_that_is_rolled_back_gives_its_turn_back(job):
    with transaction.atomic():
        Job.objects.update(tries=7)
        transaction.set_rollback(True)

    assert processes.start("tests.kit.a_writer", 1).wait(timeout=30) == 0
