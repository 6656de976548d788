"""Whether a task that does all there is to do is waiting anyway, so that nobody need ask for it again."""

from __future__ import annotations

from typing import Any

from django_tasks.base import Task

from feuilleton.kit.prepared import Prepared
from feuilleton.tasks.models import Job


def will_follow(task: Task[..., Any]) -> bool:
    """Whether a job of this task is there that begins only after the present transaction has ended, and so sees it.

    Not taken, and not to be taken before: on PostgreSQL it is locked, on SQLite nobody else writes meanwhile. Only for
    use in a transaction, and of tasks that are enqueued without arguments and for no later time.
    """
    return bool(_untaken(task=task.module_path))


_untaken = Prepared(
    lambda task: Job.objects.filter(task=task, tries=0).select_for_update(skip_locked=True).values_list("pk")[:1]
)
