"""What an author puts right in a proposal. Pieces change their field and never vanish."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from feuilleton.importing import bodies, headings, proposal
from feuilleton.importing.headings import TITLED, Heading
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import BLOCK, FIELDS, HEADING, LABEL, SCENE_BREAK, SPACE, Piece
from feuilleton.importing.proposal import Proposal
from feuilleton.kit.errors import Refusal

_CHOICES = frozenset(FIELDS) - {LABEL, SPACE, SCENE_BREAK}


def corrected(proposed: Proposal, corrections: Mapping[int, str], *, why: str = "") -> Proposal:
    """The proposal with the author's word for some pieces: number in `proposed.pieces` → field.

    `block` leaves a piece, its label and whatever else is on its lines in the text (`why`: because the author said so,
    unless told otherwise). Refuses what is no piece or field.
    """
    for number, field in corrections.items():
        if not 0 <= number < len(proposed.pieces) or field not in _CHOICES:
            raise Refusal(_("That piece of the file cannot become that. Look it over once more."))
        if proposed.pieces[number].field in (LABEL, SPACE):
            raise Refusal(_("A label goes with what stands behind it, and white space has no field."))
    pieces = list(proposed.pieces)
    left: list[tuple[int, int, int]] = []
    # From the end, so that a heading found or lost moves only chapters that were dealt with.
    for number in sorted(corrections, reverse=True):
        field, piece = corrections[number], pieces[number]
        if field == piece.field:
            continue
        if field == BLOCK:
            begin = _label_before(pieces, number)
            pieces = _chapters_moved(pieces, number, -1) if piece.field == HEADING and piece.chapter else pieces
            left.append((begin, piece.end, pieces[number].chapter))
        else:
            pieces[number] = _become(piece, field)
            pieces = _chapters_moved(pieces, number, 1) if _begins_chapter(pieces, number) else pieces
    for start, end, chapter in left:
        pieces = _left_in_text(proposed.manuscript, pieces, start, end, chapter, why or _("You left it in the text."))
    return proposal.propose(proposed.manuscript, [piece for piece in pieces if piece.field != SPACE])


def all_text(proposed: Proposal) -> Proposal:
    """Everything put back into the text: one chapter, no field filled."""
    manuscript = proposed.manuscript
    pieces = bodies.read(manuscript, manuscript.lines) if manuscript.lines else []
    return proposal.propose(manuscript, pieces)


def _label_before(pieces: Sequence[Piece], number: int) -> int:
    """Where the label of this piece begins, or the piece itself if it has none."""
    before = number - 1
    while before >= 0 and pieces[before].field == SPACE:
        before -= 1
    has_label = before >= 0 and pieces[before].field == LABEL
    return pieces[before].start if has_label else pieces[number].start


def _become(piece: Piece, field: str) -> Piece:
    said = piece.text or "\n\n".join(block.text or block.ornament for block in piece.blocks)
    heading = (headings.read(said) or Heading(TITLED, said, title=said)) if field == HEADING else None
    return replace(piece, field=field, why=_("You said so."), text=said, blocks=(), heading=heading)


def _begins_chapter(pieces: Sequence[Piece], number: int) -> bool:
    """Whether a heading put here parts a chapter in two: its chapter has text or another heading before it."""
    piece = pieces[number]
    before = (one for one in pieces[:number] if one.chapter == piece.chapter)
    return piece.field == HEADING and any(one.field in (BLOCK, HEADING) for one in before)


def _chapters_moved(pieces: Sequence[Piece], number: int, by: int) -> list[Piece]:
    return [
        replace(piece, chapter=piece.chapter + by) if place >= number else piece for place, piece in enumerate(pieces)
    ]


def _left_in_text(
    manuscript: Manuscript, pieces: Sequence[Piece], start: int, end: int, chapter: int, why: str
) -> list[Piece]:
    """The pieces with those on the lines from `start` to `end` read as text."""
    lines = [line for line in manuscript.lines if line.start < end and line.end > start]
    if not lines:
        return list(pieces)
    begin, stop = lines[0].start, lines[-1].end
    # A paragraph of several lines goes back whole.
    reach = [piece for piece in pieces if piece.field != SPACE and piece.start < stop and piece.end > begin]
    begin, stop = min(piece.start for piece in reach), max(piece.end for piece in reach)
    lines = [line for line in manuscript.lines if line.start < stop and line.end > begin]
    text = bodies.read(manuscript, lines, why)
    kept = [piece for piece in pieces if not (piece.start < stop and piece.end > begin)]
    return [*kept, *(replace(piece, chapter=chapter) for piece in text)]
