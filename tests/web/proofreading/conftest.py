"""Maud's draft with slips in it, behind a chapter that readers have and a fact she wrote down."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from feuilleton.accounts.models import User
from feuilleton.stories import stating
from feuilleton.stories.models import ENGAGED, Chapter, Fact, Story
from feuilleton.stories.stating import Stated
from tests import people

SLIPS = (
    "She shut the the door and *waited*.\n\nEdda’s husband Joan came in at noon.\n\nWalter’s sister Anna saw it too.\n"
)


@pytest.fixture
def at_desk(client: Client, maud: User) -> Client:
    """A browser in which maud is signed in."""
    client.force_login(maud)
    return client


@pytest.fixture
def story(maud: User) -> Story:
    return people.story(maud, language="en")


@pytest.fixture
def fact(story: Story, maud: User) -> Fact:
    first = people.published_chapter(story, maud, "Edda and Joan were engaged. Nobody moved.")
    block = first.live.blocks[0]
    stated = Stated("Edda", ENGAGED, "Joan", first, revision=first.live, block=block.id, quote=block.text[:27])
    return stating.state(story, stated, by=maud, at=people.NOW)


@pytest.fixture
def chapter(story: Story, fact: Fact, maud: User) -> Chapter:
    return people.chapter(story, maud, SLIPS, title="The Sluice")


@pytest.fixture
def page(chapter: Chapter) -> str:
    return reverse("proofread", args=[chapter.public_id])
