"""Where in a text a note stands: by block and code points, and by its words, so that it can be found and checked."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import wording
from feuilleton.kit.prose.blocks import Block

LONGEST_CONTEXT = 200  # code points kept of what stands before and after
_DIGEST_LENGTH = 16
_TELLING = 40  # letters of a quote that, being there once, needs no context to agree


class NoSuchPassage(Refusal):
    """The place is not in the text, or nothing is written there."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage: `start` code points into one block's `text` to `end` (before it) in the same or a later block's.

    `quote` is its text, blocks parted by newlines; `before` and `after` are the sentences around it, at most
    `LONGEST_CONTEXT` long; `digest` is of the whole text of the blocks it lies in.
    """

    start_block: str
    start: int
    end_block: str
    end: int
    quote: str
    before: str
    after: str
    digest: str


def describe(blocks: Sequence[Block], start_block: str, start: int, end_block: str, end: int) -> Anchor:
    """The anchor of a passage. NoSuchPassage where it is not in these blocks, is backwards, or has only white space."""
    return Describer(blocks).describe(start_block, start, end_block, end)


class Describer:
    """`describe` for many passages of one text, reading each block once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.places: dict[str, int] = {}
        for place, block in enumerate(blocks):
            self.places.setdefault(block.id, place)
        self._texts: dict[int, str] = {}

    def text(self, place: int) -> str:
        """The text of the block at a place."""
        if place not in self._texts:
            self._texts[place] = self.blocks[place].text
        return self._texts[place]

    def describe(self, start_block: str, start: int, end_block: str, end: int) -> Anchor:
        """See `describe` of this module."""
        first, last = self.places.get(start_block, -1), self.places.get(end_block, -1)
        if not 0 <= first <= last or not 0 <= start <= len(self.text(first)) or not 0 <= end <= len(self.text(last)):
            raise NoSuchPassage(_("This passage is not in the text. Select it again."))
        texts = [self.text(place) for place in range(first, last + 1)]
        quote = _cut(texts, start, end)
        if not quote.strip():
            raise NoSuchPassage(_("Nothing is selected. Select the words that you mean."))
        return Anchor(
            start_block,
            start,
            end_block,
            end,
            quote,
            self._before(first, start),
            self._after(last, end),
            digest("\n".join(texts)),
        )

    def has(self, anchor: Anchor) -> bool:
        """Whether the anchor's words are where it says."""
        first, last = self.places.get(anchor.start_block, -1), self.places.get(anchor.end_block, -1)
        if not 0 <= first <= last:
            return False
        return _cut([self.text(place) for place in range(first, last + 1)], anchor.start, anchor.end) == anchor.quote

    def _before(self, place: int, start: int) -> str:
        context = self.text(place)[max(0, start - LONGEST_CONTEXT) : start]
        while len(context) < LONGEST_CONTEXT // 2 and place > 0:
            place -= 1
            context = f"{self.text(place)[-LONGEST_CONTEXT:]}\n{context}"
        context = context[-LONGEST_CONTEXT:]
        if len(context) < LONGEST_CONTEXT:
            return context
        ends = wording.sentence_ends(context)[:-1]
        return context[next((end for end in ends if len(context) - end >= LONGEST_CONTEXT // 4), 0) :]

    def _after(self, place: int, end: int) -> str:
        context = self.text(place)[end : end + LONGEST_CONTEXT]
        while len(context) < LONGEST_CONTEXT // 2 and place + 1 < len(self.blocks):
            place += 1
            context = f"{context}\n{self.text(place)[:LONGEST_CONTEXT]}"
        context = context[:LONGEST_CONTEXT]
        if len(context) < LONGEST_CONTEXT:
            return context
        ends = wording.sentence_ends(context)[:-1]
        return context[: next((end for end in reversed(ends) if end >= LONGEST_CONTEXT // 4), LONGEST_CONTEXT)]


def _cut(texts: Sequence[str], start: int, end: int) -> str:
    if len(texts) == 1:
        return texts[0][start:end]
    return "\n".join([texts[0][start:], *texts[1:-1], texts[-1][:end]])


def digest(text: str) -> str:
    """A short mark of a text, the same as long as the text is."""
    return hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH]


def find_quote(
    blocks: Sequence[Block], quote: str, before: str = "", after: str = "", near: str | None = None
) -> Anchor | None:
    """The passage that somebody else's anchor means by its words; None where they are not there or could be several.

    Only white space may differ. Of several places the one whose context agrees is meant, or the only one in the block
    `near`. A short quote whose context is given and agrees nowhere is not here, even if its words are.
    """
    text = _Squeezed(blocks)
    wanted = "".join(quote.split())
    places = text.find(wanted)
    if not wanted or not places:
        return None
    left, right = "".join(before.split()), "".join(after.split())
    if left or right:
        agreeing = [place for place in places if text.agrees(place, len(wanted), left, right)]
        if not agreeing and len(wanted) < _TELLING:
            return None
        places = agreeing or places
    if len(places) > 1 and near:
        places = [place for place in places if text.block(place) == near]
    return text.anchor(places[0], len(wanted)) if len(places) == 1 else None


class _Squeezed:
    """A text without white space, and where each of its signs stands."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self._describer = Describer(blocks)
        self._blocks = blocks
        self._signs = [
            (place, offset)
            for place in range(len(blocks))
            for offset, sign in enumerate(self._describer.text(place))
            if not sign.isspace()
        ]
        self._text = "".join("".join(self._describer.text(place).split()) for place in range(len(blocks)))

    def find(self, wanted: str) -> list[int]:
        places = []
        place = self._text.find(wanted)
        while place >= 0:
            places.append(place)
            place = self._text.find(wanted, place + 1)
        return places

    def agrees(self, place: int, length: int, left: str, right: str) -> bool:
        """Whether all that is given of the context stands here."""
        is_left = self._text[:place].endswith(left) if len(left) <= place else left.endswith(self._text[:place])
        return is_left and (
            self._text.startswith(right, place + length) or right.startswith(self._text[place + length :])
        )

    def block(self, place: int) -> str:
        return self._blocks[self._signs[place][0]].id

    def anchor(self, place: int, length: int) -> Anchor:
        (first, start), (last, end) = self._signs[place], self._signs[place + length - 1]
        return self._describer.describe(self._blocks[first].id, start, self._blocks[last].id, end + 1)
