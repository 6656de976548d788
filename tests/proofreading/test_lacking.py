"""Words that are missing, where that can be told."""

import pytest

from feuilleton.proofreading.finding import MISSING
from tests.proofreading import said


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("He sat at the edge of desk and wept.", "of desk"),
        ("She crossed floor without a word.", "crossed floor"),
        ("He looked up, and she a little later.", "she a"),
        ("I been to the sea.", "I been"),
        ("He would go away, and that would the end.", "would the"),
        ("She only wanted ask him.", "wanted ask"),
    ],
)
def test_a_missing_word_is_pointed_at(text, quote):
    assert said(text, MISSING) == [quote]


@pytest.mark.parametrize(
    "text",
    [
        "They went from door to door, hand in hand, on foot.",
        "A sort of window, and a kind of chair made out of box wood.",
        "She had a chest of drawers and a bag of letters.",
        "He’d a bit of ribbon, and would the boat come? She wanted peace.",
        "Never had he a friend. Had I been there!",
    ],
)
def test_idioms_are_left_alone(text):
    assert not said(text, MISSING)
