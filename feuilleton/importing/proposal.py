"""A proposal: what a file becomes if its author agrees. The pieces are the truth; all else is read off them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from feuilleton.importing import fandoms, grading, ships
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import (
    BLOCK,
    CHARACTER,
    DISCLAIMER,
    FANDOM,
    HEADING,
    LABEL,
    NOTE_AFTER,
    NOTE_BEFORE,
    OTHER,
    PEN_NAME,
    RATING,
    RELATIONSHIP,
    SCENE_BREAK,
    SPACE,
    SUMMARY,
    TITLE,
    WARNING,
    Piece,
)  # fmt: skip
from feuilleton.kit import text as plain
from feuilleton.kit.prose import counting
from feuilleton.kit.prose.blocks import Block

_LISTED = re.compile(r"\s*[,;\n]\s*")
_FANDOMS = re.compile(r"\s*[,;\n]\s*|\s+/\s+")
_BRACKETED = re.compile(r"\s*[(<\[][^()<>\[\]]{1,100}[)>\]]\s*$")
_FULL_STOP = re.compile(r"(?<!\b\w)\.+$")


@dataclass(frozen=True, slots=True)
class Note:
    """An author's note. `label`: as typed, without colon."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter as proposed. `heading`: the whole line; `title`: what it says beside the number."""

    heading: str
    title: str
    part: int | None
    of: int | None
    notes_before: tuple[Note, ...]
    notes_after: tuple[Note, ...]
    blocks: tuple[Block, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Ledger:
    """Where every sign of the file went. All but `total` add up to it; `left_over` is 0."""

    text: int
    fields: int
    others: int
    labels: int
    signs: int
    space: int
    left_over: int
    total: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a manuscript becomes. Empty strings and tuples for what it does not say; `rating` None.

    `warnings` as typed, `warning_keys` those of the archive's own that they amount to. `others`: header lines for which
    there is no field. `pieces` cover the manuscript's source without gap or overlap, from 0 to its end.
    """

    manuscript: Manuscript
    pieces: tuple[Piece, ...]
    title: str
    summary: str
    disclaimer: str
    fandoms: tuple[str, ...]
    relationships: tuple[str, ...]
    characters: tuple[str, ...]
    rating: str | None
    warnings: tuple[str, ...]
    warning_keys: tuple[str, ...]
    pen_name: str
    others: tuple[Note, ...]
    chapters: tuple[Chapter, ...]

    def as_json(self) -> dict[str, Any]:
        """The proposal as `feuilleton inspect --json` prints it."""
        return {
            "title": self.title or None,
            "summary": self.summary or None,
            "disclaimer": self.disclaimer or None,
            "fandoms": list(self.fandoms),
            "relationships": list(self.relationships),
            "characters": list(self.characters),
            "rating": self.rating,
            "warnings": list(self.warnings),
            "pen_name": self.pen_name or None,
            "chapters": [_chapter_json(chapter) for chapter in self.chapters],
            "pieces": [
                {"start": piece.start, "end": piece.end, "field": piece.field, "why": piece.why}
                for piece in self.pieces
            ],
        }

    def ledger(self) -> Ledger:
        """The sums of signs (code points) by what became of them."""
        sums: dict[str, int] = {}
        for piece in self.pieces:
            sums[piece.field] = sums.get(piece.field, 0) + piece.end - piece.start
        total = len(self.manuscript.source)
        apart = {name: sums.pop(name, 0) for name in (BLOCK, OTHER, LABEL, SCENE_BREAK, SPACE)}
        fields = sum(sums.values())
        return Ledger(
            text=apart[BLOCK], fields=fields, others=apart[OTHER], labels=apart[LABEL], signs=apart[SCENE_BREAK],
            space=apart[SPACE], left_over=total - fields - sum(apart.values()), total=total,
        )  # fmt: skip


def propose(manuscript: Manuscript, pieces: Iterable[Piece]) -> Proposal:
    """The proposal that these pieces make. White space between them becomes SPACE, anything else OTHER."""
    whole = tuple(_covering(manuscript.source, sorted(pieces, key=lambda piece: (piece.start, piece.end))))
    said = {field: [piece.text for piece in whole if piece.field == field] for field in {one.field for one in whole}}
    summary = "\n\n".join(said.get(SUMMARY, []))
    disclaimer = "\n\n".join(said.get(DISCLAIMER, []))
    rating = next(iter(said.get(RATING, [])), "")
    warned = [one for words in said.get(WARNING, []) for one in grading.warnings(words)]
    cast = said.get(CHARACTER, [])
    return Proposal(
        manuscript=manuscript,
        pieces=whole,
        title=_title(whole),
        summary=summary,
        disclaimer=disclaimer,
        fandoms=_once([*_split(_FANDOMS, said.get(FANDOM, [])), *fandoms.found(disclaimer)]),
        relationships=_once([
            *(one for words in said.get(RELATIONSHIP, []) for one in ships.said(words)),
            *(one for words in cast for one in ships.bracketed(words)),
            *ships.found(summary),
        ]),
        characters=_once(_split(_LISTED, [words.replace("[", "").replace("]", ",") for words in cast])),
        rating=grading.rating(rating),
        warnings=_once(warned),
        warning_keys=tuple(grading.causes(warned)),
        pen_name=_pen_name(whole),
        others=tuple(_others(whole)),
        chapters=tuple(_chapters(whole)),
    )  # fmt: skip


def _covering(source: str, pieces: Sequence[Piece]) -> Iterable[Piece]:
    place, chapter = 0, 0
    for piece in pieces:
        yield from _between(source, place, piece.start, chapter)
        yield piece
        place, chapter = piece.end, piece.chapter
    yield from _between(source, place, len(source), chapter)


def _between(source: str, start: int, end: int, chapter: int) -> Iterable[Piece]:
    between = source[start:end]
    if not between.strip():
        if between:
            yield Piece(start, end, SPACE, chapter=chapter)
        return
    begin = start + len(between) - len(between.lstrip())
    stop = start + len(between.rstrip())
    yield from _between(source, start, begin, chapter)
    why = _("There is nothing in it that a page can show.")
    yield Piece(begin, stop, OTHER, why, plain.tidy(source[begin:stop]).strip(), chapter=chapter)
    yield from _between(source, stop, end, chapter)


def _title(pieces: Sequence[Piece]) -> str:
    said = [piece.text for piece in pieces if piece.field == TITLE]
    in_heading = [
        piece.heading.story for piece in pieces if piece.heading and piece.heading.story and not piece.chapter
    ]
    of_page = [piece.text for piece in pieces if piece.field == OTHER and piece.label == TITLE]
    return plain.one_line(next(iter(said + in_heading + of_page), ""))


def _pen_name(pieces: Sequence[Piece]) -> str:
    said = [_BRACKETED.sub("", piece.text).strip() or piece.text for piece in pieces if piece.field == PEN_NAME]
    signed = [piece.name for piece in pieces if piece.name]
    return plain.one_line(next(iter(said + signed), ""))


def _others(pieces: Sequence[Piece]) -> Iterable[Note]:
    """Header lines without a field, and those whose field takes less than they say."""
    for piece in pieces:
        said_more = (piece.field == RATING and grading.rest(piece.text)) or (
            piece.field == PEN_NAME and _BRACKETED.search(piece.text)
        )
        if said_more or (piece.field == OTHER and piece.text):
            yield Note(piece.label, piece.text)


def _chapters(pieces: Sequence[Piece]) -> Iterable[Chapter]:
    by_chapter: dict[int, list[Piece]] = {}
    for piece in pieces:
        by_chapter.setdefault(piece.chapter, []).append(piece)
    for number in sorted(by_chapter):
        yield _chapter(by_chapter[number])


def _chapter(pieces: Sequence[Piece]) -> Chapter:
    headed = [piece for piece in pieces if piece.field == HEADING]
    said = [piece.heading for piece in headed if piece.heading]
    blocks = tuple(block for piece in pieces for block in piece.blocks)
    last = said[-1] if said else None
    return Chapter(
        heading=" – ".join(plain.one_line(piece.text) for piece in headed),
        title=last.title if last else "",
        part=last.part if last else None,
        of=last.of if last else None,
        notes_before=tuple(Note(piece.label, piece.text) for piece in pieces if piece.field == NOTE_BEFORE),
        notes_after=tuple(Note(piece.label, piece.text) for piece in pieces if piece.field == NOTE_AFTER),
        blocks=blocks,
        words=counting.count(blocks).words,
    )


def _chapter_json(chapter: Chapter) -> dict[str, Any]:
    return {
        "heading": chapter.heading or None,
        "part": chapter.part,
        "of": chapter.of,
        "notes_before": [{"label": note.label, "text": note.text} for note in chapter.notes_before],
        "notes_after": [{"label": note.label, "text": note.text} for note in chapter.notes_after],
        "blocks": [{"kind": block.kind, "text": block.text or block.ornament} for block in chapter.blocks],
        "words": chapter.words,
    }


def _split(parting: re.Pattern[str], values: Iterable[str]) -> list[str]:
    listed = [_FULL_STOP.sub("", one.strip(" *_")) for value in values for one in parting.split(value)]
    return [one for one in listed if one]


def _once(values: Iterable[str]) -> tuple[str, ...]:
    kept: dict[str, str] = {}
    for value in values:
        kept.setdefault(value.casefold(), plain.one_line(value))
    return tuple(value for value in kept.values() if value)
