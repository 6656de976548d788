"""Whom thanks name: each once, who was first before who was second, and only who wants to be named."""

from datetime import timedelta

import pytest

from feuilleton.events import reading
from feuilleton.notes import deciding, noting, thanking
from feuilleton.reviews import leaving
from feuilleton.stories import publishing, welcoming
from feuilleton.stories.leaving import KEPT
from feuilleton.stories.models import MINOR
from feuilleton.stories.welcoming import Welcome
from tests import people

NOW = people.NOW
LATER = NOW + timedelta(hours=1)


def mended(chapter, by, *notes):
    for note in notes:
        deciding.accept(note, by=by, at=NOW)
    publishing.publish(chapter, by=by, at=LATER, change=MINOR)
    reading.read("notes", at=LATER)
    chapter.refresh_from_db()


def names(thanks):
    return [one.name for one in thanks.names]


def test_who_found_it_first_is_named_before_who_found_it_again(chapter, maud, iris, nell, otto):
    first = people.noted(chapter, iris, "teh", becomes="the")
    people.noted(chapter, nell, "teh", becomes="the")
    alone = people.noted(chapter, otto, "twice", becomes="two times")
    mended(chapter, maud, first, alone)

    assert names(thanking.of_chapter(chapter.pk)) == ["iris at sea", "otto at sea", "nell at sea"]
    assert thanking.of_story(chapter.story_id) == thanking.of_chapter(chapter.pk)
    assert thanking.by_chapter(chapter.story_id) == {chapter.pk: thanking.of_chapter(chapter.pk)}


def test_two_finds_of_one_reader_name_them_once(chapter, maud, iris):
    mended(
        chapter,
        maud,
        people.noted(chapter, iris, "teh", becomes="the"),
        people.noted(chapter, iris, "twice", becomes="two times"),
    )

    thanks = thanking.of_chapter(chapter.pk)
    assert (names(thanks), thanks.unnamed) == (["iris at sea"], 0)
    assert thanks.names[0].public_id == people.pen_name(iris).public_id


def test_two_names_of_one_reader_are_two_names(chapter, maud, iris):
    notes = [
        people.noted(chapter, iris, "teh", becomes="the"),
        people.noted(chapter, iris, "twice", becomes="two times"),
    ]
    noting.rename(notes[1], names_me=True, pen_name=people.pen_name(iris, "Iris by day"), by=iris, at=NOW)
    mended(chapter, maud, *notes)

    assert names(thanking.of_chapter(chapter.pk)) == ["iris at sea", "Iris by day"]


def test_who_wants_no_name_is_counted_and_may_change_their_mind(chapter, maud, iris, nell):
    first = people.noted(chapter, iris, "teh", becomes="the", names_me=False)
    people.noted(chapter, nell, "teh", becomes="the", names_me=False)
    mended(chapter, maud, first)
    assert thanking.of_chapter(chapter.pk) == thanking.Thanks((), 2)

    noting.rename(first, names_me=True, pen_name=None, by=iris, at=LATER)

    thanks = thanking.of_story(chapter.story_id)
    assert (names(thanks), thanks.unnamed) == (["iris at sea"], 1)


def test_who_has_left_is_thanked_without_a_name(chapter, maud, iris):
    mended(chapter, maud, people.noted(chapter, iris, "teh", becomes="the"))

    leaving.leave(iris, {}, reviews=KEPT, at=LATER)

    assert thanking.of_chapter(chapter.pk) == thanking.Thanks((), 1)


def test_an_author_who_shows_no_thanks_shows_none(chapter, maud, iris):
    mended(chapter, maud, people.noted(chapter, iris, "teh", becomes="the"))

    welcoming.welcome(chapter.story, Welcome(credits_shown=False), by=maud, at=LATER)

    assert not thanking.of_chapter(chapter.pk)
    assert not thanking.of_story(chapter.story_id)
    assert thanking.by_chapter(chapter.story_id) == {}


def test_a_chapter_that_is_withdrawn_names_nobody_on_its_story(chapter, maud, iris):
    other = people.published_chapter(chapter.story, maud, title="The Lamp")
    mended(chapter, maud, people.noted(chapter, iris, "teh", becomes="the"))
    mended(other, maud, people.noted(other, iris, "Nobody moved", becomes="No one moved"))
    assert list(thanking.by_chapter(chapter.story_id)) == [chapter.pk, other.pk]

    publishing.withdraw(chapter, by=maud, at=LATER)

    assert list(thanking.by_chapter(chapter.story_id)) == [other.pk]


@pytest.mark.parametrize("ask", [thanking.of_chapter, thanking.of_story, thanking.by_chapter])
def test_names_are_one_query(ask, chapter, maud, iris, django_assert_num_queries):
    mended(chapter, maud, people.noted(chapter, iris, "teh", becomes="the"))

    with django_assert_num_queries(1):
        ask(chapter.pk if ask is thanking.of_chapter else chapter.story_id)
