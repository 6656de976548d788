"""`feuilleton inspect`: what it prints, and what it says of a file it cannot read."""

import argparse
import json

import pytest

from feuilleton.ops import inspecting
from tests.importing import reading


def _inspect(*words: str) -> int:
    parser = argparse.ArgumentParser()
    inspecting.add_arguments(parser)
    return inspecting.run(parser.parse_args(words))


def test_the_json_has_the_promised_keys_and_nothing_else_is_printed(capsys):
    assert _inspect(str(reading.FOLDER / "journal.txt"), "--json") == 0

    printed = capsys.readouterr()
    told = json.loads(printed.out)
    assert printed.err == ""
    assert list(told) == [
        "title", "summary", "disclaimer", "fandoms", "relationships", "characters", "rating", "warnings", "pen_name",
        "chapters", "pieces",
    ]  # fmt: skip
    (chapter,) = told["chapters"]
    assert list(chapter) == ["heading", "part", "of", "notes_before", "notes_after", "blocks", "words"]
    assert chapter["heading"] is None
    assert chapter["notes_before"] == [{"label": "A/N", "text": "Written for the winter exchange. Be kind."}]
    assert all(list(piece) == ["start", "end", "field", "why"] for piece in told["pieces"])


def test_sentences_are_printed_for_people(capsys):
    assert _inspect(str(reading.FOLDER / "novel.txt")) == 0

    printed = capsys.readouterr().out
    assert "Title: THE HOUSE AT SYRA" in printed
    assert "Chapter Two: The Cat" in printed
    assert "Left over" in printed


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\x00\x01\x02" * 50])
def test_what_cannot_be_read_is_said_on_the_other_channel(tmp_path, capsys, data):
    file = tmp_path / "story.txt"
    file.write_bytes(data)

    assert _inspect(str(file), "--json") == 1

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"{file}: ")


def test_a_file_that_is_not_there_is_said_in_a_line(tmp_path, capsys):
    assert _inspect(str(tmp_path / "none.txt")) == 1
    assert _inspect(str(tmp_path)) == 1

    assert len(capsys.readouterr().err.splitlines()) == 2
