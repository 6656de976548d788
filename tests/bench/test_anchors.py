"""The labelled revisions can be read, by us and by others, and notes hold through them."""

import json
from pathlib import Path

import pytest

from bench.anchors import judging, reading

LINE = {
    "before": ["She smiled. He left."],
    "after": ["She grinned. He left."],
    "note": {"block": 0, "start": 0, "end": 10},
    "outcome": ["edited", "touched"],
    "place": {"block": 0, "start": 0, "end": 11},
    "kind": "one word",
}


def test_our_own_are_many_and_no_note_is_on_text_that_is_not_its_passage() -> None:
    judged = [judging.judge(pair) for pair in reading.ours()]
    shares = judging.shares(judged)

    assert len(judged) >= 200
    assert shares["wrong_places"] == 0
    assert (shares["precision"] >= 0.97, shares["recall"] >= 0.95) == (True, True)


def test_lines_that_others_wrote_are_judged(tmp_path: Path) -> None:
    file = tmp_path / "theirs.jsonl"
    gone = LINE | {"after": ["He left."], "outcome": "detached", "place": None}
    file.write_text(f"{json.dumps(LINE)}\n\n{json.dumps(gone)}\n")

    judged = [judging.judge(pair) for pair in reading.lines(file)]

    assert [one.is_right for one in judged] == [True, True]
    assert judging.shares(judged) == {"precision": 1.0, "recall": 1.0, "wrong_places": 0}


def test_a_note_on_other_words_is_a_wrong_place(tmp_path: Path) -> None:
    file = tmp_path / "theirs.jsonl"
    file.write_text(json.dumps(LINE | {"place": {"block": 0, "start": 13, "end": 20}}))

    judged = [judging.judge(pair) for pair in reading.lines(file)]

    assert judging.shares(judged) == {"precision": 0.0, "recall": 0.0, "wrong_places": 1}


@pytest.mark.parametrize(
    "change",
    [
        {"note": {"block": 0, "start": 0, "end": 99}},
        {"note": {"block": 4, "start": 0, "end": 1}},
        {"note": {"block": 0, "start": 10, "end": 11} | {"start": 11, "end": 11}},
        {"note": {"start": 0, "end": 1}},
        {"note": {"block": 0, "start": 0, "end": "5"}},
        {"outcome": "lost"},
        {"outcome": []},
        {"outcome": "exact", "place": None},
        {"outcome": "detached"},
        {"before": "She smiled."},
        {"after": [7]},
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, change: dict[str, object]) -> None:
    file = tmp_path / "theirs.jsonl"
    file.write_text(f"{json.dumps(LINE)}\n{json.dumps(LINE | change)}\n")

    with pytest.raises(reading.Malformed, match=r"theirs\.jsonl:2"):
        reading.lines(file)


def test_what_is_no_json_is_named(tmp_path: Path) -> None:
    file = tmp_path / "theirs.jsonl"
    file.write_text("{")

    with pytest.raises(reading.Malformed, match=r"theirs\.jsonl:1"):
        reading.lines(file)
