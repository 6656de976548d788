"""Letting an observation be, for a word and a story."""

import pytest

from feuilleton.proofreading import ignoring, reading
from feuilleton.proofreading.finding import SPELLING
from feuilleton.proofreading.models import Ignored
from tests import people

NOW = people.NOW


@pytest.fixture
def chapter(maud):
    return people.chapter(people.story(maud), maud, "She opened the widnow.")


def quotes(chapter):
    return [one.place.quote for one in reading.read_draft(chapter)]


def test_what_is_ignored_is_not_shown_in_any_chapter_of_the_story(chapter, maud):
    other = people.chapter(chapter.story, maud, "He closed the widnow.")

    ignoring.ignore(chapter.story, SPELLING, "widnow", by=maud, at=NOW)

    assert quotes(chapter) == quotes(other) == []


def test_it_is_shown_in_other_stories(chapter, maud):
    other = people.chapter(people.story(maud, "Another"), maud, "He closed the widnow.")

    ignoring.ignore(chapter.story, SPELLING, "widnow", by=maud, at=NOW)

    assert quotes(other) == ["widnow"]


def test_twice_is_once_and_it_can_be_taken_back(chapter, maud):
    for _ in range(2):
        ignoring.ignore(chapter.story, SPELLING, "widnow", by=maud, at=NOW)
    assert Ignored.objects.count() == 1

    ignoring.stop_ignoring(chapter.story, SPELLING, "widnow")

    assert quotes(chapter) == ["widnow"]


def test_only_what_is_looked_at_can_be_ignored(chapter, maud):
    with pytest.raises(ignoring.NoSuchCheck):
        ignoring.ignore(chapter.story, "rhyme", "widnow", by=maud, at=NOW)


def test_a_long_key_is_one_all_the_same(chapter, maud):
    ignoring.ignore(chapter.story, SPELLING, "w" * 500, by=maud, at=NOW)

    assert ignoring.ignored(chapter.story) == {(SPELLING, "w" * 150)}
