"""Quotation marks that open and close, in the styles of several languages."""

import pytest

from feuilleton.proofreading.finding import QUOTES
from tests.proofreading import read, said


def test_a_quotation_that_is_not_closed_is_shown_where_it_opens():
    (found,) = read("“Where have you been? she asked.\n\n“Nowhere,” he said.", language="en-GB")[:1]

    assert (found.check, found.place.start, found.place.quote) == (QUOTES, 0, "“")


def test_a_quotation_that_is_not_open_is_shown_where_it_closes():
    assert said("Nowhere,” he said.", QUOTES) == ["”"]
    assert said('Nowhere," he said.', QUOTES) == ['"']


def test_a_speech_of_several_paragraphs_opens_each_of_them_again():
    speech = "“I went down to the sea.\n\n“It was cold.\n\n“Then I went home,” he said."

    assert not said(speech, QUOTES)
    assert not said(speech.replace("“", '"').replace("”", '"'), QUOTES)


def test_a_speech_that_goes_on_must_be_closed_at_last():
    found = read("“I went down to the sea.\n\n“It was cold.\n\nHe fell silent.")

    assert [(one.check, one.place.start) for one in found] == [(QUOTES, 0)]


@pytest.mark.parametrize(
    ("language", "good", "bad"),
    [
        ("fr", "« Bonjour », dit-elle.", "« Bonjour, dit-elle."),
        ("de", "„Guten Tag“, sagte sie.", "„Guten Tag, sagte sie."),
        ("de", "»Guten Tag«, sagte sie.", "»Guten Tag, sagte sie."),
        ("ja", "「こんにちは」と彼女は言った。", "「こんにちはと彼女は言った。"),
        ("pl", "„Dzień dobry” – rzekła.", "„Dzień dobry – rzekła."),
        ("ru", "«Здравствуйте», — сказала она.", "«Здравствуйте, — сказала она."),
    ],
)
def test_every_language_has_its_own_marks(language, good, bad):
    assert not said(good, QUOTES, language=language)
    assert len(said(bad, QUOTES, language=language)) == 1


def test_inches_are_no_quotation():
    assert not said('A 5" nail and a 6" board.', QUOTES)


def test_dialogue_dashes_need_no_closing():
    assert not said("— Bonjour, dit-elle.\n\n— Bonsoir.", QUOTES, language="fr")
