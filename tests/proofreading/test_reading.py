"""All rules over a chapter at once."""

from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.inline import write
from feuilleton.proofreading import reading
from tests.proofreading import blocks, read, said

SLIPS = "She closed the the door.\n\nThen she opened the widnow.\n\n“Where have you been? he asked."
TEXT = st.text(alphabet=st.sampled_from("ab the n'’“”\"«»-—–.…!?  \n,THE08é猫「」_*"), max_size=200) | st.text(
    max_size=80
)
LANGUAGES = st.sampled_from(["en", "en-GB", "fr", "de", "ja", "x-elvish", "tlh"])


def test_findings_come_in_the_order_of_the_text():
    assert said(SLIPS) == ["the the", "widnow", "“"]


def test_what_was_ignored_is_not_said_again():
    ignored = {(one.check, one.key) for one in read(SLIPS)[:2]}

    assert said(SLIPS, ignored=ignored) == ["“"]


def test_a_block_in_another_language_is_left_alone():
    (block,) = blocks("Tout le le monde parle.")

    assert not reading.read([Block(block.id, block.kind, block.html, lang="la")], language="en")


@given(st.lists(TEXT, max_size=6), LANGUAGES)
def test_any_text_can_be_read_and_every_passage_is_where_it_says(texts, language):
    made = [Block(f"b{at}", "paragraph", write([(text, ())])) for at, text in enumerate(texts)]
    by_id = {block.id: block for block in made}

    found = reading.read(made, language=language)

    for one in found:
        assert by_id[one.place.block].text[one.place.start : one.place.end] == one.place.quote
        assert one.words
        assert one.key
    assert found == reading.read(made, language=language)
