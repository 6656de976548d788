"""Blocks: their plain text, and how they are packed for the database."""

from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import blocks
from feuilleton.kit.prose.blocks import Block

anything = st.builds(
    Block,
    id=st.text(alphabet="abc123", min_size=8, max_size=8),
    kind=st.sampled_from(blocks.KINDS),
    html=st.text(),
    lang=st.sampled_from(["", "ja"]),
    ornament=st.text(max_size=3),
    ordered=st.booleans(),
)


@given(st.lists(anything))
def test_packing_and_unpacking_changes_nothing(some: list[Block]) -> None:
    assert blocks.unpack(blocks.pack(some)) == some


def test_packing_leaves_out_what_is_empty() -> None:
    assert blocks.pack([Block("k3v9q2ab", "paragraph", "Hello.")]) == [
        {"id": "k3v9q2ab", "kind": "paragraph", "html": "Hello."}
    ]


def test_the_text_of_a_block_has_no_markup_and_a_line_for_each_line() -> None:
    assert Block("", "paragraph", "<em>A &amp; B</em> &lt; C").text == "A & B < C"
    assert Block("", "verse", "one<br>two").text == "one\ntwo"
    assert Block("", "list", "<li>one</li><li>two</li>").text == "one\ntwo"
    assert Block("", "quotation", "<p>one</p><p>two</p>").text == "one\ntwo"
    assert Block("", "paragraph", '<a href="http://a.example/?x=>">link</a>').text == "link"
    assert Block("", "paragraph", "<ruby>漢字<rt>かんじ</rt></ruby>").text == "漢字(かんじ)"
