"""A browser, and the letters that the worker has sent."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from feuilleton.tasks import working

Letters = Callable[[], list[mail.EmailMessage]]


@pytest.fixture
def letters(db: None) -> Letters:
    """Call it: the worker does what waits, and what it has sent so far comes back."""

    def sent() -> list[mail.EmailMessage]:
        working.work_off(clock=timezone.now)
        return mail.outbox

    return sent


@pytest.fixture
def other_browser() -> Client:
    return Client()
