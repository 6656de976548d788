"""A label and what stands behind it, as pieces."""

import re
from collections.abc import Sequence

from feuilleton.importing import formats
from feuilleton.importing.lines import Line
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import LABEL, Piece
from feuilleton.kit.text import tidy

_MARKED = re.compile(r"(\*{1,3}|_{1,3})(?=\S)([^*_\n]{1,400}?)(?<=\S)\1(?!\w)")
_BRACKETS = {"(": ")", "[": "]"}


def labeled(
    manuscript: Manuscript, first: Line, place: int, rest: Sequence[Line], *, label: Piece, value: Piece
) -> list[Piece]:
    """The pieces of a label at the head of the line `first`, whose value begins at `place` in it and goes on in `rest`.

    `label` and `value` say all but where they are and what their text is. A label with no value is the label alone.
    """
    place = len(first.text) - len(first.text[place:].lstrip())
    end = rest[-1].end if rest else first.end
    if place >= len(first.text):
        begin = rest[0].start if rest else end
        said = said_by(manuscript, rest)
    else:
        begin = first.at(place)
        said = said_by(manuscript, [first, *rest], place)
    label_end = begin if rest or place < len(first.text) else first.end
    label_end = first.start + len(manuscript.source[first.start : label_end].rstrip())
    pieces = [_placed(label, LABEL, first.start, label_end, first.text[: place or None].strip())]
    if begin < end:
        pieces.append(_placed(value, value.field, begin, end, _freed(said, first.text[:place])))
    return pieces


def said_by(manuscript: Manuscript, lines: Sequence[Line], place: int = 0) -> str:
    """What these lines say, from this place in the first: wrapped lines joined, paragraphs parted by a blank line."""
    said = ""
    for number, line in enumerate(lines):
        if number and line.text:
            said += _joint(manuscript, lines[number - 1], line)
        said += line.text[place if not number else 0 :]
    if manuscript.format == formats.MARKDOWN:
        said = _MARKED.sub(r"\2", said)
    return tidy(said).strip()


def _joint(manuscript: Manuscript, before: Line, line: Line) -> str:
    if before.block != line.block:
        return "\n\n"
    return "\n" if manuscript.format == formats.HTML or len(before.text) < 30 else " "


def _placed(piece: Piece, field: str, start: int, end: int, text: str) -> Piece:
    return Piece(start, end, field, piece.why, text, piece.label, piece.name, piece.chapter)


def _freed(said: str, opening: str) -> str:
    """The value without the bracket or emphasis that was opened before its label and is closed behind it."""
    for sign in opening[:4].strip():
        closing = _BRACKETS.get(sign, sign if sign in "*_" else "")
        if not closing:
            break
        if said.endswith(closing) and said.count(closing) > said.count(sign) * (closing != sign):
            said = said[:-1].rstrip()
    return said
