"""Enqueueing is a row in the transaction of whoever asks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from django_tasks import task
from django_tasks.exceptions import InvalidTaskError

from feuilleton.tasks.models import Job
from tests.tasks import errands

pytestmark = pytest.mark.django_db


def test_an_enqueued_task_is_one_job_with_its_arguments():
    result = errands.note.enqueue("/tmp/x", word="ink")

    job = Job.objects.get()
    assert result.id == str(job.pk)
    assert job.task == "tests.tasks.errands.note"
    assert job.arguments == {"args": ["/tmp/x"], "kwargs": {"word": "ink"}}


def test_a_rollback_takes_the_job_back():
    with transaction.atomic():
        errands.note.enqueue("/tmp/x", "ink")
        transaction.set_rollback(True)

    assert not Job.objects.exists()


def test_arguments_that_are_not_json_are_refused_at_once():
    with pytest.raises(TypeError):
        errands.note.enqueue("/tmp/x", datetime.now(UTC))

    assert not Job.objects.exists()


def test_a_task_for_later_is_due_later():
    later = datetime.now(UTC) + timedelta(hours=1)

    errands.note.using(run_after=later).enqueue("/tmp/x", "ink")

    assert Job.objects.get().due_at == later
    assert not Job.objects.due(datetime.now(UTC)).exists()


def test_coroutines_and_tasks_with_a_context_are_refused_when_they_are_made():
    with pytest.raises(InvalidTaskError):
        task(_coroutine)
    with pytest.raises(InvalidTaskError):
        task(takes_context=True)(_with_context)


async def _coroutine() -> None: ...


def _with_context(context: object) -> None: ...
