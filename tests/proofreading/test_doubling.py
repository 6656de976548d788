"""Words that stand twice."""

import pytest

from feuilleton.proofreading.finding import DOUBLED
from tests.proofreading import read, said


def test_a_doubled_word_is_shown_with_one_of_it():
    (found,) = read("She closed the the door.")

    assert (found.check, found.place.quote, found.proposals) == (DOUBLED, "the the", ("the",))


def test_lines_of_verse_may_take_each_other_up():
    assert not said("| I saw the moon\n| moon of the sea", DOUBLED)


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough, and said that that was that.",
        "No, no. Very very slowly. Knock knock.",
        "Duran Duran played. It went on and on. “The—the door!”",
        "Ha ha ha, go go go.",
    ],
)
def test_what_may_stand_twice_is_left_alone(text):
    assert not said(text, DOUBLED)


def test_french_and_german_have_their_own():
    assert not said("Nous nous sommes vus.", DOUBLED, language="fr")
    assert said("Il est dans dans la rue.", DOUBLED, language="fr") == ["dans dans"]
    assert not said("Die, die die Katze sah, lachte.", DOUBLED, language="de")


def test_where_doubling_is_grammar_nothing_is_said():
    assert not said("Anak anak bermain.", DOUBLED, language="id")
