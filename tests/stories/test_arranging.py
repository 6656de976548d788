"""The order of chapters."""

from feuilleton.stories import arranging
from tests import people


def _order(story):
    return [(c.live or c.draft).title for c in story.chapters.present().in_reading_order()]


def test_a_first_part_added_later_stands_before_the_second(maud):
    story = people.story(maud, planned=2)
    people.published_chapter(story, maud, number="2", title="Second")

    people.chapter(story, maud, number="1", title="First")

    assert _order(story) == ["First", "Second"]


def test_a_new_chapter_gets_the_smallest_number_that_is_free(maud):
    story = people.story(maud)
    people.published_chapter(story, maud, number="II")

    assert arranging.next_number(story) == "1"


def test_a_chapter_without_a_number_stands_last(maud):
    story = people.published_story(maud, chapters=2)

    people.published_chapter(story, maud, number="Interlude", title="Interlude")

    assert _order(story) == ["Day 1", "Day 2", "Interlude"]


def test_moving_a_chapter_beyond_the_end_makes_it_the_last(maud):
    story = people.published_story(maud, chapters=3)
    first = story.chapters.in_reading_order().first()

    arranging.move(first, to=99, by=maud, at=people.NOW)

    assert _order(story) == ["Day 2", "Day 3", "Day 1"]


def test_moving_a_chapter_before_the_beginning_makes_it_the_first(maud):
    story = people.published_story(maud, chapters=3)
    last = story.chapters.in_reading_order().last()

    arranging.move(last, to=-5, by=maud, at=people.NOW)

    assert _order(story) == ["Day 3", "Day 1", "Day 2"]
