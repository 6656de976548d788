"""Numbers as authors write them above a chapter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit import numerals


@given(st.integers(1, 39))
def test_roman_numerals_go_there_and_back(number: int) -> None:
    assert numerals.from_roman(numerals.roman(number)) == number
    assert numerals.from_roman(numerals.roman(number).lower()) == number


def test_beyond_xxxix_come_figures() -> None:
    assert [numerals.roman(number) for number in (4, 39, 40, 112, 0)] == ["IV", "XXXIX", "40", "112", "0"]


@pytest.mark.parametrize("signs", ["", "IIII", "VX", "IC", "Iv", "XL", "IIX", "hello"])
def test_what_is_no_roman_numeral_is_none(signs: str) -> None:
    assert numerals.from_roman(signs) is None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Deux", 2),
        ("twenty-one", 21),
        ("Twenty First", 21),
        ("quatre-vingt-dix-neuf", 99),
        ("soixante et onze", 71),
        ("vingt et unième", 21),
        ("neuvième", 9),
        ("cinquieme", 5),
        ("Dritte", 3),
        ("einundzwanzigste", 21),
        ("zwoelf", 12),
        ("dreissig", 30),
        ("siebter", 7),
        ("Veintidós", 22),
        ("treinta y uno", 31),
        ("trigésima primera", 31),
        ("hundred", 100),
        ("VII", 7),
        ("12", 12),
        ("3rd", 3),
        ("2º", 2),
    ],
)
def test_a_number_is_understood_however_it_is_written(words: str, number: int) -> None:
    assert numerals.number(words) == number


def test_every_number_to_a_hundred_has_words_in_every_language() -> None:
    for language in ("en", "fr", "de", "es"):
        known = {numerals.from_words(words, language) for words in numerals.number_words()}
        assert set(range(101)) <= known


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text: str) -> None:
    found = numerals.number(text)
    assert found is None or 0 <= found < 1_000_000
