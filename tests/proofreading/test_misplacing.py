"""Small words where they cannot well stand, and those that may."""

import pytest

from feuilleton.proofreading.finding import MISSING, OTHER_WORD, OUT_OF_PLACE
from tests.proofreading import read, said


@pytest.mark.parametrize(
    ("text", "quote", "meant"),
    [
        ("He went down to the pump to rinse he buckets before supper.", "he", "the"),
        ("There was a folded letter n his pocket.", "n", "in"),
        ("She stood at he window and looked out.", "he", "the"),
        ("He took his coat an went out.", "an", "and"),
        ("They walked too the harbor in the rain.", "too", "to"),
        ("She took the letter form the table.", "form", "from"),
    ],
)
def test_a_small_word_for_another_is_pointed_at(text, quote, meant):
    (found,) = read(text)

    assert (found.place.quote, found.proposals[0]) == (quote, meant)
    assert found.check in (OTHER_WORD, OUT_OF_PLACE)


def test_one_preposition_too_many_is_pointed_at():
    (found,) = read("It was Pike who had to call at after supper.")

    assert found.check == OUT_OF_PLACE
    assert found.place.quote == "at after"
    assert found.proposals == ("at", "after")


@pytest.mark.parametrize(
    "text",
    [
        "He had had enough of that.",
        "Then he saw the silver, and off he went to tell the others.",
        "“What is it for?” she asked. “To look at,” he said.",
        "It was the man from out of town whom she had been looking at.",
        "She came in from under the trees, and up to the door.",
        "I told him Pike was gone. F. Catchpole signed for it; an F, in red.",
        "He wore a form-fitting coat, and then wore it no more.",
    ],
)
def test_good_english_is_left_alone(text):
    assert not said(text)


def test_other_languages_are_not_weighed():
    assert not said("Er nahm an he Tür den Hut ab.", OUT_OF_PLACE, language="de")
    assert not said("Er nahm an he Tür den Hut ab.", MISSING, language="de")
