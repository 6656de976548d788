"""The cast, for every test: maud writes, iris reads, otto moderates, nell is nobody to anyone."""

from __future__ import annotations

import os

import hypothesis
import pytest

from feuilleton.accounts.models import User
from feuilleton.archive import keeping
from tests import people

# The same examples at every run, and a busy machine is no failure. HYPOTHESIS=explore looks for new ones.
hypothesis.settings.register_profile("house", derandomize=True, deadline=None)
hypothesis.settings.register_profile("explore", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS", "house"))


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """What the last test called the archive was rolled back, and the log begins again at the same number."""
    keeping.house.forget()


@pytest.fixture
def maud(db: None) -> User:
    return people.person("maud")


@pytest.fixture
def iris(db: None) -> User:
    return people.person("iris")


@pytest.fixture
def otto(db: None) -> User:
    return people.person("otto", is_moderator=True, is_archivist=True)


@pytest.fixture
def nell(db: None) -> User:
    return people.person("nell")
