"""A point in a text, found again after any edit."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feuilleton.kit.prose import aligning, sources
from feuilleton.kit.prose.blocks import Block
from feuilleton.shelves.carrying import TOP, Spot, carry

NOUNS = ["lamp", "stair", "tram", "river", "letter", "ham", "ledger", "thumb", "shawl", "sluice", "pan", "kettle"]


def paragraph(number: int, chance: random.Random) -> str:
    """A paragraph like no other: a few sentences with words of its own among common ones."""
    return " ".join(
        f"The {chance.choice(NOUNS)} of {number}x{sentence} stood by the {chance.choice(NOUNS)}, and it was late."
        for sentence in range(chance.randint(1, 5))
    )


def text(*paragraphs: str) -> list[Block]:
    return aligning.keep_ids([], sources.from_text("\n\n".join(paragraphs)))


def edited(old: list[Block], *paragraphs: str) -> list[Block]:
    return aligning.keep_ids(old, sources.from_text("\n\n".join(paragraphs)))


def at(spot: Spot, blocks: list[Block]) -> str:
    """The text from the spot to the end of its block."""
    return next(block.text[spot.offset :] for block in blocks if block.id == spot.block)


def _fate(number: int, one: str, chance: random.Random) -> list[str]:
    """What its author makes of a paragraph: perhaps several, perhaps none."""
    return chance.choice(
        [
            [one],
            [one],
            [],
            [paragraph(1000 + number, chance), one],
            [one.replace("late", "early", 1).replace("The", "That old", 1)],
            [paragraph(2000 + number, chance)],
        ]
    )


@given(st.randoms(use_true_random=False), st.integers(2, 30))
def test_a_place_in_text_that_did_not_change_is_found_exactly(chance: random.Random, length: int) -> None:
    paragraphs = [paragraph(number, chance) for number in range(length)]
    old = text(*paragraphs)
    here = chance.randrange(length)
    offset = chance.randrange(len(paragraphs[here]))

    new: list[str] = []
    for number, one in enumerate(paragraphs):
        new += [one] if number == here else _fate(number, one, chance)
    after = edited(old, *new)

    spot = carry(Spot(old[here].id, offset), old, after)

    assert spot.block == old[here].id
    assert at(spot, after) == paragraphs[here][offset:]


@given(st.randoms(use_true_random=False))
def test_the_same_sentence_is_found_when_others_of_its_paragraph_changed(chance: random.Random) -> None:
    before, mine, after = (f"{paragraph(number, chance)}" for number in range(3))
    old = text("First.", f"{before} {mine} {after}", "Last.")
    new = edited(old, "First.", f"{before.replace('late', 'long past midnight')} {mine} {after.upper()[:9]}", "Last.")
    offset = len(before) + 1 + chance.randrange(len(mine))

    spot = carry(Spot(old[1].id, offset), old, new)

    assert at(spot, new).startswith(mine[offset - len(before) - 1 :])


def test_a_block_that_is_gone_leaves_the_place_at_the_end_of_the_nearest_before() -> None:
    old = text("One stood.", "Two fell down.", "Three went away by night.", "Four.")
    new = edited(old, "One stood.", "Four.")

    assert carry(Spot(old[2].id, 5), old, new) == Spot(old[0].id, len("One stood."))
    assert carry(Spot(old[0].id, 5), old, edited(old, "Four.")) == TOP


def test_a_paragraph_that_was_split_leaves_the_place_in_the_right_part() -> None:
    first, second = paragraph(1, random.Random(1)), paragraph(2, random.Random(2))
    old = text("Before it all.", f"{first} {second}", "And after.")
    new = edited(old, "Before it all.", first, second, "And after.")

    spot = carry(Spot(old[1].id, len(first) + 1 + 4), old, new)

    assert spot == Spot(new[2].id, 4)
    assert carry(Spot(old[1].id, 4), old, new) == Spot(new[1].id, 4)


def test_paragraphs_that_were_joined_leave_the_place_at_its_words() -> None:
    first, second = paragraph(1, random.Random(1)), paragraph(2, random.Random(2))
    old = text("Before it all.", first, second, "And after.")
    new = edited(old, "Before it all.", f"{first} {second}", "And after.")

    for block, offset in ((1, 7), (2, 7)):
        spot = carry(Spot(old[block].id, offset), old, new)
        assert at(spot, new).startswith((first, second)[block - 1][7:])


@pytest.mark.parametrize("spot", [Spot("nothere9", 5), TOP, Spot("nothere9", 10**9)])
def test_what_never_was_in_the_text_is_at_its_top(spot: Spot) -> None:
    old = text("One.", "Two.")

    assert carry(spot, old, edited(old, "One.", "Two.")) == TOP


def test_an_offset_beyond_the_text_is_its_end() -> None:
    old = text("One & <two>.", "Three.")
    new = edited(old, "One & <two>.", "Other.", "Three.")

    assert carry(Spot(old[0].id, 10**9), old, new) == Spot(old[0].id, len("One & <two>."))


def test_an_image_or_a_scene_break_can_be_a_place() -> None:
    old = text("One.", "***", "Two.")
    new = edited(old, "One.", "New.", "***", "Two.")

    assert carry(Spot(old[1].id, 0), old, new) == Spot(old[1].id, 0)
