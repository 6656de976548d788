"""What HTML becomes, and what of it does not get through."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import cleaning, sources
from feuilleton.kit.prose.rendering import render

TAGS = [
    "p", "div", "span", "b", "i", "em", "strong", "u", "s", "a", "br", "hr", "ul", "ol", "li", "blockquote",
    "h1", "h3", "pre", "ruby", "rt", "rp", "svg", "math", "style", "script", "noscript", "xmp", "iframe",
    "textarea", "title", "template", "table", "td", "font", "center", "img", "q", "abbr", "bdi", "select",
    "option", "plaintext",
]  # fmt: skip
ATTRIBUTES = [
    "",
    ' lang="ja"',
    ' lang="&quot;"',
    ' dir="rtl"',
    ' dir="x"',
    ' class="verse"',
    ' style="font-style:italic"',
    ' style="font-weight:bold;color:red"',
    ' onclick="alert(1)"',
    ' href="http://a.example/?x=1&amp;y=%22"',
    ' href="javascript:alert(1)"',
    " href=http://[bad",
    ' src="http://a.example/b.png" alt="a &lt; b"',
    ' value="7" start="3"',
    ' data-ornament="<*>"',
    ' title="a&quot;b"',
]
TEXTS = [
    "word",
    " ",
    "  two\nlines ",
    "&amp;",
    "&lt;b&gt;",
    "\u00a0",
    "「かな",
    "***",
    "#",
    "xXx",
    "<",
    "-->",
    "<!--x-->",
    "&#0;",
    "\x00",
]
hostile = st.lists(
    st.one_of(
        st.builds("<{}{}>".format, st.sampled_from(TAGS), st.sampled_from(ATTRIBUTES)),
        st.builds("</{}>".format, st.sampled_from(TAGS)),
        st.sampled_from(TEXTS),
    ),
    max_size=25,
).map("".join)

ALLOWED = re.compile(
    r"</?(?:p|h2|blockquote|ul|ol|li|hr|em|strong|u|s|small|sub|sup|code|ruby|rt|br|a|span|bdi|q|cite|abbr|del|ins)"
    r'(?: (?:lang|dir|class|href|rel|title|value|data-ornament)="[^"<>]*")*>'
)


@given(hostile)
def test_nothing_but_our_own_tags_gets_through(html: str) -> None:
    clean = cleaning.clean(html)

    assert "<" not in ALLOWED.sub("", clean)
    # As words of the text it may be said: what <xmp> held is shown to be read.
    assert "javascript:" not in "".join(ALLOWED.findall(clean))


@given(hostile)
def test_cleaning_again_changes_nothing(html: str) -> None:
    once = cleaning.clean(html)

    assert cleaning.clean(once) == once


@given(hostile)
def test_what_is_rendered_reads_back_as_the_same_blocks(html: str) -> None:
    blocks = sources.from_html(html)

    assert sources.from_html(render(blocks)) == blocks


@pytest.mark.parametrize(
    ("html", "clean"),
    [
        ("<p align=center><font color=red>Hi</font></p>", "<p>Hi</p>"),
        ("one<br><br>two<br>three", "<p>one</p>\n<p>two<br>three</p>"),
        ("<div>one<div>two</div>three</div>", "<p>one</p>\n<p>two</p>\n<p>three</p>"),
        ("<i><p>one</p>two</i> three", "<p><em>one</em></p>\n<p><em>two</em> three</p>"),
        ("<p>a<em> b </em>c</p>", "<p>a <em>b</em> c</p>"),
        ("<p><em>a</em><i>b</i></p>", "<p><em>ab</em></p>"),
        ('<p><span style="font-style: italic; font-weight: 700">x</span></p>', "<p><strong><em>x</em></strong></p>"),
        ('<b style="font-weight:normal"><p>x</p></b>', "<p>x</p>"),
        ("<p>&nbsp;</p><p> </p><p>x</p>", "<p>x</p>"),
        ("<h1>Title</h1><h4>Less</h4>", "<h2>Title</h2>\n<h2>Less</h2>"),
        ("<ul><li><p>a</p><p>b</p></li><li></li></ul>", "<ul><li>a<br>b</li></ul>"),
        ("<ol start=4><li>a</li></ol>", '<ol><li value="4">a</li></ol>'),
        ("<blockquote>a<p>b</blockquote>", "<blockquote><p>a</p><p>b</p></blockquote>"),
        ('<div lang="JA"><p>a</p></div>', '<p lang="ja" dir="ltr">a</p>'),
        ('<p lang="no tag">a</p>', "<p>a</p>"),
        ("<p><span lang=fr>oui</span></p>", '<p><span lang="fr">oui</span></p>'),
        ("<hr>", "<hr>"),
        ("<center>* * *</center>", '<hr data-ornament="* * *">'),
        ("<p>#</p><p>a</p><p>#</p>", '<hr data-ornament="#">\n<p>a</p>\n<hr data-ornament="#">'),
        ("<p>#</p><p>a</p>", "<p>#</p>\n<p>a</p>"),
        ("<p><ruby>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby></p>", "<p><ruby>字<rt>じ</rt></ruby></p>"),
        ("<p>a<svg><style><p>b</style></svg><script>c</script>", "<p>a</p>"),
        ('<a href="#n">x</a><a href="/y">y</a>', '<p><a href="#n" rel="nofollow ugc noopener">x</a>y</p>'),
    ],
)
def test_html_is_written_in_one_way(html: str, clean: str) -> None:
    assert cleaning.clean(html) == clean


def test_a_remote_image_becomes_a_link_that_says_so() -> None:
    link = '<a href="http://a.example/m.png" rel="nofollow ugc noopener">'

    assert cleaning.clean('<img src="http://a.example/m.png" alt="A map">') == f'<p class="image">{link}🖼 A map</a></p>'
    assert cleaning.clean('<p>See <img src="http://a.example/m.png"></p>') == f"<p>See {link}🖼 m.png</a></p>"
    assert cleaning.clean('<img src="data:image/png;base64,x" alt="A map">') == "<p>🖼 A map</p>"


@pytest.mark.parametrize(
    "html",
    [
        "<b>" * 30_000 + "x",
        "<div>" * 30_000 + "x",
        "<blockquote><ul><li>" * 30_000 + "x",
        "<span lang=fr>" * 10_000 + "x",
        "<i><b><u>" * 5_000 + "<p>x" * 5_000,
        "<table><tr><td>" * 5_000 + "x",
        "<p>***</p>" * 10_000 + "x",
        "<br>" * 50_000 + "x",
        "<p>x",
        "&lt;" * 50_000 + "x",
        "<" * 50_000 + " x",
        "x " * 500_000,
        "<ruby><rt>" * 30_000 + "x",
    ],
    ids=lambda html: html[:12],
)
def test_depth_and_length_do_no_harm(html: str) -> None:
    assert "x" in cleaning.clean(html)
