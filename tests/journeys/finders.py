"""Nell finds things in a story of maud's: one is mended, one answered, one published and reported, some wait."""

from __future__ import annotations

from typing import Any

from feuilleton.events import reading
from feuilleton.moderation import reporting
from feuilleton.notes import deciding
from feuilleton.notes.models import Note
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.models import ALL, MINOR, Story
from feuilleton.stories.welcoming import Welcome
from tests import people


def find(story: Story, maud: Any, nell: Any) -> Note:
    """The note that is published."""
    welcoming.welcome(story, Welcome(notes_welcome=ALL), by=maud, at=people.NOW)
    chapter = story.chapters.published().in_reading_order().select_related("story", "live").first()
    slip = people.noted(chapter, nell, "The tide", becomes="A tide")
    asked = people.noted(chapter, nell, "over the pans", "Which pans?", kind="question")
    public = people.noted(chapter, nell, "Nobody moved", "Not one of them?", kind="question")
    people.noted(chapter, nell, "the pans", becomes="the salt pans", kind="wording")
    deciding.accept(slip, by=maud, at=people.NOW)
    publishing.publish(chapter, by=maud, at=people.NOW, change=MINOR)
    deciding.answer(asked, "Those of Marram.", by=maud, at=people.NOW)
    deciding.publish(public, by=maud, at=people.NOW)
    reporting.report(public, wrong="spam", words="", by=nell, at=people.NOW)
    for reader in ("notes", "inbox"):
        reading.read(reader, at=people.NOW)
    return public
