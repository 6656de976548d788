"""Doing the jobs: take one under a lease, run it, and delete it, put it back for later, or park it with the reason.

A job runs at least once. A worker that dies loses its lease and another takes the job, on the same machine as soon as
it finds it dead; a worker that only seemed dead finds, by the fence, that it may no longer say anything about it.
A task that returns a time is not done with: in the place of its job stands another one that is due then.
"""

import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, close_old_connections, connection, transaction
from django.db.models import QuerySet
from django.utils.module_loading import import_string

from feuilleton.kit import inserting
from feuilleton.tasks import scheduling
from feuilleton.tasks.crew import Crew
from feuilleton.tasks.models import Job

LEASE = timedelta(seconds=60)
MOST_TRIES = 8
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(hours=1)
LOOK_EVERY = 0.5

Clock = Callable[[], datetime]
log = structlog.get_logger()


def work(worker: str, *, clock: Clock, stop: threading.Event, crew: Crew) -> None:
    """Do what is due, and what the schedule says, until told to stop. A job under way is finished first."""
    with crew.joined(worker):
        while not stop.is_set():
            try:
                relieve(crew, at=clock())
                scheduling.enqueue_due(at=clock())
                idle = not run_one(worker, clock=clock)
            except DatabaseError as error:
                # A database that is away for a while (restarted, disk full) is no reason to end.
                log.error("worker_waits_for_database", error=str(error))
                idle = True
            close_old_connections()
            if idle:
                stop.wait(LOOK_EVERY)


def work_off(*, clock: Clock, worker: str = "here") -> int:
    """Do everything that is due and return how many jobs were run. For tests and commands."""
    done = 0
    while run_one(worker, clock=clock):
        done += 1
    return done


def run_one(worker: str, *, clock: Clock) -> bool:
    """Take the next job that is due and run it. False when there was none."""
    job = take(worker, at=clock())
    if job is None:
        return False
    try:
        with _lease_kept(job, clock=clock):
            left = import_string(job.task).call(*job.arguments["args"], **job.arguments["kwargs"])
    except Exception as error:
        log.exception("job_failed", job=job.pk, task=job.task, tries=job.tries)
        put_back(job, trouble="".join(traceback.format_exception(error)), at=clock())
    else:
        if not finish(job, again_at=left if isinstance(left, datetime) else None):
            log.warning("job_was_taken_over", job=job.pk, task=job.task)
    return True


def take(worker: str, *, at: datetime) -> Job | None:
    """Lease the next due job to this worker. A job that has used up its tries is parked instead."""
    while Job.objects.due(at).exists():
        with transaction.atomic():
            # SKIP LOCKED on PostgreSQL; on SQLite the transaction is the only writer and Django leaves the words out.
            job = Job.objects.due(at).select_for_update(skip_locked=True).first()
            if job is None:
                return None
            if job.tries < MOST_TRIES:
                job.tries, job.worker, job.due_at = job.tries + 1, worker, at + LEASE
                job.save(update_fields=["tries", "worker", "due_at"])
                return job
            _park(job, trouble=job.trouble or f"Its worker ended {job.tries} times while doing it.", at=at)
    return None


def relieve(crew: Crew, *, at: datetime) -> None:
    """Put back what workers that are dead had taken, without waiting for their leases.

    Why a job had failed before stays known: a death says less.
    """
    for name in crew.dead():
        with crew.burying(name) as is_dead:
            for job in Job.objects.filter(worker=name, parked_at=None) if is_dead else []:
                put_back(job, trouble=job.trouble or "Its worker ended while doing it.", at=at)
                log.warning("job_of_a_dead_worker", job=job.pk, task=job.task, tries=job.tries)


def renew(job: Job, *, at: datetime) -> bool:
    """Make the lease longer. False when the job is no longer ours."""
    return bool(_held(job).update(due_at=at + LEASE))


def finish(job: Job, *, again_at: datetime | None = None) -> bool:
    """The job is done: delete it; or leave what is left of it to another job, at `again_at`, in the same transaction.

    False when it was no longer ours, and then nothing is left by us.
    """
    with transaction.atomic():
        was_ours = bool(_held(job).delete()[0])
        if was_ours and again_at is not None:
            copied = ("task", "arguments", "queue", "priority", "enqueued_at")
            inserting.insert(Job(due_at=again_at, **{name: getattr(job, name) for name in copied}))
    return was_ours


def put_back(job: Job, *, trouble: str, at: datetime) -> None:
    """It failed: try again after a pause that doubles each time, or park it after the last try."""
    if job.tries >= MOST_TRIES:
        _park(job, trouble=trouble, at=at)
        return
    pause = min(FIRST_PAUSE * 2 ** (job.tries - 1), LONGEST_PAUSE)
    _held(job).update(due_at=at + pause, trouble=trouble, worker="")


def _park(job: Job, *, trouble: str, at: datetime) -> None:
    if _held(job).update(parked_at=at, trouble=trouble, worker=""):
        log.error("job_parked", job=job.pk, task=job.task, tries=job.tries)


def _held(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, tries=job.tries, parked_at=None)


@contextmanager
def _lease_kept(job: Job, *, clock: Clock) -> Iterator[None]:
    """While the block runs, another thread renews the lease, so that only the dead lose theirs."""
    done = threading.Event()

    def keep() -> None:
        while not done.wait(LEASE.total_seconds() / 3):
            try:
                renew(job, at=clock())
            except DatabaseError as error:
                log.warning("lease_not_renewed", job=job.pk, error=str(error))
            finally:
                connection.close()

    keeper = threading.Thread(target=keep, name=f"lease-{job.pk}", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        done.set()
        keeper.join()
