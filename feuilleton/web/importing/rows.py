"""The rows of the page on which a manuscript is looked over: a stretch of the file, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
)  # fmt: skip
from feuilleton.kit import text
from feuilleton.kit.prose import counting, rendering
from feuilleton.web import measures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from feuilleton.importing.parting import Note, Part
    from feuilleton.importing.pieces import Piece
    from feuilleton.importing.proposal import Proposal
    from feuilleton.kit.prose.blocks import Block

MOST_ROWS = 60
_LAST_ROWS = 15
_TEXT = (BLOCK, SCENE_BREAK)
_HEAD, _TAIL = 700, 300  # signs of a long stretch that are shown
_FIRST, _LAST = 3, 2  # paragraphs of the text
_LONG_BLOCK = 1_500


@dataclass(frozen=True, slots=True)
class Raw:
    """A stretch of the file, as typed; `elided` says what was left out between its head and its tail."""

    head: str
    elided: str = ""
    tail: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A piece whose field can be chosen. `start`: where it begins in the source, by which the form names it."""

    start: int
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class Row:
    """What stands on the page: beside `raw`, a heading, what is kept of it, why, and what can be chosen.

    `part`: the chapter whose number and title stand here. `note`: the author's note that this is.
    `html`: of the text's beginning and end, rendered.
    """

    raw: Raw
    heading: str
    why: tuple[str, ...]
    choices: tuple[Choice, ...]
    kept: Raw | None = None
    note: Note | None = None
    part: Part | None = None
    html: tuple[str, str, str] | None = None


def fields() -> list[tuple[str, str]]:
    """What a piece can be, as its author chooses."""
    return [
        (BLOCK, _("Leave it in the text")), (TITLE, _("The story’s title")), (SUMMARY, _("Summary")),
        (DISCLAIMER, _("Disclaimer")), (FANDOM, _("Fandom")), (RELATIONSHIP, _("Relationship")),
        (CHARACTER, _("Characters")), (RATING, _("Rating")), (WARNING, _("Warnings")), (PEN_NAME, _("Pen name")),
        (HEADING, _("Chapter heading")), (NOTE_BEFORE, _("Note before the chapter")),
        (NOTE_AFTER, _("Note after the chapter")), (OTHER, _("Kept beside the story")),
    ]  # fmt: skip


def rows(proposal: Proposal, parts: Sequence[Part], language: str) -> tuple[list[Row], int, list[Row]]:
    """The rows in the file's order: the first, how many are left out, the last."""
    found = list(_rows(proposal, parts, language))
    if len(found) <= MOST_ROWS:
        return found, 0, []
    first = MOST_ROWS - _LAST_ROWS
    return found[:first], len(found) - MOST_ROWS, found[-_LAST_ROWS:]


def choice(proposal: Proposal, piece: Piece, most: int = 80) -> Choice:
    """The piece as something to choose a field for."""
    words = text.one_line(proposal.manuscript.source[piece.start : piece.start + 4 * most])
    field = BLOCK if piece.field == SCENE_BREAK else piece.field
    longer = len(words) > most or piece.end - piece.start > 4 * most
    return Choice(piece.start, field, words[:most].rstrip() + "…" if longer else words[: piece.end - piece.start])


def _rows(proposal: Proposal, parts: Sequence[Part], language: str) -> Iterable[Row]:
    notes = {note.start: note for part in parts for note in part.notes}
    starts = {part.start: part for part in parts}
    source = proposal.manuscript.source
    part: Part | None = None
    for stretch in _stretches(proposal.pieces):
        first, last = stretch[0], stretch[-1]
        part = next((starts[piece.start] for piece in stretch if piece.start in starts), part)
        here = part if part and last.field in (HEADING, *_TEXT) else None
        if last.field in _TEXT:
            yield _text_row(proposal, stretch, here, language, few=len(parts) > 3)
        else:
            yield Row(
                raw=_short(source[first.start : last.end]),
                heading=_named(last),
                why=(last.why,) if last.why else (),
                choices=() if last.field == LABEL else (choice(proposal, last),),
                kept=None if last.start in notes or last.field == LABEL else _short(last.text),
                note=notes.get(last.start) if len(last.text) <= 10 * _HEAD else None,
                part=here,
            )
        part = None if here else part


