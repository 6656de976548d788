"""Bytes to text: the charsets that manuscripts are written in, and what is no text."""

import pytest

from feuilleton.importing import decoding, formats, manuscripts
from feuilleton.kit.errors import Refusal

RUSSIAN = "Глава первая. Он вышел из дома и пошёл вниз по улице — к реке.\n«Привет», — сказала она.\n"
FRENCH = "“I don’t know,” she said – and the café was closed… so naïve.\n"


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1251"])
def test_a_russian_text_is_read_whatever_it_was_written_with(charset):
    assert decoding.decode((RUSSIAN * 5).encode(charset)).text == RUSSIAN * 5


@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_western_quotes_and_accents_are_read(charset):
    assert decoding.decode((FRENCH * 5).encode(charset)).text == FRENCH * 5


def test_a_page_says_its_own_charset():
    page = '<html><head><meta charset="koi8-r"></head><body><p>Лёд на реке.</p></body></html>'

    assert decoding.decode(page.encode("koi8-r")).text == page


def test_newlines_of_all_systems_become_one_and_the_mark_is_not_counted():
    assert decoding.decode(b"\xef\xbb\xbfa\r\nb\rc\n").text == "a\nb\nc\n"


def test_control_characters_keep_their_places():
    text = decoding.decode(("It rained all day.\n" * 10 + "a\x00b\x07c").encode()).text

    assert text.endswith("a\x00b\x07c")


def test_the_author_may_say_which_charset_it_is():
    data = "Žluťoučký kůň.".encode("cp1250")

    assert decoding.decode(data, charset="cp1250").text == "Žluťoučký kůň."


@pytest.mark.parametrize("charset", ["utf-8", "base64", "no-such-thing", "\0", "x" * 500])
def test_a_charset_that_does_not_fit_is_refused(charset):
    with pytest.raises(Refusal):
        decoding.decode("Žluťoučký kůň.".encode("cp1250"), charset=charset)


@pytest.mark.parametrize(
    "data",
    [b"", b" \r\n\t ", b"\0\0\0\0", b"\xef\xbb\xbf", b"\xff\xfe", "\ufeff \xa0".encode(), b"PK\x03\x04abc", b"%PDF-1.7",
     bytes(range(256)) * 20, b"\x01\x02\x03" * 100, b"x" * (decoding.MOST_BYTES + 1)],
)  # fmt: skip
def test_what_is_empty_or_no_text_or_too_long_is_refused_in_words(data):
    with pytest.raises(Refusal) as refused:
        decoding.decode(data)

    assert refused.value.words.endswith(".")


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("a.txt", "It rained.\n", formats.TEXT),
        ("a.md", "It rained.\n", formats.MARKDOWN),
        ("a.htm", "It rained.\n", formats.HTML),
        ("a.txt", "<!DOCTYPE html><html><body>It rained.", formats.HTML),
        ("", "<p>It rained.</p>\n<p>It snowed.</p>", formats.HTML),
        ("", "**Summary:** It rained.\n", formats.MARKDOWN),
        ("", "It *rained*.\n\n***\n\n# \n", formats.TEXT),
    ],
)
def test_the_format_is_told_by_name_and_content(name, text, format):
    assert manuscripts.read(text.encode(), name=name).format == format
