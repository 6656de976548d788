"""The chapters of a proposal as drafts would have them: number, title, notes, text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from feuilleton.importing.headings import COUNTED, NAMED
from feuilleton.importing.pieces import BLOCK, HEADING, NOTE_AFTER, NOTE_BEFORE, SCENE_BREAK, SPACE
from feuilleton.kit import text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feuilleton.importing.headings import Heading
    from feuilleton.importing.pieces import Piece
    from feuilleton.importing.proposal import Proposal
    from feuilleton.kit.prose.blocks import Block

_FIGURES = re.compile(r"[\d\s()\[\]/#.,:–—-]|of|[IVXLC]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Note:
    """An author's note, plain. `start`: where it begins in the source. `place`: "before" or "after"."""

    start: int
    place: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """A chapter to be. `start`: where its first piece begins, by which a page knows it. `of`: how many there will be.

    `source`: the stretches of the file that hold its text, in `format`. `into`: the public id of the chapter whose text
    it is to replace, "" for a new one.
    """

    start: int
    number: str
    title: str
    of: int | None
    notes: tuple[Note, ...]
    source: str
    format: str
    blocks: tuple[Block, ...]
    words: int
    into: str = ""


def parts(proposal: Proposal) -> list[Part]:
    """The chapters of the proposal, in the file's order. Several without any number are counted."""
    found = [_part(proposal, number, said) for number, said in _by_chapter(proposal.pieces)]
    found = [part for part in found if part.blocks or part.notes or part.title or part.number] or found[:1]
    if len(found) > 1 and not any(part.number for part in found):
        return [_numbered(part, place) for place, part in enumerate(found, start=1)]
    return found


def _by_chapter(pieces: Sequence[Piece]) -> Iterable[tuple[int, list[Piece]]]:
    by_chapter: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_chapter.setdefault(piece.chapter, []).append(piece)
    return enumerate(by_chapter[number] for number in sorted(by_chapter))


def _part(proposal: Proposal, place: int, pieces: Sequence[Piece]) -> Part:
    chapter = proposal.chapters[place]
    headings = [piece.heading for piece in pieces if piece.field == HEADING and piece.heading]
    return Part(
        start=pieces[0].start,
        number="" if chapter.part is None else str(chapter.part),
        title=_title(headings),
        of=chapter.of,
        notes=tuple(_notes(pieces)),
        source=_source(proposal.manuscript.source, pieces),
        format=proposal.manuscript.format,
        blocks=chapter.blocks,
        words=chapter.words,
    )


def _title(headings: Sequence[Heading]) -> str:
    """The chapter's name. Where the author's words say more than a number (“Prologue”, “Deux of Deux”), they stay."""
    if not headings:
        return ""
    *above, last = headings
    own = last.words if last.kind == NAMED or (last.kind == COUNTED and _in_words(last)) else last.title
    return text.one_line(" – ".join(filter(None, [*(heading.words for heading in above), own])))


def _in_words(heading: Heading) -> bool:
    said_alone = not heading.title and not heading.story
    return said_alone and bool(_FIGURES.sub("", heading.words).strip())


def _notes(pieces: Sequence[Piece]) -> Iterable[Note]:
    for piece in pieces:
        if piece.field in (NOTE_BEFORE, NOTE_AFTER):
            place = "before" if piece.field == NOTE_BEFORE else "after"
            yield Note(piece.start, place, text.one_line(piece.label), piece.text)


def _source(source: str, pieces: Sequence[Piece]) -> str:
    """The stretches of text, each as it stands in the file; what was moved from between them leaves a blank line."""
    stretches: list[list[int]] = []
    going_on = False
    for piece in pieces:
        if piece.field in (BLOCK, SCENE_BREAK):
            if going_on:
                stretches[-1][1] = piece.end
            else:
                stretches.append([piece.start, piece.end])
            going_on = True
        elif piece.field != SPACE:
            going_on = False
    return text.tidy("\n\n".join(source[start:end] for start, end in stretches))


def _numbered(part: Part, number: int) -> Part:
    return replace(part, number=str(number))
