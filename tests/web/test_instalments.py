"""Instalments, by each language's own custom."""

import pytest
from django.utils import translation

from feuilleton.web import instalments


@pytest.mark.parametrize(
    ("number", "of", "language", "seen"),
    [
        ("2", 9, "en", "II of IX"),
        ("39", 39, "en", "XXXIX of XXXIX"),
        ("40", 52, "en", "40 of 52"),
        ("7", 6, "en", "VII"),
        ("7", 6, "ja", "第七回"),
        ("12", None, "en", "XII"),
        ("0", None, "en", "0"),
        ("12.5", 20, "en", "12.5 of XX"),
        ("Prologue", None, "en", "Prologue"),
        ("3", 7, "ar", "الثالثة من سبع"),
        ("12", 19, "ar", "الثانية عشرة من تسع عشرة"),
        ("23", 40, "ar", "٢٣ من ٤٠"),
        ("3", 8, "ja", "第三回（全八回）"),
        ("10", 21, "ja", "第十回（全二十一回）"),
        ("120", None, "ja", "第120回"),
        ("2", 9, "zh-Hant", "第二回（共九回）"),
        ("Prologue", 8, "ja", "Prologue of VIII"),
    ],
)
def test_an_instalment_is_written_by_the_custom_of_its_language(number, of, language, seen):
    assert " ".join(sign for sign in instalments.signs(number, of, language) if sign) == seen


def test_the_word_between_is_the_page_s_whatever_the_story_is_written_in(our_languages):
    assert instalments.signs("2", 9, "en") == ("II", "of", "IX")
    with translation.override("fr"):
        assert instalments.signs("2", 9, "en") == ("II", "sur", "IX")
    assert instalments.signs("2", 9, "en") == ("II", "of", "IX")


def test_an_end_that_nobody_knows_is_a_question_mark():
    assert instalments.signs("3", None, "en", True) == ("III", "of", "?")


@pytest.mark.parametrize(
    ("number", "of", "ongoing", "heard"),
    [
        ("2", 9, False, "Chapter 2 of 9"),
        ("7", 6, False, "Chapter 7"),
        ("2", None, True, "Chapter 2 of an unknown number"),
        ("Prologue", None, False, "Chapter Prologue"),
    ],
)
def test_a_screen_reader_hears_figures(number, of, ongoing, heard):
    assert instalments.words(number, of, ongoing) == heard


def test_figures_that_would_fill_the_page_are_left_as_they_are():
    assert instalments.signs("9" * 20, None, "ar") == ("9" * 20, "", "")
