"""Maud at her desk, with a pen name."""

import pytest

from tests import people


@pytest.fixture
def at_desk(client, maud):
    client.force_login(maud)
    people.pen_name(maud)
    return client
