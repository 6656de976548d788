"""Putting other words in one place of a chapter's draft, if that place still reads as it was seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose.anchoring import Anchor, digest
from feuilleton.notes import mending
from feuilleton.stories import drafting

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.proofreading.finding import Passage
    from feuilleton.stories.models import Chapter, Draft

_WIDTHS: Final = (40, 20, 8)  # code points on either side by which a place is known again


class Changed(Refusal):
    """The draft reads otherwise there than when it was seen. Nothing was changed."""

    def __init__(self) -> None:
        super().__init__(_("Your draft reads otherwise there by now. Nothing was changed."))


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a block, with what stood there and around it when its author saw it."""

    block: str
    start: int
    before: str
    quote: str
    after: str


def spot(place: Passage, text: str) -> Spot:
    """The place with what is around it in its block's text."""
    most = _WIDTHS[0]
    before, after = text[max(0, place.start - most) : place.start], text[place.end : place.end + most]
    return Spot(place.block, place.start, before, place.quote, after)


def correct(chapter: Chapter, seen: Spot, words: str, *, at: datetime) -> tuple[Draft, Spot]:
    """Put `words` there, whatever was changed elsewhere in the draft; and where they stand now.

    Raises Changed if the place cannot be known again, or the draft is saved from elsewhere at the same moment.
    """
    draft = drafting.find(chapter)
    blocks = draft.blocks
    block = next((one for one in blocks if one.id == seen.block), None)
    start = _find(block.text, seen) if block is not None else None
    if block is None or start is None:
        raise Changed
    mended = mending.put(mending.Text(draft.source, draft.format, blocks), *_change(block, start, seen.quote, words))
    try:
        saved = mending.save(chapter, draft, mended, at=at)
    except drafting.Conflict:
        raise Changed from None
    return saved, Spot(block.id, start, seen.before, words, seen.after)


def _find(text: str, seen: Spot) -> int | None:
    """Where in the text the words stand amid what was around them: where they stood, or in the only such place.

    The nearest signs around them do, where those farther off were changed since.
    """
    for width in _WIDTHS:
        before = seen.before[max(0, len(seen.before) - width) :]
        around = before + seen.quote + seen.after[:width]
        if text.startswith(around, max(0, seen.start - len(before))):
            return seen.start
        first = text.find(around)
        if first >= 0:
            return first + len(before) if text.find(around, first + 1) < 0 else None
    return None


def _change(block: Block, start: int, quote: str, words: str) -> tuple[Anchor, str]:
    """The anchor and what comes in its place. Where nothing is taken out, the sign before goes and comes again, so that
    the place can be told in the source."""
    text = block.text
    if not quote and start:
        start, quote, words = start - 1, text[start - 1], text[start - 1] + words
    end = start + len(quote)
    return Anchor(block.id, start, block.id, end, quote, text[:start], text[end:], digest(text)), words
