"""What an author puts right in a proposal, letter for letter."""

import pytest

from feuilleton.importing import correcting
from feuilleton.kit.errors import Refusal
from tests.importing import reading


def _number(proposal, field, nth=0):
    return [number for number, piece in enumerate(proposal.pieces) if piece.field == field][nth]


def test_a_note_left_in_the_text_takes_its_label_along():
    found = reading.manuscript("wrapped.txt")

    right = reading.covering(correcting.corrected(found, {_number(found, "note_before"): "block"}))

    assert right.chapters[0].notes_before == ()
    assert right.chapters[0].blocks[0].text.startswith("A/N: I know.")
    assert reading.letters(right) == reading.letters(found)


def test_a_paragraph_becomes_a_note_or_the_title():
    found = reading.manuscript("figures.txt")

    right = reading.covering(correcting.corrected(found, {_number(found, "block", -1): "note_after"}))

    assert [note.text for note in right.chapters[0].notes_after] == ["TBC"]
    assert right.chapters[0].words == found.chapters[0].words - 1


def test_a_heading_left_in_the_text_joins_two_chapters():
    found = reading.manuscript("novel.txt")

    right = reading.covering(correcting.corrected(found, {_number(found, "heading", 1): "block"}))

    assert [chapter.heading for chapter in right.chapters] == ["Chapter One", "Chapter Three", "Epilogue"]
    assert "Chapter Two: The Cat" in [block.text for block in right.chapters[0].blocks]


def test_a_paragraph_that_becomes_a_heading_begins_a_chapter():
    found = reading.of_text("It rained.\n\nThe second day\n\nIt snowed.\n")

    right = reading.covering(correcting.corrected(found, {_number(found, "block", 1): "heading"}))

    assert [chapter.heading for chapter in right.chapters] == ["", "The second day"]
    assert [len(chapter.blocks) for chapter in right.chapters] == [1, 1]


@pytest.mark.parametrize("name", ["figures.txt", "marked.md", "word.html", "posting.txt"])
def test_everything_goes_back_into_the_text(name):
    found = reading.manuscript(name)

    back = reading.covering(correcting.all_text(found))

    assert (back.title, back.summary, back.rating, len(back.chapters)) == ("", "", None, 1)
    assert {piece.field for piece in back.pieces} <= {"block", "scene_break", "space", "other"}


@pytest.mark.parametrize(("number", "field"), [(-1, "block"), (10_000, "block"), (0, "space"), (0, "nonsense")])
def test_a_correction_of_no_piece_or_field_is_refused(number, field):
    found = reading.manuscript("figures.txt")

    with pytest.raises(Refusal):
        correcting.corrected(found, {number: field})
