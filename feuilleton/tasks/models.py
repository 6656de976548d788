"""Jobs that wait in the database, and when each periodic task is due next."""

from datetime import datetime

from django.db import models
from django.db.models import Index, Q


class JobQuerySet(models.QuerySet["Job"]):
    """The words for asking about jobs."""

    def due(self, at: datetime) -> "JobQuerySet":
        """What may be started at this time: the most urgent first, then the one that has waited longest."""
        return self.filter(parked_at=None, due_at__lte=at).order_by("-priority", "due_at", "id")

    def parked(self) -> "JobQuerySet":
        """What was given up after too many tries, and waits for a person."""
        return self.exclude(parked_at=None)


class Job(models.Model):
    """One call of a task that must happen. It is deleted when it has.

    A worker that takes a job moves `due_at` to the end of its lease, so that a killed worker's job becomes due again
    by itself. `tries` counts the takings and is the fence: whoever holds an older number has lost the job.
    """

    task = models.CharField(max_length=200)
    arguments = models.JSONField()
    queue = models.CharField(max_length=50)
    priority = models.SmallIntegerField(default=0)
    enqueued_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=100, blank=True)
    trouble = models.TextField(blank=True)
    parked_at = models.DateTimeField(null=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        indexes = [
            Index(fields=["-priority", "due_at", "id"], condition=Q(parked_at=None), name="tasks_job_due"),
            Index(fields=["task"], condition=Q(tries=0), name="tasks_job_untaken"),
        ]


class Schedule(models.Model):
    """When a periodic task, named in the settings, is due next."""

    name = models.CharField(max_length=100, unique=True)
    next_at = models.DateTimeField()
