"""What guests never confirmed goes after two weeks, and their addresses with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone
from django_tasks import task

from feuilleton.reviews.guests import KEPT_FOR
from feuilleton.reviews.models import UNCONFIRMED, Review

if TYPE_CHECKING:
    from datetime import datetime


def forget(*, at: datetime) -> int:
    """Delete what waits for its letter to be answered since more than two weeks. Returns how many went."""
    late = Review.objects.filter(shown_at=None, made_at__lt=at - KEPT_FOR)
    gone: int = late.filter(state=UNCONFIRMED, answers=None).delete()[0]
    return gone


@task()
def forget_unconfirmed() -> None:
    """The task of each night: `forget`."""
    forget(at=timezone.now())  # A task is where a clock enters; the rules are given the time.
