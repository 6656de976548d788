"""Words that no dictionary has: slips, words run together, and what authors invent."""

import pytest

from feuilleton.proofreading import vocabulary
from feuilleton.proofreading.finding import JOINED, SPELLING
from tests.proofreading import read, said


def test_a_slip_of_the_finger_is_shown_with_what_was_meant():
    (found,) = read("She opened the widnow and looked out.")

    assert (found.check, found.place.quote, found.key) == (SPELLING, "widnow", "widnow")
    assert "window" in found.proposals


def test_two_words_run_together_are_shown_apart():
    (found,) = read("Slowly, the pinkhaired woman came in.")

    assert found.check == JOINED
    assert found.proposals == ("pink-haired", "pink haired")


def test_a_word_that_stands_twice_is_shown_once_and_counted():
    found = read("She opened the widnow. He shut the widnow.")

    assert [one.place.quote for one in found] == ["widnow"]
    assert "2" in found[0].words


@pytest.mark.parametrize(
    "text",
    [
        "“Nooo,” he said. “Hmmm. Pfft. Ahhh.”",
        "I can't, won't and shouldn’t’ve. It's the girls' room, and Sasuke's, and o'clock.",
        "The wide-eyed, open-mouthed, half-asleep cat.",
        "He stared emotionlessly at the favorited, colourless, grey, organised catlike thing.",
        "“G-go away,” she stuttered, sayin’ nothin' else.",
        "The NPC ran to the CEO of HYDRA.",
        "They ate at a café with naïve Zoë.",
    ],
)
def test_what_fiction_is_full_of_is_left_alone(text):
    assert not said(text, SPELLING)
    assert not said(text, JOINED)


def test_names_and_invented_words_are_learned():
    assert not said("Then Haldric came. They saw Haldric. Haldric’s hat was off.", SPELLING)
    assert not said("The vorn rose. The vorn sang. A vorn is a fish.", SPELLING)
    assert said("The hosue was dark.", SPELLING, known=vocabulary.given(["Anna Hosue"])) == []


def test_a_word_near_no_other_is_taken_for_an_invented_one():
    assert not said("He lit the zyxquavvle.", SPELLING)


def test_a_language_without_a_dictionary_is_not_spelled():
    assert not said("Jestem gotowy na wszyztko.", SPELLING, language="tlh")
