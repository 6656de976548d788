"""What several tests of tasks need."""

from datetime import UTC, datetime, timedelta

import pytest


@pytest.fixture
def now() -> datetime:
    return datetime.now(UTC) + timedelta(minutes=1)
