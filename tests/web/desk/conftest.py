"""Maud at her desk, with a chapter whose readers may say everything."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.accounts.models import User
from feuilleton.stories.models import Chapter
from tests.notes.conftest import chapter

__all__ = ["chapter"]


@pytest.fixture
def at_desk(client: Client, maud: User) -> Client:
    """A browser in which maud is signed in."""
    client.force_login(maud)
    return client


@pytest.fixture
def desk(chapter: Chapter) -> str:
    return reverse("desk", args=[chapter.story.public_id])
