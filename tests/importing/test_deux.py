"""A real manuscript, where it stands beside the project: everything that must be found in it."""

import json
from io import StringIO
from pathlib import Path

import pytest

from feuilleton.ops import inspecting
from tests.importing import reading

MANUSCRIPT = Path(__file__).resolve().parents[2].parent / "shared" / "manuscripts" / "deux.txt"


@pytest.fixture
def told():
    if not MANUSCRIPT.exists():
        pytest.skip(f"THE REAL MANUSCRIPT IS NOT HERE: {MANUSCRIPT}")
    out = StringIO()
    assert inspecting.inspect(MANUSCRIPT, as_json=True, out=out) == 0
    return json.loads(out.getvalue())


def test_the_header_is_found_whole(told):
    assert told["disclaimer"] == "I do not own Naruto."
    assert told["fandoms"] == ["Naruto"]
    assert told["relationships"] == ["SasuSaku"]
    assert told["pen_name"] == "Rosie"
    assert told["summary"].startswith("Two years ago")
    assert told["summary"].endswith("SasuSaku.")
    assert (told["title"], told["rating"], told["warnings"], told["characters"]) == (None, None, [], [])


def test_it_is_the_second_part_of_two_with_76_paragraphs(told):
    (chapter,) = told["chapters"]

    assert (chapter["heading"], chapter["part"], chapter["of"]) == ("Deux of Deux", 2, 2)
    assert [block["kind"] for block in chapter["blocks"]] == ["paragraph"] * 76
    assert chapter["blocks"][0]["text"].startswith("Morning comes")
    assert chapter["blocks"][-1]["text"].endswith("not this time.")
    assert chapter["notes_before"] == []
    assert [note["label"] for note in chapter["notes_after"]] == ["Rosie's Notes", "Rosie's Notes II"]
    assert 3_000 < chapter["words"] < 3_400


def test_every_letter_of_it_is_somewhere(told):
    proposal = reading.of_bytes(MANUSCRIPT.read_bytes(), MANUSCRIPT.name)
    source = proposal.manuscript.source

    assert [(piece["start"], piece["end"]) for piece in told["pieces"]] == [
        (piece.start, piece.end) for piece in proposal.pieces
    ]
    assert reading.letters(proposal) == reading.only_letters(source)
    (chapter,) = told["chapters"]
    blocks = [source[piece["start"] : piece["end"]] for piece in told["pieces"] if piece["field"] == "block"]
    assert [block["text"] for block in chapter["blocks"]] == blocks
