"""Small revisions for tests: a text, an author's edit, and a note on a passage of it."""

from __future__ import annotations

from collections.abc import Sequence

from feuilleton.kit.prose import aligning, anchoring, inline, mapping
from feuilleton.kit.prose.anchoring import Anchor
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.mapping import Mapped


def text(*paragraphs: str) -> list[Block]:
    """Paragraphs with fresh ids."""
    return aligning.keep_ids([], unnamed(*paragraphs))


def unnamed(*paragraphs: str) -> list[Block]:
    """Paragraphs without ids, as an import brings them."""
    return [Block("", "paragraph", inline.escape(paragraph)) for paragraph in paragraphs]


def edited(old: Sequence[Block], *paragraphs: str) -> list[Block]:
    """What the site makes of the paragraphs that an author saves next."""
    return aligning.keep_ids(old, unnamed(*paragraphs))


def note(old: Sequence[Block], quote: str, nth: int = 0) -> Anchor:
    """A note on the nth passage with these words; they may go over several paragraphs, parted by newlines."""
    joined = "\n".join(block.text for block in old)
    start = -1
    for _ in range(nth + 1):
        start = joined.index(quote, start + 1)
    (first, begin), (last, end) = _spot(old, start), _spot(old, start + len(quote))
    return anchoring.describe(old, first, begin, last, end)


def _spot(blocks: Sequence[Block], offset: int) -> tuple[str, int]:
    for block in blocks:
        if offset <= len(block.text):
            return block.id, offset
        offset -= len(block.text) + 1
    raise ValueError(offset)


def carried(quote: str, before: Sequence[str], after: Sequence[str], nth: int = 0) -> tuple[str, str | None]:
    """What became of a note on these words: the outcome, and the words it is on now."""
    old = text(*before)
    (mapped,) = carry([note(old, quote, nth)], old, edited(old, *after))
    return mapped.outcome, mapped.anchor.quote if mapped.anchor else None


def carry(anchors: Sequence[Anchor], old: Sequence[Block], new: Sequence[Block]) -> list[Mapped[str]]:
    """`mapping.carry` within one chapter."""
    return mapping.carry(anchors, old, new)
