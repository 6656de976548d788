"""From a manuscript to a proposal: heads and tails of its chapters are read, the rest is the story's own text."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from django.utils.translation import gettext as _

from feuilleton.importing import bodies, chapters, figures, formats, labels, lines, proposal, tails
from feuilleton.importing.heads import Head, Seen
from feuilleton.importing.lines import Line
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import LABEL, NOTE_AFTER, NOTE_BEFORE, OTHER, PEN_NAME, SUMMARY, TEXT, TITLE, Piece
from feuilleton.importing.proposal import Proposal

_JUNK_TITLES = ("microsoft word", "untitled", "document", "new page", "no title")


def recognise(manuscript: Manuscript) -> Proposal:
    """What this manuscript seems to be: each stretch of it with its field and the reason. Nothing of it is dropped.

    Only the head and the tail of each chapter are looked at. What is not understood stays in the text.
    """
    seen = Seen()
    pieces, told = _by_the_page(manuscript, seen)
    rest = [part for line in manuscript.lines if line.start not in told for part in _parted(line)]
    if rest:
        begins = chapters.begin(rest)
        for number, (first, after) in enumerate(pairwise([*begins, len(rest)])):
            pieces += _chapter(manuscript, rest, first, after - 1, number, seen)
    return proposal.propose(manuscript, pieces)


def _parted(line: Line) -> list[Line]:
    """The line, or two where a header lost the break between two of its lines."""
    cut = labels.run_together(line.text) if labels.find(line.text) else 0
    return list(lines.parted(line, cut)) if cut else [line]


def _by_the_page(manuscript: Manuscript, seen: Seen) -> tuple[list[Piece], set[int]]:
    """What the page itself says of its parts: roles of a site we know, the title in a page's head."""
    if manuscript.format != formats.HTML:
        return [], set()
    told = [line for line in manuscript.lines if line.role not in ("", "rule", "markup")]
    pieces: list[Piece] = []
    for line in told:
        pieces += _told(line, seen)
    return pieces, {line.start for line in told}


def _told(line: Line, seen: Seen) -> list[Piece]:
    why = _("The page it was saved as says so.")
    if line.role == "ffn":
        return [
            Piece(line.at(start) if start else line.start, line.at(end) if end < len(line.text) else line.end,
                  field, why, words)
            for start, end, field, words in figures.parts(line.text)
        ] or [Piece(line.start, line.end, OTHER, why, line.text)]  # fmt: skip
    if line.role == "page_title":
        junk = line.text.lower().startswith(_JUNK_TITLES) or "|" in line.text
        return [Piece(line.start, line.end, OTHER, _("The page’s own title."), line.text, label="" if junk else TITLE)]
    if line.role == "site":
        return [Piece(line.start, line.end, OTHER, _("It belongs to the page it was saved as."), line.text)]
    if line.role in (TITLE, SUMMARY, PEN_NAME) and not seen.is_new(line.role, line.text):
        return [Piece(line.start, line.end, OTHER, why, line.text)]
    return [Piece(line.start, line.end, line.role, why, line.text)]


def _chapter(manuscript: Manuscript, rest: list[Line], first: int, last: int, number: int, seen: Seen) -> list[Piece]:
    head = Head(manuscript, rest, first, last, number, seen).read()
    after, taken = tails.read(manuscript, rest, head.place, last, chapter=number, seen=seen)
    moved = head.pieces + [piece for piece in after if not _overlaps(piece, head.pieces)]
    claimed = head.claimed | taken
    text = [piece for run in _runs(manuscript, rest, first, last, claimed) for piece in bodies.read(manuscript, run)]
    if not any(piece.field in TEXT for piece in text):
        moved, text = _notes_as_text(manuscript, rest[first : last + 1], moved, text)
    return [replace(piece, chapter=number) for piece in (*moved, *text)]


def _overlaps(piece: Piece, others: Sequence[Piece]) -> bool:
    return any(other.start < piece.end and piece.start < other.end for other in others)


def _runs(manuscript: Manuscript, rest: Sequence[Line], first: int, last: int, claimed: set[int]) -> list[list[Line]]:
    """The lines that nobody claimed, as far as they follow each other."""
    runs: list[list[Line]] = []
    going_on = False
    for place in range(first, last + 1):
        if place in claimed:
            going_on = False
            continue
        if going_on and manuscript.source[runs[-1][-1].end : rest[place].start].strip():
            going_on = False  # something stands between them that the page told us of
        if not going_on:
            runs.append([])
        runs[-1].append(rest[place])
        going_on = True
    return runs


def _notes_as_text(
    manuscript: Manuscript, lines_of_chapter: Sequence[Line], moved: list[Piece], text: list[Piece]
) -> tuple[list[Piece], list[Piece]]:
    """A chapter that is all notes has a text after all: its notes. There would be nothing to publish otherwise."""
    notes = [place for place, piece in enumerate(moved) if piece.field in (NOTE_BEFORE, NOTE_AFTER)]
    back = {place - back for place in notes for back in (0, 1) if not back or _is_label_of(moved, place)}
    why = _("The whole chapter speaks to readers, so this is kept as its text.")
    for place in notes:
        begin = moved[place - (place - 1 in back)].start
        stretch = [line for line in lines_of_chapter if line.start < moved[place].end and line.end > begin]
        text = text + bodies.read(manuscript, stretch, why)
    return [piece for place, piece in enumerate(moved) if place not in back], text


def _is_label_of(moved: Sequence[Piece], place: int) -> bool:
    return place > 0 and moved[place - 1].field == LABEL and moved[place - 1].end <= moved[place].start
