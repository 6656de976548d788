"""Where plain text has its paragraphs, verses and scene breaks, and what in it is emphasis."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit import text as plain_text
from feuilleton.kit.prose import breaks, plaintext, sources
from feuilleton.kit.prose.inline import is_blank

LONG = (
    "The lamp on the landing had gone out again, and nobody had seen to it; she counted the stairs under her breath,"
    " nineteen of them, and stopped on the last with one hand on the wall, which was cold and a little wet."
)
lines = st.one_of(
    st.text(max_size=30), st.sampled_from(["", " ", "***", "#", "X", "*a* b", "_c_", "roses are red", LONG, "\tword"])
)
texts = st.lists(lines, max_size=15).map("\n".join)


def kinds(text: str) -> list[str]:
    return [span.kind for span in plaintext.paragraphs(text)]


@given(texts.map(plain_text.tidy))
def test_only_white_space_lies_between_the_spans(text: str) -> None:
    at = 0
    for span in plaintext.paragraphs(text):
        assert span.start >= at
        assert not text[at : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        at = span.end
    assert not text[at:].strip()


@given(texts)
def test_every_letter_is_kept(text: str) -> None:
    blocks = sources.from_text(text)

    def letters(some: str) -> str:
        return "".join(sign for sign in some if not is_blank(sign) and sign not in "*_")

    assert letters("".join(block.text + block.ornament for block in blocks)) == letters(plain_text.tidy(text))


def test_blank_lines_part_paragraphs_and_many_say_no_more_than_one() -> None:
    assert kinds("One.\n\nTwo.\n\n\n\n\nThree.") == ["paragraph"] * 3


def test_without_a_blank_line_each_line_is_a_paragraph() -> None:
    assert kinds("One.\nTwo.\nThree.") == ["paragraph"] * 3


def test_lines_wrapped_by_a_machine_are_one_paragraph() -> None:
    source = "\n\n".join(textwrap.fill(LONG, 68) for _ in range(3))

    assert kinds(source) == ["paragraph"] * 3
    assert [block.text for block in sources.from_text(source)] == [LONG] * 3
    assert [block.text for block in sources.from_markdown(source)] == [LONG] * 3


def test_in_a_wrapped_text_an_indent_begins_a_paragraph() -> None:
    source = "\n".join(textwrap.fill(LONG, 68, initial_indent="    ") for _ in range(3))

    assert [block.text for block in sources.from_text(source)] == [LONG] * 3


def test_short_lines_in_a_wrapped_text_stay_lines() -> None:
    source = "\n\n".join([textwrap.fill(LONG, 68)] * 3 + ["Roses are red,\nviolets are blue,\nand so on"])

    assert kinds(source) == ["paragraph"] * 3 + ["verse"]


def test_dialogue_on_lines_of_its_own_is_no_verse() -> None:
    assert kinds("“Go,” she said.\n“No.”\n\nHe went.") == ["paragraph"] * 3


def test_an_indent_within_verse_is_kept() -> None:
    assert (
        sources.from_text("roses are red\n  violets blue\n\nprose.")[0].html
        == "roses are red<br>\u00a0\u00a0violets blue"
    )


def test_unwrapping_keeps_hyphens_and_puts_no_blank_between_characters() -> None:
    assert plaintext.unwrap("a well-\nknown\nman") == "a well-known man"
    assert plaintext.unwrap("日本語の\n文章") == "日本語の文章"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a *b c* d", "a <em>b c</em> d"),
        ("_b_", "<em>b</em>"),
        ("**b**", "<strong>b</strong>"),
        ("*a _b_ c*", "<em>a _b_ c</em>"),
        ("“*Stop!*” he said", "“<em>Stop!</em>” he said"),
        ("snake_case_here 5*3*2 * lone", "snake_case_here 5*3*2 * lone"),
        ("a* footnote\u00a0* b", "a* footnote\u00a0* b"),
        ("____ and ____", "____ and ____"),
        ("a & b < c", "a &amp; b &lt; c"),
    ],
)
def test_typed_emphasis_is_emphasis_and_lone_signs_stay(text: str, html: str) -> None:
    assert sources.from_text(text)[0].html == html


@pytest.mark.parametrize(
    "line",
    [
        "***",
        "*****",
        "~~~",
        "~*~*~",
        "---",
        "_____",
        "=====",
        "###",
        "•••",
        "<><><>",
        "/\\/\\/\\",
        "-/-/-",
        "xXxXx",
        "XxXxX",
        "-x-",
        "x-x-x",
        "xxx",
        "oOo",
        "oOoOo",
        "o0o0o0o",
        "...oOo...",
        "-o-",
        "XOXOX",
        "~o~O~o~",
        "LINEBREAK",
        "linebreaklinebreak",
        "⁂",
        "* * *",
        "- - -",
        "x x x",
        "(line break)",
        "Scene break",
        "~ Page Break ~",
        "Time skip",
    ],
)
def test_strong_scene_breaks(line: str) -> None:
    assert breaks.is_strong(line)


@pytest.mark.parametrize(
    "line",
    [
        "?!",
        '"..."',
        "II",
        "OK",
        "...",
        "Ooo",
        "Oooo",
        "xoxo",
        "^_^",
        "-_-",
        ">_<",
        "o.O",
        "1986",
        "000",
        "—",
        "#",
        "X",
        "(...)",
        ":-)",
        "break",
        "The line break came",
        "a*b",
        "XX",
        "[1]",
        "!!!",
        "***!",
        "$5",
    ],
)
def test_what_is_no_scene_break(line: str) -> None:
    assert not breaks.is_strong(line)


def test_a_weak_scene_break_needs_its_like() -> None:
    assert kinds("a\n\n#\n\nb") == ["paragraph"] * 3
    assert kinds("a\n\n#\n\nb\n\n#\n\nc") == ["paragraph", "scene_break"] * 2 + ["paragraph"]
    assert kinds("a\n\n#\n\nb\n\n—\n\nc") == ["paragraph"] * 5


def test_a_scene_break_needs_no_blank_lines() -> None:
    assert kinds("One.\n***\nTwo.") == ["paragraph", "scene_break", "paragraph"]


@pytest.mark.parametrize(
    "text", ["", " \n ", "*" * 100_000, "***\n\n" * 10_000, "a " * 100_000, "_a " * 50_000, "a\n" * 10_000]
)
def test_odd_and_long_texts_do_no_harm(text: str) -> None:
    blocks = sources.from_text(text)

    assert bool(blocks) == bool(text.strip())
