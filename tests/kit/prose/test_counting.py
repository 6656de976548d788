"""How long a text is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import counting, inline
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.counting import Count

words = st.text(alphabet="ab é'-—.,日本ไทยмاب \n0_", max_size=40)


def of(html: str, kind: str = "paragraph") -> int:
    return counting.count([Block("", kind, html)]).words


@pytest.mark.parametrize(
    ("html", "number"),
    [
        ("", 0),
        ("one two  three", 3),
        ("<em>w</em>ord", 1),
        ("one<br>two", 2),
        ("don't well-known o’clock", 3),
        ("no--yes and no—yes", 5),
        ("“…” – ! &amp; *", 0),
        ("3,500 words", 3),
        ("日本語", 3),
        ("ひらがなカタカナ", 8),
        ("「Hello」と言った", 5),
        ("한국어 단어", 2),
        ("สวัสดี", 2),
        ("<ruby>漢字<rt>かんじ</rt></ruby>", 2),
        ("naïve cafe\u0301", 2),
        ("हिन्दी में", 2),
        ("שָׁלוֹם עולם", 2),
    ],
)
def test_words_are_counted_as_people_count_them(html: str, number: int) -> None:
    assert of(html) == number


def test_paragraphs_and_items_part_words() -> None:
    assert of("<p>one</p><p>two</p>", "quotation") == 2
    assert of("<li>one</li><li>two</li>", "list") == 2


def test_scene_breaks_and_pictures_count_nothing() -> None:
    assert counting.count([Block("", "scene_break", "", ornament="oOo")]) == Count()
    assert of('<a href="http://a.example/">🖼 A map</a>', "image") == 0


def test_characters_are_counted_without_white_space() -> None:
    assert counting.count([Block("", "paragraph", "a b\u00a0c &amp; d")]).characters == 5


@given(st.lists(words, max_size=6))
def test_the_whole_is_the_sum_of_its_blocks(texts: list[str]) -> None:
    blocks = [Block("", "paragraph", inline.escape(text)) for text in texts]

    assert counting.count(blocks) == sum((counting.count([block]) for block in blocks), Count())


@given(words, st.integers(0, 40), st.integers(0, 40))
def test_inline_tags_change_no_count(text: str, start: int, end: int) -> None:
    start, end = sorted((start, end))
    tagged = f"{inline.escape(text[:start])}<em>{inline.escape(text[start:end])}</em>{inline.escape(text[end:])}"

    assert counting.count([Block("", "paragraph", tagged)]) == counting.count(
        [Block("", "paragraph", inline.escape(text))]
    )


@given(words, words)
def test_two_lines_count_as_much_as_two_paragraphs(one: str, other: str) -> None:
    together = Block("", "verse", f"{inline.escape(one)}<br>{inline.escape(other)}")

    assert counting.count([together]).words == of(inline.escape(one)) + of(inline.escape(other))
