"""A story that is told of, and the mail server that takes the letters."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from feuilleton.accounts.models import User
from feuilleton.stories.models import Story
from tests import people, post
from tests.inbox.noted import Case, case_of


@pytest.fixture
def tale(maud: User) -> Story:
    """A story with a chapter of a week ago."""
    return people.published_story(maud, at=people.NOW - timedelta(days=7))


@pytest.fixture
def office(settings: Any) -> Iterator[post.PostOffice]:
    """The mail server that the settings name."""
    with post.office() as opened:
        use(settings, opened)
        yield opened


def use(settings: Any, office: post.PostOffice) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 1
    settings.EMAIL_HOST_USER, settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = "", False, False


@pytest.fixture
def case(maud: User, iris: User, otto: User, nell: User, office: post.PostOffice) -> Case:
    """A note by iris on a chapter by maud, and the mail server."""
    return case_of(maud, iris, otto, nell)
