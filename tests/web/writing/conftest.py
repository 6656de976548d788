"""Maud at her desk."""

import pytest
from django.test import Client

from tests import people


@pytest.fixture
def at_desk(client, maud):
    """A browser in which maud is signed in."""
    client.force_login(maud)
    return client


@pytest.fixture
def other_tab(maud):
    client = Client()
    client.force_login(maud)
    return client


@pytest.fixture
def story(maud):
    return people.story(maud)


@pytest.fixture
def chapter(story, maud):
    return people.chapter(story, maud, title="The Sluice")
