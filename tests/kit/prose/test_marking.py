"""Imported text opens as Markdown; saved unchanged, it is the same text."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from feuilleton.kit.prose import aligning, marking, sources
from feuilleton.kit.prose.blocks import Block

SIGNS = [
    *"*_#>-+|\\<>&`~=.![](){}:;'\"1xXoO0 \u00a0\t\n\u3000\u2003",
    *[
        "1986. ",
        "1. ",
        "12) ",
        "***",
        "---",
        "* * *",
        "- ",
        "> ",
        "| ",
        "# ",
        "&amp;",
        "&#42;",
        "\\*",
        "~*~",
        "oOo",
        "x",
    ],
    *[
        "{lang=ja}",
        "[a](http://b.example)",
        "![a](b)",
        "[1]: c",
        "<b>",
        "<i>",
        "<br>",
        "<foo>",
        "</p>",
        "<!--",
        "<3",
        "```",
    ],
    *[
        "\n\n",
        "\n",
        "    ",
        "…",
        "—",
        "“",
        "”",
        "👩‍👩‍👧",
        "שלום",
        "مرحبا",
        "「",
        "日本",
        "é",
        "\u202e",
        "http://a.example",
        "word",
        "Two",
        "^_^",
    ],
    *[
        "time skip",
        "snake_case",
        "5*3*2",
        "a",
        "b",
        "?!",
        "<u>",
        "</u>",
        "<em>",
        "</em>",
        "\u200b",
        "\u00ad",
        "a@b.example",
    ],
]
prose = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=12).map("".join)

OPENING = [
    "<em>",
    "<strong>",
    "<i>",
    "<u>",
    "<sub>",
    '<a href="http://a.example/(x)?y=1&amp;z_z*=2">',
    '<span lang="he" dir="rtl">',
]
OPENING += [
    '<a href="http://a.example/">',
    "<ruby>",
    "<rt>",
    "<q>",
    '<abbr title="a ] b">',
    "<code>",
    "<bdi dir=rtl>",
    "<s>",
]
CLOSING = [
    "</em>",
    "</strong>",
    "</i>",
    "</u>",
    "</sub>",
    "</a>",
    "</span>",
    "</ruby>",
    "</rt>",
    "</q>",
    "</abbr>",
    "</code>",
]
BLOCKS = [
    "<p>",
    '<p lang="ja">',
    '<p dir="rtl">',
    '<p class="verse">',
    "<h2>",
    "<blockquote>",
    "</blockquote>",
    "<ul>",
    "</ul>",
]
BLOCKS += [
    "<ol>",
    '<ol start="7">',
    "</ol>",
    "<li>",
    '<li value="3">',
    "</li>",
    "<hr>",
    '<hr data-ornament="- x">',
    "<br>",
    "<br>",
]
BLOCKS += [
    '<div lang="he">',
    "</div>",
    '<img src="http://a.example/b_c.png" alt="a * b">',
    '<img src="http://a.example/b.png" alt="A map">',
]
BLOCKS += ["<hr data-ornament='#'>", "<p>#<p>#", "<p>X<p>a<p>X"]
markup = st.lists(
    st.one_of(
        st.sampled_from(SIGNS).map(lambda sign: sign.replace("&", "&amp;").replace("<", "&lt;")),
        st.sampled_from(OPENING),
        st.sampled_from(CLOSING),
        st.sampled_from(BLOCKS),
    ),
    max_size=20,
).map("".join)


def assert_comes_back(blocks: list[Block]) -> None:
    written = marking.to_markdown(blocks)
    again = sources.from_markdown(written)

    assert again == blocks, written
    kept = aligning.keep_ids([], blocks)
    assert aligning.keep_ids(kept, again) == kept


@given(markup)
@example("\\*<p>\\*")
@settings(max_examples=150)
def test_text_that_came_as_html_comes_back(html: str) -> None:
    assert_comes_back(sources.from_html(html))


@given(prose)
@settings(max_examples=100)
def test_text_that_came_as_text_comes_back(text: str) -> None:
    assert_comes_back(sources.from_text(text))


@given(prose)
@settings(max_examples=100)
def test_text_that_came_as_markdown_comes_back(text: str) -> None:
    assert_comes_back(sources.from_markdown(text))


@given(st.text(max_size=60))
@example("*a*\n\n***\n\n_b_")
def test_any_text_comes_back(text: str) -> None:
    assert_comes_back(sources.from_text(text))
    assert_comes_back(sources.from_markdown(text))
    assert_comes_back(sources.from_html(text))


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>He said <i>no</i>, <b>twice</b>.</p>", "He said *no*, **twice**."),
        ("<p>“<i>Stop!</i>” she said.</p>", "“*Stop!*” she said."),
        ("<p>a<i>(b)</i>c</p>", "a<em>(b)</em>c"),
        ("<p><b>a <i>b</i> c</b></p>", "**a *b* c**"),
        ("<p>5*3*2 and snake_case</p>", r"5\*3\*2 and snake_case"),
        ("<p>1986. It was spring.</p>", r"1986\. It was spring."),
        ("<p>- dash</p>", r"\- dash"),
        ("<p>a<br>b</p>", "a\\\nb"),
        ("<p class=verse>a<br>&nbsp;&nbsp;b</p>", "| a\n|   b"),
        ('<p lang="ja">「はい」</p>', "{lang=ja}\n「はい」"),
        ("<h2>One</h2>", "## One"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
        ("<ul><li>a<li>b</ul><ul><li>c</ul>", "- a\n- b\n\n+ c"),
        ("<ol start=3><li>a<li>b</ol>", "3. a\n4. b"),
        ("<hr>", "<hr>"),
        ("<p>~*~</p>", "~*~"),
        ("<p><u>a</u> <a href='http://a.example/'>b</a></p>", "<u>a</u> [b](http://a.example/)"),
    ],
)
def test_the_markdown_is_what_an_author_would_type(html: str, markdown: str) -> None:
    assert marking.to_markdown(sources.from_html(html)) == markdown
