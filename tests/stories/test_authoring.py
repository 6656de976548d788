"""Under whose name a story stands."""

import pytest

from feuilleton.accounts.visiting import STRANGER
from feuilleton.kit.errors import Refusal
from feuilleton.stories import authoring
from feuilleton.stories.models import Story
from tests import people

NOW = people.NOW


def _names(story):
    return list(story.authors.values_list("name", flat=True))


def test_a_story_is_signed_with_another_of_the_authors_names(maud):
    story = people.published_story(maud)

    authoring.sign(story, people.pen_name(maud, "oystercatcher"), by=maud, at=NOW)

    assert _names(story) == ["oystercatcher"]


def test_a_story_is_not_signed_with_somebody_elses_name(maud, iris):
    story = people.published_story(maud)

    with pytest.raises(Refusal):
        authoring.sign(story, people.pen_name(iris), by=maud, at=NOW)

    assert _names(story) == ["maud at sea"]


def test_an_orphaned_story_stays_with_its_readers_without_a_name(maud):
    story = people.published_story(maud)

    authoring.orphan(story, by=maud, at=NOW)

    assert Story.objects.listed_for(STRANGER).get() == story
    assert _names(story) == []
    assert not Story.objects.editable_by(maud).exists()


def test_nobody_finds_a_strangers_story_under_their_name_before_they_say_yes(maud, iris):
    story = people.published_story(maud)

    authoring.orphan(story, by=maud, at=NOW, offered_to=people.pen_name(iris))
    before = _names(story)
    authoring.accept(story, by=iris, at=NOW)

    assert (before, _names(story)) == ([], ["iris at sea"])
    assert Story.objects.editable_by(iris).get() == story


def test_a_story_offered_to_one_cannot_be_taken_by_another(maud, iris, nell):
    story = people.published_story(maud)
    authoring.orphan(story, by=maud, at=NOW, offered_to=people.pen_name(iris))

    with pytest.raises(Refusal):
        authoring.accept(story, by=nell, at=NOW)

    assert _names(story) == []


def test_a_declined_story_stays_without_a_name(maud, iris):
    story = people.published_story(maud)
    authoring.orphan(story, by=maud, at=NOW, offered_to=people.pen_name(iris))

    authoring.decline(story, by=iris, at=NOW)

    with pytest.raises(Refusal):
        authoring.accept(story, by=iris, at=NOW)
