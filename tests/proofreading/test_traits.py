"""Eyes and hair, where a name stands beside them."""

import pytest

from feuilleton.proofreading import vocabulary
from feuilleton.proofreading.finding import TRAITS
from feuilleton.proofreading.paragraphs import paragraphs
from tests.proofreading import blocks, read, said


def test_two_colors_are_shown_with_both_places():
    (found,) = read("Anna’s blue eyes shone.\n\nNobody met the brown-eyed Anna.")

    assert (found.check, found.place.quote) == (TRAITS, "brown-eyed Anna")
    assert found.other is not None
    assert found.other.quote == "Anna’s blue eyes"


def test_another_chapter_counts_too():
    before = vocabulary.learn(paragraphs(blocks("Anna had long black hair."), "en"), "en", chapter=1)

    (found,) = read("Anna’s pale blonde hair was wet.", known=before)

    assert found.other is not None
    assert (found.other.chapter, found.other.quote) == (1, "Anna had long black hair")


@pytest.mark.parametrize(
    "text",
    [
        "Anna’s green eyes shone. Anna’s emerald eyes shone.",
        "Anna’s blue eyes shone. Boris’s brown eyes did not.",
        "Anna’s blue eyes shone. Her brown eyes were wet.",
        "Anna’s blue eyes shone. “Anna’s brown eyes,” he said.",
        "Anna’s blue eyes shone. Anna’s black hair was wet.",
    ],
)
def test_what_agrees_or_is_not_named_is_left_alone(text):
    assert not said(text, TRAITS)
