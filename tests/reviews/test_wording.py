"""What was typed, bounded and cleaned."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import rendering, sources
from feuilleton.reviews import spoiling, wording
from feuilleton.reviews.wording import compose

TAGS = {"p", "em", "strong", "b", "a", "br", "ul", "ol", "li", "blockquote", "hr", "div", "details", "summary", "span"}
PIECES = st.sampled_from(
    [
        *("a", "x", "X", "o", "O", "xxx", "oOo", "Word", "it’s", "“Yes”", "“", "”", "‘", "(", ")", "!", "?"),
        *("...", "…", "“Yes,” he said", "He — she"),
        *("—", "–", "-", "--", "1.", "3)", "12", "e.g.", "http://a.b/c", "50%", ":", ";", "/", "don't", "line break"),
        *("*", "**", "***", "_", "__", "#", ">", "+", "|", "||", "&", "&amp;", "<", "<b>", "</b>", "[a](http://b)"),
        *("`", "~", "=", "{", "}", "\\", "ß", "本", "é", "ñ", "«", "»", "„", "。", "\n", "\n\n"),
    ]
)
SOURCES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "  ", "\n", "\n\n"])), max_size=14).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces).strip()
)


def html(source):
    return compose(source).html


@given(SOURCES | st.text(max_size=60))
def test_words_without_markup_are_read_as_they_are_with_all_care(source):
    quick = wording._quickly(source)

    assert quick in ("", wording._thoroughly(source))


def test_most_reviews_are_read_quickly():
    assert wording._quickly("“But it’s my signature.” I put the phone down: why? (I do payroll.)\n\nOn Friday…")


def test_headings_and_pictures_are_plain_paragraphs():
    assert html("# Chapter LXI") == "<p>Chapter LXI</p>"
    assert html("![a cat](https://example.org/cat.png)") == (
        '<p><a href="https://example.org/cat.png" rel="nofollow ugc noopener">🖼 a cat</a></p>'
    )


def test_links_lead_out_without_a_recommendation():
    assert 'rel="nofollow ugc noopener"' in html("[look](https://example.org)")
    assert "href" not in html("[look](javascript:alert(1))")


def test_lists_quotations_and_emphasis_stay():
    assert html("> It said *no*.\n\n- one\n- two") == (
        "<blockquote><p>It said <em>no</em>.</p></blockquote>\n<ul><li>one</li><li>two</li></ul>"
    )


def detail(words):
    return f'<details class="spoiler"><summary></summary><span>{words}</span></details>'


def test_hidden_words_are_behind_something_that_opens_without_script():
    assert html("And then ||he dies|| at sea.") == f'<div class="p">And then {detail("he dies")} at sea.</div>'


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("||All *of* it||", f'<div class="p">{detail("All <em>of</em> it")}</div>'),
        ("*He ||dies||*", f'<div class="p"><em>He</em> {detail("<em>dies</em>")}</div>'),
        ("||*He* dies|| x ||she|| y", f'<div class="p">{detail("<em>He</em> dies")} x {detail("she")} y</div>'),
        ("- one\n- ||two||", f"<ul><li>one</li><li>{detail('two')}</li></ul>"),
        ("> ||two||", f'<blockquote><div class="p">{detail("two")}</div></blockquote>'),
        ("||One.\n\nTwo.||", f'<div class="p">{detail("One.")}</div>\n<div class="p">{detail("Two.")}</div>'),
        ("||\n\nOne.\n\n||", f'<div class="p">{detail("One.")}</div>'),
    ],
)
def test_what_spoilers_may_hide(source, expected):
    assert re.sub(r"\n+", "\n", html(source).strip()) == expected


@pytest.mark.parametrize("source", ["a || b || c", "||open", "x ||| y |||z", "shut||", "|| a || b ||"])
def test_marks_that_hide_nothing_are_letters(source):
    assert "<details" not in html(source)
    assert html(source).count("|") == source.count("|")


def test_a_spoiler_is_named_in_the_reader_s_language():
    assert "<summary>Spoiler</summary>" in spoiling.shown(html("||he dies||"))


class _Nesting(HTMLParser):
    """Fails on any tag that is closed in the wrong order, or stands where HTML does not let it. Keeps the letters."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.letters = [], set(), ""
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        if tag not in ("br", "hr"):
            assert not (tag in ("details", "div") and {"p", "em", "strong"} & set(self.open))
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.letters += re.sub(r"[\s|]", "", data)


@given(st.lists(PIECES | st.sampled_from(["||", "||", "||", "\n\n"]), max_size=14).map("".join))
def test_whatever_is_typed_becomes_sound_html_in_which_no_letter_is_lost(source):
    blocks = [wording._as_said(block) for block in sources.from_markdown(source)]

    with_spoilers = _Nesting(spoiling.render(blocks))

    assert with_spoilers.tags <= TAGS
    assert with_spoilers.letters == _Nesting(rendering.render(blocks)).letters