def _stretches(pieces: Sequence[Piece]) -> Iterable[list[Piece]]:
    """A label with what stands behind it, a whole run of text, or a piece alone; without the space around them."""
    said = [piece for piece in pieces if piece.field != SPACE]
    for (is_text, _chapter), run in groupby(said, key=lambda piece: (piece.field in _TEXT, piece.chapter)):
        stretch = list(run)
        if is_text:
            yield stretch
            continue
        label: list[Piece] = []
        for piece in stretch:
            if piece.field == LABEL and not label:
                label = [piece]
                continue
            yield [*label, piece]
            label = []
        if label:
            yield label


def _text_row(proposal: Proposal, pieces: list[Piece], part: Part | None, language: str, *, few: bool) -> Row:
    source = proposal.manuscript.source
    blocks = [block for piece in pieces for block in piece.blocks]
    breaks = sum(block.kind == "scene_break" for block in blocks)
    why = [_("Letter for letter as in the file.")]
    if any("\n" in source[piece.start : piece.end] for piece in pieces if piece.field == BLOCK):
        why.append(_("Lines broken by the typewriter’s width are joined, where that is clear."))
    if breaks:
        why.append(ngettext(
            "A row of signs became a scene break, because a listener would hear each sign read out.",
            "%(count)s rows of signs became scene breaks, because a listener would hear each sign read out.", breaks,
        ) % {"count": measures.number(breaks)})  # fmt: skip
    why += dict.fromkeys(piece.why for piece in pieces if piece.why and piece.why != _("The story’s own text.")
                         and piece.field == BLOCK)  # fmt: skip
    shown = 1 if few else 4
    at_ends = pieces if len(pieces) <= 2 * shown else [*pieces[:shown], *pieces[-shown:]]
    return Row(
        raw=_raw_text(source, pieces),
        heading=_text_heading(blocks, breaks, language),
        why=tuple(why),
        choices=tuple(choice(proposal, piece) for piece in at_ends),
        part=part,
        html=_rendered(blocks),
    )


def _raw_text(source: str, pieces: list[Piece]) -> Raw:
    if len(pieces) <= _FIRST + _LAST:
        return _short(source[pieces[0].start : pieces[-1].end])
    head = _short(source[pieces[0].start : pieces[_FIRST - 1].end])
    tail = _short(source[pieces[-_LAST].start : pieces[-1].end])
    return Raw(_joined(head), _more(len(pieces) - _FIRST - _LAST), _joined(tail))


def _rendered(blocks: list[Block]) -> tuple[str, str, str]:
    shown = [replace(block, id="") if len(block.html) <= _LONG_BLOCK else _cut(block) for block in (
        blocks if len(blocks) <= _FIRST + _LAST else [*blocks[:_FIRST], *blocks[-_LAST:]]
    )]  # fmt: skip
    left = len(blocks) - len(shown)
    first = shown if not left else shown[:_FIRST]
    last = shown[_FIRST:] if left else []
    return rendering.render(first), _more(left) if left else "", rendering.render(last)


def _cut(block: Block) -> Block:
    said = block.text
    html = f"{escape(said[:_HEAD])} … {escape(said[-_TAIL:])}" if len(said) > _HEAD + _TAIL else escape(said)
    return replace(block, id="", kind="paragraph", html=html)


def _text_heading(blocks: list[Block], breaks: int, language: str) -> str:
    many = len(blocks) - breaks
    paragraphs = ngettext("%(count)s paragraph", "%(count)s paragraphs", many) % {"count": measures.number(many)}
    count = counting.count(blocks)
    length = measures.length(count.words, count.characters, language)
    return _("The text: %(paragraphs)s, %(length)s") % {"paragraphs": paragraphs, "length": length}


def _short(said: str) -> Raw:
    if len(said) <= _HEAD + 2 * _TAIL:
        return Raw(text.tidy(said))
    left = len(said) - _HEAD - _TAIL
    words = ngettext("and %(count)s sign more", "and %(count)s signs more", left) % {"count": measures.number(left)}
    return Raw(text.tidy(said[:_HEAD]), words, text.tidy(said[-_TAIL:]))


def _joined(raw: Raw) -> str:
    return f"{raw.head} … {raw.tail}" if raw.elided else raw.head


def _more(paragraphs: int) -> str:
    return ngettext("and %(count)s paragraph more", "and %(count)s paragraphs more", paragraphs) % {
        "count": measures.number(paragraphs)
    }


def _named(piece: Piece) -> str:
    if piece.field == LABEL:
        return _("A label with nothing behind it")
    return dict(fields())[piece.field]
