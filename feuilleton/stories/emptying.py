"""The task that empties the bin, every night."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from feuilleton.stories import removing


@task()
def empty_the_bin() -> None:
    """`removing.empty_bin` as of now."""
    removing.empty_bin(at=timezone.now())  # A task is where the clock enters.
