"""Looking a chapter over before it is published: slips, facts that it states, and those that it is against."""

import pytest

from feuilleton.proofreading import ignoring, surveying
from feuilleton.proofreading.finding import FACTS
from feuilleton.stories import drafting, stating
from feuilleton.stories.models import ENGAGED, SIBLING
from feuilleton.stories.stating import Stated
from tests import people

TEXT = "Edda’s husband Joan waited.\n\nWalter’s sister Anna shut the the door."


@pytest.fixture
def chapter(maud):
    story = people.story(maud, language="en")
    first = people.published_chapter(story, maud, number="Prologue")
    stating.state(story, Stated("Edda", ENGAGED, "Joan", since=first), by=maud, at=people.NOW)
    return people.chapter(story, maud, TEXT)


def contradictions(chapter):
    return surveying.contradictions(chapter, drafting.find(chapter))


def test_all_of_it_is_read_once(chapter):
    seen = surveying.survey(chapter)

    assert [one.place.quote for one in seen.findings] == ["Edda’s husband Joan", "the the"]
    assert "Since chapter Prologue it is noted" in seen.findings[0].words
    assert seen.findings[0].fact == chapter.story.facts.get().public_id
    assert seen.is_whole


def test_what_is_in_the_book_or_not_so_is_not_proposed(chapter, maud):
    assert [surveying.key(one) for one in surveying.survey(chapter).stated] == [
        "edda married joan?",
        "anna sibling walter?",
    ]

    stating.state(chapter.story, Stated("Walter", SIBLING, "Anna"), by=maud, at=people.NOW)
    ignoring.ignore(chapter.story, FACTS, "edda married joan?", by=maud, at=people.NOW)

    assert surveying.survey(chapter).stated == []


def test_places_against_the_facts_are_counted_unless_they_are_let_be(chapter, maud):
    assert contradictions(chapter) == 1

    ignoring.ignore(chapter.story, FACTS, "edda engaged joan married", by=maud, at=people.NOW)

    assert contradictions(chapter) == 0


def test_of_a_long_text_the_first_part_is_read_and_no_facts_while_somebody_waits(chapter, monkeypatch):
    monkeypatch.setattr(surveying, "MOST", 40)
    monkeypatch.setattr(surveying, "_QUICK", 40)

    seen = surveying.survey(chapter)

    assert [one.place.quote for one in seen.findings] == ["Edda’s husband Joan"]
    assert (len(seen.read), seen.is_whole) == (1, False)
    assert contradictions(chapter) == 0
