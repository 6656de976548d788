"""Which blocks became which."""

from feuilleton.kit.prose import grouping
from feuilleton.kit.prose.grouping import Group
from tests.kit.prose.revisions import edited, text

LAMP = "The lamp on the landing had gone out again, and nobody had seen to it."
STAIRS = "She counted the stairs under her breath. There were nineteen of them, and one more."
LETTER = "He put the letter down between them and turned it round so that she could read it."
TRAM = "Outside a tram went by, and all the glasses in the cupboard spoke at once."


def became(before: list[str], after: list[str]) -> list[Group]:
    old = text(*before)
    return grouping.groups(old, edited(old, *after))


def test_a_paragraph_that_was_parted_is_one_group_with_its_parts() -> None:
    parts = ["She counted the stairs under her breath.", "There were nineteen of them, and one more."]

    assert Group([1], [1, 2]) in became([LAMP, STAIRS, TRAM], [LAMP, *parts, TRAM])


def test_paragraphs_that_were_joined_are_one_group() -> None:
    assert Group([0, 1], [0]) in became([LAMP, STAIRS, TRAM], [f"{LAMP} {STAIRS}", TRAM])


def test_a_paragraph_that_moved_and_was_edited_is_known_again() -> None:
    assert Group([0], [2], moved=True) in became([LAMP, STAIRS, TRAM], [STAIRS, TRAM, LAMP.replace("had", "was")])


def test_what_took_the_place_of_a_paragraph_is_not_related_to_it() -> None:
    assert Group([1], [1], related=False) in became([LAMP, LETTER, TRAM], [LAMP, "Nobody came.", TRAM])


def test_every_block_is_in_one_group() -> None:
    groups = became([LAMP, STAIRS, LETTER, TRAM], [LETTER, "Rain.", f"{LAMP} {TRAM}"])

    assert sorted(place for group in groups for place in group.old) == [0, 1, 2, 3]
    assert sorted(place for group in groups for place in group.new) == [0, 1, 2]
