"""Whatever the file: its pieces cover it, its letters are all kept, and nothing but a refusal comes of bad input."""

import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feuilleton.importing import manuscripts, recognising
from feuilleton.kit.errors import Refusal
from tests.importing import reading

_LINES = (
    "", "", "", "Summary: It rained. SasuSaku.", "Disclaimer: I do not own Bleach.", "A/N: thank you for the reviews!",
    "A/N:", "Notes", "Title: Salt", "Rating: PG-13Disclaimer: nothing is mine.",
    "Rated: T - English - Drama - Naruto U.",
    "by millwheel", "THE SALT ROAD", "Chapter 1", "Chapter 2: Salt", "Deux of Deux", "Prologue", "***", "~*~", "#",
    "---",
    "Rosie's Notes II: hi", "It rained.", "“It rained,” she said.", "I told you so, and you laughed at me.", "TBC",
    "# Salt", "## Chapter 3", "**A/N:** *hi*", "- one", "> said", "1986. It was spring.", "*all of it*", "_x",
    "| verse",
    "<p>It rained.</p>", "<p><b>Summary:</b> x &amp; y<br>z", "<hr>", "<blockquote>", "</div>", "<!-- x", "&nbsp;",
    "<b",
    "\u00a0", "\u202eltr\u202c", "\x00", "a\x07b", "\u2028", "\ufeff", "\U000f0001 marked", "  indented", "x" * 90,
)  # fmt: skip
_anything = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(_LINES), max_size=25).map("\n".join))
_as_they_come = settings(max_examples=150, deadline=None)


@_as_they_come
@given(_anything)
@example("A/N: hi\n\n***")
@example("Summary:\n\nDisclaimer:\n\nA/N:")
@example("\x00\n\nIt rained.\n\n\x00")
def test_plain_text_is_covered_and_every_letter_kept(text):
    found = reading.of_text(text.replace("\r", "\n"))

    assert sorted(reading.letters(found)) == sorted(reading.only_letters(found.manuscript.source))


@_as_they_come
@given(_anything, st.sampled_from(["markdown", "html"]))
def test_markup_is_covered(text, format):
    reading.of_text(text.replace("\r", "\n"), format)


@_as_they_come
@given(st.lists(st.sampled_from([line for line in _LINES if "<" not in line and "&" not in line]), max_size=25))
def test_markdown_keeps_every_letter(lines):
    found = reading.of_text("\n".join(lines).replace("\U000f0001", ""), "markdown")

    # The number of a list's item is drawn by the page, as are the signs of Markdown.
    assert sorted(reading.letters(found)) == sorted(reading.only_letters(found.manuscript.source))


@_as_they_come
@given(
    st.lists(
        st.sampled_from(["Salt", "Chapter 2", "A/N: hi", "It rained.", "***", "Summary: x", "a < b & c"]), max_size=12
    )
)
def test_html_paragraphs_keep_every_letter(paragraphs):
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;") for text in paragraphs]
    found = reading.of_text("".join(f"<p>{text}</p>\n" for text in escaped), "html")

    assert sorted(reading.letters(found)) == sorted(reading.only_letters("".join(paragraphs)))


@_as_they_come
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(data):
    try:
        manuscript = manuscripts.read(data)
    except Refusal:
        return
    reading.covering(recognising.recognise(manuscript))


_MUCH = 400_000


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("x" * _MUCH, "text"), ("*a " * (_MUCH // 3), "text"), ("***\n\n" * 10_000, "text"),
        ("a\n\n***\n\n" * 3_000, "markdown"), ("<p>a</p><hr>" * 3_000, "html"), ("<" * _MUCH, "html"),
        ("<a " * (_MUCH // 3), "html"), ('<a "' * (_MUCH // 4), "html"), ("<!--" * (_MUCH // 4), "html"),
        ("<script>" * (_MUCH // 8), "html"), ("&" * _MUCH, "html"), ("<div>" * 2_000 + "a", "html"),
        ("<pre>" + "a\n" * 5_000, "html"), ("Chapter 1\n\n" * 10_000, "text"), ("A/N: hi\n\n" * 10_000, "text"),
        ("Summary: a\n" * 10_000, "text"), (" " * _MUCH + "x", "text"), ("Summary: " + "AaBb" * 100_000, "text"),
        ("Title: " + "x" * 10_000 + "\n\nIt rained.", "text"), ("Rated: T - " * 40_000, "text"),
        ("".join(f"Chapter {n}\n\nIt rained.\n\n" for n in range(1, 500)), "text"),
        ("<svg><script>alert(1)</script><style>p{}</style></svg><p onclick=x>It rained.", "html"),
        ("<table><tr><td>It rained.</table></div></p><p>It snowed.", "html"),
    ],
)  # fmt: skip
def test_hostile_texts_are_covered(text, format):
    assert reading.of_text(text, format).pieces


def test_ten_thousand_scene_breaks_are_ten_thousand():
    found = reading.of_text("It rained.\n\n" + "***\n\n" * 10_000)

    assert len(reading.stretches(found, "scene_break")) == 10_000


def test_scripts_and_style_sheets_are_kept_apart_and_out_of_the_text():
    found = reading.of_text(
        "<html><head><style>p{}</style></head><body><p>It rained.</p><script>x()</script></body>", "html"
    )

    assert [block.text for block in found.chapters[0].blocks] == ["It rained."]


def test_long_files_of_many_shapes_are_covered():
    chosen = random.Random(4)
    for format in ("text", "markdown", "html"):
        reading.of_text("\n".join(chosen.choices(_LINES, k=3_000)), format)
