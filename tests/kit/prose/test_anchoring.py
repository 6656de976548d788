"""A passage is described by where it stands and by its words, and found by its words alone only where it is sure."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import aligning, anchoring, sources
from feuilleton.kit.prose.blocks import Block

LAMP = "The lamp on the landing had gone out again. She smiled. Nobody had seen to it."
STAIRS = "She counted the stairs under her breath, nineteen of them. She smiled."
TRAM = "Outside a tram went by."


@pytest.fixture
def text() -> list[Block]:
    return aligning.keep_ids([], sources.from_text("\n\n".join([LAMP, STAIRS, TRAM])))


def test_a_passage_has_its_words_and_the_sentences_around_it(text: list[Block]) -> None:
    start = LAMP.index("She smiled.")

    anchor = anchoring.describe(text, text[0].id, start, text[0].id, start + len("She smiled."))

    assert anchor.quote == "She smiled."
    assert anchor.before == "The lamp on the landing had gone out again. "
    assert anchor.after.startswith(" Nobody had seen to it.\nShe counted")


def test_a_passage_may_go_over_several_blocks(text: list[Block]) -> None:
    anchor = anchoring.describe(text, text[0].id, LAMP.index("Nobody"), text[2].id, 7)

    assert anchor.quote == f"Nobody had seen to it.\n{STAIRS}\nOutside"


def test_the_context_is_bounded_and_begins_with_a_sentence() -> None:
    long = aligning.keep_ids(
        [], sources.from_text("He walked on for a while and said nothing. " * 30 + "Then he spoke.")
    )
    start = long[0].text.index("Then")

    anchor = anchoring.describe(long, long[0].id, start, long[0].id, start + 4)

    assert 50 <= len(anchor.before) <= anchoring.LONGEST_CONTEXT
    assert anchor.before.startswith("He walked")


@pytest.mark.parametrize(
    ("first", "start", "last", "end"),
    [(0, 5, 0, 5), (0, 9, 0, 5), (0, -1, 0, 5), (0, 0, 0, 9999), (1, 0, 0, 5), (0, 3, 0, 4), (0, 9999, 1, 5)],
)
def test_a_passage_that_is_not_there_is_refused(text: list[Block], first: int, start: int, last: int, end: int) -> None:
    with pytest.raises(Refusal):
        anchoring.describe(text, text[first].id, start, text[last].id, end)


def test_a_block_that_is_not_there_is_refused(text: list[Block]) -> None:
    with pytest.raises(Refusal):
        anchoring.describe(text, "nothere9", 0, text[0].id, 5)


def test_a_quote_that_is_there_once_is_found_whatever_its_white_space(text: list[Block]) -> None:
    found = anchoring.find_quote(text, "seen to\n   it. She counted")

    assert found
    assert found.quote == "seen to it.\nShe counted"


def test_of_two_alike_the_one_whose_context_agrees_is_found(text: list[Block]) -> None:
    found = anchoring.find_quote(text, "She smiled.", before="nineteen of them. ")

    assert found
    assert (found.start_block, found.start) == (text[1].id, STAIRS.index("She smiled."))


def test_of_two_alike_the_one_in_the_named_block_is_found(text: list[Block]) -> None:
    found = anchoring.find_quote(text, "She smiled.", near=text[0].id)

    assert found
    assert found.start_block == text[0].id


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("She smiled.", "", ""),  # twice
        ("She grinned.", "", ""),
        ("  ", "", ""),
        ("tram", "A red", "never came"),  # these words, but not this passage
    ],
)
def test_a_quote_that_is_not_surely_meant_is_not_found(text: list[Block], quote: str, before: str, after: str) -> None:
    assert anchoring.find_quote(text, quote, before, after) is None


@given(st.lists(st.text("ab. \n", min_size=1, max_size=20), min_size=1, max_size=5), st.data())
def test_what_is_described_is_found_or_nothing_is(paragraphs: list[str], data: st.DataObject) -> None:
    blocks = [Block(f"block{place:03}", "paragraph", paragraph) for place, paragraph in enumerate(paragraphs)]
    first = data.draw(st.integers(0, len(blocks) - 1))
    last = data.draw(st.integers(first, len(blocks) - 1))
    start = data.draw(st.integers(0, len(paragraphs[first])))
    end = data.draw(st.integers(0, len(paragraphs[last])))
    try:
        anchor = anchoring.describe(blocks, blocks[first].id, start, blocks[last].id, end)
    except Refusal:
        return

    found = anchoring.find_quote(blocks, anchor.quote, anchor.before, anchor.after)

    assert found is None or "".join(found.quote.split()) == "".join(anchor.quote.split())
