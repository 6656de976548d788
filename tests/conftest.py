"""The cast, for every test: maud writes, iris reads, otto moderates, nell is nobody to anyone."""

from __future__ import annotations

import pytest

from feuilleton.accounts.models import User
from tests import people


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
