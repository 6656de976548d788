"""The django-tasks backend: enqueueing a task writes one row, in the transaction of whoever asks."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task
from django_tasks.exceptions import InvalidTaskError
from django_tasks.signals import task_enqueued
from django_tasks.utils import normalize_json

from feuilleton.kit import inserting
from feuilleton.tasks.models import Job


class DatabaseBackend(BaseTaskBackend):
    """Nobody sees the job before the commit, and a rollback takes it back. Arguments are JSON."""

    supports_defer = True
    supports_priority = True

    def validate_task(self, task: Task[..., Any]) -> None:
        """InvalidTaskError for what the worker cannot do: coroutines, and tasks that ask for a context."""
        super().validate_task(task)
        if task.takes_context:
            raise InvalidTaskError("A task here is a plain function and receives no context.")

    def enqueue(self, task: Task[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult[Any]:
        """Write the job. TypeError when an argument is not JSON."""
        self.validate_task(task)
        # The interface of django-tasks passes no time: this is the edge where the clock is looked at.
        now = timezone.now()
        job = Job(
            task=task.module_path,
            arguments=normalize_json({"args": list(args), "kwargs": dict(kwargs)}),
            queue=task.queue_name,
            priority=task.priority,
            enqueued_at=now,
            due_at=task.run_after or now,
        )
        inserting.insert(job)
        result = _as_result(job, task, self.alias)
        task_enqueued.send(type(self), task_result=result)
        return result


def _as_result(job: Job, task: Task[..., Any], alias: str) -> TaskResult[Any]:
    return TaskResult(
        task=task,
        id=str(job.pk),
        status=TaskResultStatus.READY,
        enqueued_at=job.enqueued_at,
        started_at=None,
        finished_at=None,
        last_attempted_at=None,
        args=job.arguments["args"],
        kwargs=job.arguments["kwargs"],
        backend=alias,
        errors=[],
        worker_ids=[],
    )
