"""Blanks, marks, and what is done in two ways in one chapter."""

import pytest

from feuilleton.proofreading import finding
from feuilleton.proofreading.finding import (
    APOSTROPHE,
    BREAKS,
    DASHES,
    ELLIPSES,
    PUNCTUATION,
    QUOTE_STYLE,
    SPACES,
    VARIANTS,
)
from tests.proofreading import read, said


@pytest.mark.parametrize(
    ("text", "check", "quote"),
    [
        ("She came in , and left.", SPACES, " ,"),
        ("She came in,, and left.", PUNCTUATION, ",,"),
        ("She came in.. Then left.", PUNCTUATION, ".."),
        ("‘Tis late.", APOSTROPHE, "‘"),
        ("Back in the ‘90s.", APOSTROPHE, "‘"),
    ],
)
def test_a_mark_out_of_place_is_shown(text, check, quote):
    assert said(text, check) == [quote]


@pytest.mark.parametrize("text", ["Wait... what?! Well … no. Mr. A.B., Jr., left; etc., etc.", "So!! “Really??” Hm."])
def test_what_authors_do_on_purpose_is_left_alone(text):
    assert not said(text, PUNCTUATION)
    assert not said(text, SPACES)


def test_french_blanks_are_french():
    assert not said("Vraiment ? Oui !", SPACES, language="fr")


@pytest.mark.parametrize(
    ("text", "check", "rare"),
    [
        ("He – she – they. And yet -- no.", DASHES, "--"),
        ("Well… no… yes. But then... no.", ELLIPSES, "..."),
        ('“No,” he said. “Yes.” And she: "Why?"', QUOTE_STYLE, '"'),
        ("It’s Ann’s. She can’t. He won't.", QUOTE_STYLE, "'"),
    ],
)
def test_two_ways_in_one_chapter_are_shown_once_with_the_usual_one(text, check, rare):
    (found,) = [one for one in read(text) if one.check == check]

    assert found.place.quote == rare
    assert found.other is not None


def test_scene_breaks_of_two_forms_are_shown():
    found = read("One.\n\n***\n\nTwo.\n\n***\n\nThree.\n\n~~~~~\n\nFour.")

    assert [one.check for one in found] in ([BREAKS], [])


def test_words_spelled_in_two_ways_are_shown_at_the_rarer():
    assert said("The grey sea, grey sky, gray sand.", VARIANTS) == ["gray"]
    assert said("An email, an email, an e-mail.", VARIANTS) == ["e-mail"]
    assert said("I realise, I realise, I realize.", VARIANTS) == ["realize"]
    assert not said("The later meter, the water, the ladies, the draft and the draught.", VARIANTS)


def test_every_check_has_a_name():
    from feuilleton.proofreading import covering

    assert all(covering.check_name(check) for check in finding.CHECKS)
