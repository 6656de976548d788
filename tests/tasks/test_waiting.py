"""A task that does all there is to do is asked for once, and still sees what everybody did who asked."""

import threading
import time
from datetime import UTC, datetime

import pytest
from django.db import connection, transaction

from feuilleton.tasks import waiting, working
from feuilleton.tasks.models import Job, Schedule
from tests.tasks import errands


@pytest.mark.django_db
def test_a_job_follows_until_it_is_taken(now):
    assert not waiting.will_follow(errands.hurry)
    errands.hurry.enqueue()
    errands.note.enqueue("/nowhere", "ink")

    assert waiting.will_follow(errands.hurry)
    assert not waiting.will_follow(errands.stumble)
    assert working.take("w", at=now)
    assert not waiting.will_follow(errands.hurry)


@pytest.mark.django_db
def test_a_job_that_failed_and_waits_for_its_next_try_does_not_count(now):
    errands.hurry.enqueue()
    job = working.take("w", at=now)
    assert job

    working.put_back(job, trouble="no ink", at=now)

    assert not waiting.will_follow(errands.hurry)


@pytest.mark.django_db(transaction=True)
def test_whoever_takes_the_job_sees_what_was_done_by_those_who_relied_on_it():
    errands.hurry.enqueue()
    seen: list[bool] = []

    def take() -> None:
        while not working.take("w", at=datetime(2999, 1, 1, tzinfo=UTC)):
            time.sleep(0.01)
        seen.append(Schedule.objects.filter(name="done").exists())
        connection.close()

    taker = threading.Thread(target=take)
    with transaction.atomic():
        assert waiting.will_follow(errands.hurry)
        taker.start()
        taker.join(0.5)
        took_it_early = not taker.is_alive()
        Schedule.objects.create(name="done", next_at=datetime(2026, 1, 1, tzinfo=UTC))
    taker.join(30)

    assert not took_it_early
    assert seen == [True]
    assert Job.objects.get().tries == 1
