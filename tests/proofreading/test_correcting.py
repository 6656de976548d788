"""Other words in one place of a draft, if it still reads as it was seen."""

import pytest

from feuilleton.proofreading import correcting
from feuilleton.proofreading.finding import Passage
from feuilleton.stories import drafting
from tests import people

TEXT = "She said the the word, then the the other , and *went*.\n\nThe the end."


@pytest.fixture
def chapter(maud):
    return people.chapter(people.story(maud), maud, TEXT)


def spot(chapter, quote, block=0, nth=0):
    there = drafting.find(chapter).blocks[block]
    start = -1
    for _time in range(nth + 1):
        start = there.text.index(quote, start + 1)
    return correcting.spot(Passage(there.id, start, start + len(quote), quote), there.text)


def test_exactly_that_place_is_changed_and_the_source_stays_as_it_was_written(chapter):
    draft, now = correcting.correct(chapter, spot(chapter, "the the", nth=1), "the", at=people.NOW)

    assert draft.source == TEXT.replace("then the the", "then the")
    assert (now.quote, draft.blocks[0].text[now.start : now.start + 3]) == ("the", "the")


def test_two_places_of_a_paragraph_one_after_the_other(chapter):
    places = [spot(chapter, "the the", nth=nth) for nth in range(2)]

    for place in places:
        correcting.correct(chapter, place, "the", at=people.NOW)

    assert drafting.find(chapter).source.startswith("She said the word, then the other ,")


def test_what_was_taken_out_can_be_put_back(chapter):
    _draft, now = correcting.correct(chapter, spot(chapter, " ,"), "", at=people.NOW)
    assert "other and" in drafting.find(chapter).source

    draft, _now = correcting.correct(chapter, now, " ,", at=people.NOW)

    assert draft.source == TEXT


def test_a_place_that_is_gone_or_reads_otherwise_is_left(chapter):
    seen = spot(chapter, "The the", block=1)
    correcting.correct(chapter, seen, "The", at=people.NOW)
    version = drafting.find(chapter).version

    for other in (seen, correcting.Spot("nowhere", 0, "", "The", "")):
        with pytest.raises(correcting.Changed):
            correcting.correct(chapter, other, "A", at=people.NOW)

    assert drafting.find(chapter).version == version
