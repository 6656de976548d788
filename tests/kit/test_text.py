"""What is done to every text that comes in."""

from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit import text


def test_every_kind_of_newline_becomes_one() -> None:
    assert text.tidy("a\r\nb\rc\u2028d\x0ce\u0085f") == "a\nb\nc\nd\ne\nf"


def test_control_characters_and_half_characters_go() -> None:
    assert text.tidy("\ufeffa\x00b\x1bc\ud800d\x9fe\ufffff") == "abcdef"


@given(st.text())
def test_no_letter_is_lost(raw: str) -> None:
    letters = [sign for sign in raw if sign.isalnum()]

    assert [sign for sign in text.tidy(raw) if sign.isalnum()] == letters
    assert text.tidy(text.tidy(raw)) == text.tidy(raw)


@given(st.text())
def test_one_line_is_one_line(raw: str) -> None:
    line = text.one_line(raw)

    assert "\n" not in line
    assert line == line.strip()
    assert "".join(line.split()) == "".join(text.tidy(raw).split())


@given(st.text())
def test_what_is_in_sight_stays_in_sight(raw: str) -> None:
    assert text.in_sight(text.in_sight(raw)) == text.in_sight(raw)
    assert text.bare(text.in_sight(raw)) == text.bare(text.bare(raw)) == text.bare(raw)
