"""A draft with corrections in it, given to readers."""

from datetime import timedelta

import pytest

from feuilleton.events.models import Event
from feuilleton.notes import deciding, issuing, promoting
from feuilleton.notes.models import Credit
from feuilleton.stories import drafting
from feuilleton.stories.models import ENGAGED, MINOR, Draft
from feuilleton.stories.stating import Stated
from tests import people

LATER = people.NOW + timedelta(hours=1)


def test_what_waits_is_named_chapter_by_chapter(chapter, maud, iris, nell):
    slip = people.noted(chapter, iris, "teh", becomes="the")
    people.noted(chapter, nell, "teh", becomes="the")
    people.noted(chapter, nell, "the ring", "Whose?", kind="question")
    assert issuing.due(chapter.story) == []

    deciding.accept(slip, by=maud, at=LATER)

    assert issuing.due(chapter.story) == [(chapter, 1)]
    assert issuing.readers_of(chapter) == 2


def test_readers_have_it_as_a_minor_revision_and_whoever_found_it_is_thanked_at_once(chapter, maud, iris):
    slip = people.noted(chapter, iris, "teh", becomes="the")
    deciding.accept(slip, by=maud, at=people.NOW)
    version = Draft.objects.get().version

    live = issuing.issue(chapter, version=version, by=maud, at=LATER)

    assert (live.change, "teh" in live.html) == (MINOR, False)
    assert Credit.objects.get().note == slip
    assert issuing.due(chapter.story) == []
    assert Event.objects.filter(kind="notes_mended").count() == 1


def test_a_draft_that_went_on_meanwhile_is_not_published(chapter, maud, iris):
    deciding.accept(people.noted(chapter, iris, "teh", becomes="the"), by=maud, at=people.NOW)
    version = Draft.objects.get().version
    deciding.accept(people.noted(chapter, iris, "Nobody on", becomes="No one on"), by=maud, at=people.NOW)

    with pytest.raises(drafting.Conflict):
        issuing.issue(chapter, version=version, by=maud, at=LATER)


def test_a_fact_is_made_of_a_note_and_of_all_that_say_the_same(chapter, maud, iris, nell):
    first, second = (
        people.noted(chapter, who, "She had married him", "She was engaged.", kind="continuity") for who in (iris, nell)
    )

    fact = promoting.promote(second, Stated("Edda", ENGAGED, "Joan", since=chapter), by=maud, at=LATER)

    first.refresh_from_db()
    assert (first.fact, second.fact) == (fact, fact)
