"""Reading a draft with all that its story has taught."""

from feuilleton.proofreading import reading
from feuilleton.proofreading.facts import Fact
from feuilleton.proofreading.finding import FACTS, NUMBERING, SPELLING, TRAITS
from feuilleton.proofreading.stating import ENGAGED
from feuilleton.stories import drafting, stating
from feuilleton.stories.composing import Typed
from tests import people


def checks(chapter, **more):
    return [one.check for one in reading.read_draft(chapter, **more)]


def test_names_in_the_tags_are_known(maud):
    story = people.story(maud, tags={"character": ["Garrod Widnow"]})

    assert checks(people.chapter(story, maud, "She saw the widnow.")) == []


def test_invented_words_of_other_chapters_are_known(maud):
    story = people.story(maud)
    chapter = people.chapter(story, maud, "The tharn rose.")
    assert checks(chapter) == [SPELLING]

    people.published_chapter(story, maud, "The tharn rose. A tharn fell. That is a tharn.")

    assert checks(chapter) == []


def test_a_chapter_that_changed_is_learned_anew(maud):
    story = people.story(maud)
    first, second = people.chapter(story, maud, "Anna’s blue eyes."), people.chapter(story, maud, "Anna’s brown eyes.")
    assert checks(second) == [TRAITS]

    drafting.save(first, Typed(source="Anna’s brown eyes.", number="1"), version=1, by=maud, at=people.NOW)

    assert checks(second) == []


def test_the_place_in_the_other_chapter_is_told(maud):
    story = people.story(maud)
    people.published_chapter(story, maud, "Anna’s blue eyes.")

    (found,) = reading.read_draft(people.chapter(story, maud, "Anna’s brown eyes."))

    assert found.other is not None
    assert (found.other.chapter, found.other.quote) == (1, "Anna’s blue eyes")


def test_a_number_that_does_not_follow_comes_first(maud):
    story = people.story(maud)
    people.published_chapter(story, maud, number="1")

    found = reading.read_draft(people.chapter(story, maud, "She closed the the door.", number="3"))

    assert found[0].check == NUMBERING
    assert found[0].other is not None
    assert found[0].other.quote == "1"


def test_facts_are_held_against_the_chapter(maud):
    story = people.story(maud)
    people.published_chapter(story, maud)
    chapter = people.chapter(story, maud, "Anna’s husband Boris came in.")

    assert checks(chapter, facts=[Fact("Anna", ENGAGED, "Boris", since=1)]) == [FACTS]


def test_facts_that_the_author_stated_are_known_and_drafted_ones_say_nothing(maud):
    story = people.story(maud)
    first = people.published_chapter(story, maud, "Anna’s fiancé Boris fell ill.")
    chapter = people.chapter(story, maud, "Anna’s husband Boris came in.")
    stated = stating.Stated("Anna", ENGAGED, "Boris", since=first, revision=first.live, quote="Anna’s fiancé Boris")

    stating.draft(story, stated, by=maud, at=people.NOW)
    assert checks(chapter) == []

    stating.state(story, stated, by=maud, at=people.NOW)
    (found,) = reading.read_draft(chapter)
    assert found.other is not None
    assert (found.other.chapter, found.other.quote) == (1, "Anna’s fiancé Boris")


def test_other_chapters_are_read_once(maud, django_assert_max_num_queries):
    story = people.story(maud)
    for _ in range(3):
        people.published_chapter(story, maud)
    chapter = people.chapter(story, maud)
    reading.read_draft(chapter)

    with django_assert_max_num_queries(7):
        reading.read_draft(chapter)
