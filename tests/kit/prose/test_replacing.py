"""Putting other words in the place of some, within a block."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import replacing, sources
from feuilleton.kit.prose.blocks import Block


def paragraph(html, kind="paragraph"):
    return Block("b", kind, html)


@pytest.mark.parametrize(
    ("html", "taken", "put", "becomes"),
    [
        ("on teh quay", "teh", "the", "on the quay"),
        ("on <em>teh</em> quay", "teh", "the", "on <em>the</em> quay"),
        ("<em>on teh</em> quay", "teh quay", "the pier", "<em>on the pier</em>"),
        ("fish &amp; chisp", "chisp", "chips", "fish &amp; chips"),
        ("fish &amp; chips", "&", "<and>", "fish &lt;and&gt; chips"),
        ("the the tide", "the ", "", "the tide"),
        ("first line<br>secnd line", "secnd", "second", "first line<br>second line"),
        ('see <a href="https://e.org/" rel="nofollow">teh page</a>', "teh", "the", None),
    ],
)
def test_words_are_set_as_those_were_that_they_replace(html, taken, put, becomes):
    block = paragraph(html)
    start = block.text.index(taken)

    changed = replacing.replace(block, start, start + len(taken), put)

    assert changed.text == block.text[:start] + put + block.text[start + len(taken) :]
    if becomes is not None:
        assert changed.html == becomes


def test_within_a_quotation_and_a_list_items_stay_apart():
    quotation = paragraph("<p>one teh</p><p>two</p>", "quotation")

    assert replacing.replace(quotation, 4, 7, "the").html == "<p>one the</p><p>two</p>"
    assert replacing.replace(quotation, 8, 11, "2").html == "<p>one teh</p><p>2</p>"
    with pytest.raises(ValueError):
        replacing.replace(quotation, 4, 9, "the t")


def test_words_are_put_in_where_nothing_is_taken_out():
    assert replacing.replace(paragraph("a <em>b</em>"), 2, 2, "x").text == "a xb"
    assert replacing.replace(paragraph("a <em>b</em>"), 3, 3, "x").html == "a <em>bx</em>"
    assert replacing.replace(paragraph(""), 0, 0, "x").html == "x"


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 1), (0, 99)])
def test_a_place_that_is_not_there_is_refused(start, end):
    with pytest.raises(ValueError):
        replacing.replace(paragraph("a b c"), start, end, "x")


_SOURCES = st.text(alphabet="ab *_&<>é“”\n|-", min_size=1, max_size=60)


@given(_SOURCES, st.data())
def test_any_words_anywhere_give_the_text_with_them_in_it(source, data):
    for block in sources.from_markdown(source):
        text = block.text
        start = data.draw(st.integers(0, len(text)))
        end = data.draw(st.integers(start, len(text)))
        put = data.draw(st.text(alphabet="xy &<", max_size=5))
        try:
            changed = replacing.replace(block, start, end, put)
        except ValueError:
            assert block.kind in ("quotation", "list")
            continue
        assert changed.text == text[:start] + put + text[end:]
