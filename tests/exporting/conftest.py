"""A story in whose chapters readers found something that is mended."""

from __future__ import annotations

import pytest

from feuilleton.accounts.models import User
from feuilleton.events import reading
from feuilleton.notes import deciding
from feuilleton.stories import publishing
from feuilleton.stories.models import MINOR, Story
from tests import people


@pytest.fixture
def mended(maud: User, iris: User, nell: User) -> Story:
    story = people.story(maud)
    quay = people.published_chapter(story, maud, "Edda counted teh crates.", title="The Quay")
    lamp = people.published_chapter(story, maud, "Nobody mvoed.", title="The Lamp")
    people.published_chapter(story, maud, title="The Ring")
    iris_and_co = people.pen_name(iris, "iris & co")
    for chapter, passage, becomes in ((quay, "teh", "the"), (lamp, "mvoed", "moved")):
        note = people.noted(chapter, iris, passage, becomes=becomes)
        assert note.pen_name == iris_and_co
        people.noted(quay, nell, "teh", becomes="the", names_me=False) if chapter == quay else None
        deciding.accept(note, by=maud, at=people.NOW)
        publishing.publish(chapter, by=maud, at=people.NOW, change=MINOR)
    reading.read("notes", at=people.NOW)
    return story
