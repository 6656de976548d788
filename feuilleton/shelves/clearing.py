"""The task that deletes shelves that were taken down long ago, every night."""

from __future__ import annotations

from django.utils import timezone
from django_tasks import task

from feuilleton.shelves import shelving


@task()
def clear_away() -> None:
    """`shelving.clear_away` as of now."""
    shelving.clear_away(at=timezone.now())  # A task is where the clock enters.
