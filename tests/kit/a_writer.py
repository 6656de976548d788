"""A process that writes: `python -m tests.kit.a_writer 100` counts a row up that often; `… hold` keeps its turn."""

import sys
import time

import django

django.setup()

from django.db import transaction

from feuilleton.tasks.models import Job


def count(rounds: int) -> None:
    """Read and write in one transaction, so that a lost update would show."""
    for _ in range(rounds):
        with transaction.atomic():
            job = Job.objects.select_for_update().get()
            Job.objects.update(tries=job.tries + 1)


def hold() -> None:
    """Take the turn and never give it back."""
    with transaction.atomic():
        Job.objects.update(tries=1_000_000)
        print("holding", flush=True)
        time.sleep(600)


hold() if sys.argv[1] == "hold" else count(int(sys.argv[1]))
