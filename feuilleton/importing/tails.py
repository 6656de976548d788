"""The tail of a chapter: notes and disclaimers that stand below the text."""

from dataclasses import replace

from django.utils.translation import gettext as _

from feuilleton.importing import labels, notes, values
from feuilleton.importing.heads import Seen
from feuilleton.importing.labels import Label
from feuilleton.importing.lines import Line
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import DISCLAIMER, LABEL, NOTE_AFTER, OTHER, Piece
from feuilleton.kit.prose import breaks

TAIL = 25  # how many lines at a chapter's end are looked at


def read(
    manuscript: Manuscript, lines: list[Line], first: int, last: int, *, chapter: int, seen: Seen
) -> tuple[list[Piece], set[int]]:
    """The pieces found among the last lines of `lines[first : last + 1]`, and which lines they took.

    A note begins at its label. Above a chapter's end less is certain than above its text: only labels count here.
    """
    pieces: list[Piece] = []
    claimed: set[int] = set()
    at = max(first, last - TAIL + 1)
    while at <= last:
        if labels.is_furniture(lines[at].text) and at > first:
            why = _("A line that an archive adds to its pages.")
            pieces.append(Piece(lines[at].start, lines[at].end, OTHER, why, lines[at].text, chapter=chapter))
            claimed.add(at)
        label = _opens_note(lines, at)
        if not label:
            at += 1
            continue
        alone = not lines[at].text[label.end :].strip()
        if alone and (at == last or notes.is_stop(lines[at + 1])):
            at += 1
            continue
        end = notes.end(lines, at + alone, last, closing=True)
        found = values.labeled(
            manuscript, lines[at], label.end, lines[at + 1 : end + 1],
            label=Piece(0, 0, LABEL, _("The page says this by itself."), name=label.name, chapter=chapter),
            value=Piece(0, 0, NOTE_AFTER, _why(label), label=label.words, name=label.name, chapter=chapter),
        )  # fmt: skip
        pieces += [_settled(piece, label, seen) for piece in found]
        claimed.update(range(at, end + 1))
        at = end + 1
    return pieces + _separators(lines, first, last, claimed, chapter), claimed


def _opens_note(lines: list[Line], at: int) -> Label | None:
    """The label of a note or disclaimer at the head of a paragraph; one in brackets is a remark inside the text."""
    line = lines[at]
    if line.text.startswith(("(", "[")) or line.role:
        return None
    label = labels.find(line.text)
    known = label and not label.weak and label.meaning in (labels.NOTE, labels.DISCLAIMER)
    return label if known else None


def _why(label: Label) -> str:
    if label.name:
        return _("“%(label)s” stands after the last paragraph. The name in it is proposed as the pen name.") % {
            "label": label.words
        }
    return _("“%(label)s” stands after the text.") % {"label": label.words}


def _settled(piece: Piece, label: Label, seen: Seen) -> Piece:
    if piece.field == LABEL or label.meaning != labels.DISCLAIMER:
        return piece
    if seen.is_same(DISCLAIMER, piece.text):
        return replace(piece, field=OTHER, why=_("The same as above; kept once."))
    if piece.chapter == 0 and seen.is_new(DISCLAIMER, piece.text):
        return replace(piece, field=DISCLAIMER, why=_("Begins with “%(label)s”.") % {"label": label.words})
    return piece


def _separators(lines: list[Line], first: int, last: int, claimed: set[int], chapter: int) -> list[Piece]:
    """Rows of signs next to a note: they parted it from the text, and the page does that by itself."""
    why = _("A line between the text and a note, which the page draws by itself.")
    found = []
    for at in range(max(first, last - TAIL), last + 1):
        line = lines[at]
        if at in claimed or not (line.is_rule or breaks.is_strong(line.text)):
            continue
        after_all = all(later in claimed or lines[later].is_rule for later in range(at + 1, last + 1))
        if after_all and (at + 1 in claimed or at - 1 in claimed):
            found.append(Piece(line.start, line.end, OTHER, why, line.text, chapter=chapter))
            claimed.add(at)
    return found
