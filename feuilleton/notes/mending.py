"""Putting what a reader proposed into the chapter's draft: never into what readers have now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import aligning, mapping, marking, replacing, sources
from feuilleton.kit.prose.blocks import Block
from feuilleton.notes.models import EXACT, MOVED
from feuilleton.stories import composing, drafting
from feuilleton.stories.composing import Note as AuthorsNote
from feuilleton.stories.composing import Typed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from feuilleton.kit.prose.anchoring import Anchor
    from feuilleton.kit.prose.mapping import Mapped
    from feuilleton.notes.models import Placement
    from feuilleton.stories.models import Chapter, Draft


@dataclass(frozen=True, slots=True)
class Three:
    """A passage in three texts: as its reader had it, as they would have it, as the draft says it now (None: gone)."""

    read: str
    proposed: str
    drafted: str | None


class Changed(Refusal):
    """The draft says something else there by now, so the proposal does not simply fit. `three`: all three texts."""

    def __init__(self, three: Three) -> None:
        super().__init__(_("Your draft says something else there by now. All three wordings are below."))
        self.three = three


@dataclass(frozen=True, slots=True)
class Text:
    """A draft while it is being mended. `source`: None where it has to be written anew from the blocks.

    Until it `is_settled` nobody has looked whether source and blocks say the same.
    """

    source: str | None
    format: str
    blocks: list[Block]
    is_settled: bool = False


def in_draft(draft: Draft, live: Sequence[Block], place: Placement) -> Anchor | None:
    """Where a passage of the live text is in the draft; None where the draft has nothing of it."""
    return _carried(draft.blocks, live, place).anchor


def mend(text: Text, live: Sequence[Block], place: Placement, words: str, *, seen: str | None = None) -> Text:
    """The text with these words where the passage is. `seen`: what its author saw standing there, when they chose them.

    Raises Changed if it is neither the passage as its reader had it nor what was seen; Refusal for a passage of several
    paragraphs.
    """
    carried = _carried(text.blocks, live, place)
    anchor = carried.anchor
    fits = anchor is not None and (carried.outcome in (EXACT, MOVED) and anchor.quote == place.quote)
    if anchor is None or not (fits or (seen is not None and anchor.quote == seen)):
        raise Changed(Three(place.quote, words, anchor.quote if anchor else None))
    return put(text, anchor, words)


def put(text: Text, anchor: Anchor, words: str) -> Text:
    """The text with these words where the anchor says, its formats and its source left as they are as far as they can.

    Raises Refusal for a passage of several paragraphs.
    """
    if anchor.start_block != anchor.end_block:
        raise Refusal(_("The passage reaches over several paragraphs. Change it in the text yourself."))
    at = next(place for place, block in enumerate(text.blocks) if block.id == anchor.start_block)
    try:
        changed = replacing.replace(text.blocks[at], anchor.start, anchor.end, words)
    except ValueError:
        raise Refusal(_("The passage reaches over several paragraphs. Change it in the text yourself.")) from None
    blocks = [*text.blocks[:at], changed, *text.blocks[at + 1 :]]
    return Text(_source_with(text, at, anchor, words), text.format, blocks)


def settle(text: Text) -> Text:
    """The source as its author wrote it but for what was mended; or, where that does not do, written anew.

    Reads the whole text: once for all that was mended, and better before a transaction than in it.
    """
    if text.is_settled:
        return text
    source = marking.to_markdown(text.blocks)
    anew = sources.from_markdown(source)  # White space that nobody sees is gone.
    if text.source is not None:
        found = aligning.keep_ids(text.blocks, sources.from_source(text.source, text.format))
        if [_bare(block) for block in found] == [_bare(block) for block in anew]:
            return Text(text.source, text.format, found, is_settled=True)
    return Text(source, "markdown", aligning.keep_ids(text.blocks, anew), is_settled=True)


def save(chapter: Chapter, draft: Draft, text: Text, *, at: datetime) -> Draft:
    """Store the mended text as the chapter's draft. Raises Conflict when it was saved elsewhere meanwhile."""
    text = settle(text)
    assert text.source is not None
    typed = Typed(
        source=text.source,
        title=draft.title,
        number=draft.number,
        summary=draft.summary,
        notes=[AuthorsNote(note["place"], note["source"], note["label"]) for note in draft.notes],
        format=text.format,
    )
    composed = composing.compose_blocks(typed, text.source, text.blocks)
    return drafting.save_composed(chapter, composed, version=draft.version, at=at, based_on=draft.based_on)


def _carried(blocks: Sequence[Block], live: Sequence[Block], place: Placement) -> Mapped[int]:
    carried: Mapped[int]
    [carried] = mapping.carry([place.anchor], live, blocks)
    return carried


def _source_with(text: Text, at: int, anchor: Anchor, words: str) -> str | None:
    """The source with the words in the place of the passage, where the passage stands in it as it is read: as often
    before this place in the source as in the text."""
    if text.source is None:
        return None
    quote = anchor.quote
    before = "\n".join(block.text for block in text.blocks[:at])
    inside = text.blocks[at].text[: anchor.start]
    which = before.count(quote) + inside.count(quote)
    place = -1
    for _time in range(which + 1):
        place = text.source.find(quote, place + 1)
        if place < 0:
            return None
    return text.source[:place] + words + text.source[place + len(quote) :]


def _bare(block: Block) -> tuple[str, str, str, str, str, bool]:
    return (block.kind, block.html, block.lang, block.dir, block.ornament, block.ordered)
