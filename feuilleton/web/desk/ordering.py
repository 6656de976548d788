"""Notes in the order of the text, a page at a time: the texts of the page's own chapters are all that is read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from feuilleton.notes.models import DETACHED, HERE, Placement
from feuilleton.stories.models import Chapter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.db.models import QuerySet

Texts = dict[int, dict[str, str]]  # by chapter: what readers have of each block, in order


class Line(NamedTuple):
    """A note by where it stands, and no more."""

    note: int
    chapter: int
    position: int
    block: str
    start: int
    end_block: str
    end: int
    outcome: str
    reaction: str

    @property
    def is_detached(self) -> bool:
        return self.outcome == DETACHED


_FIELDS = (
    *("note_id", "note__chapter_id", "note__chapter__position", "start_block", "start", "end_block", "end", "outcome"),
    "note__reaction",
)


def lines(notes: QuerySet[Any]) -> list[Line]:
    """Where these notes stand: by chapter, then those whose passage is gone. One query, of figures alone."""
    places = Placement.objects.filter(part=HERE, is_newest=True, note__in=notes)
    found = [Line(*row) for row in places.values_list(*_FIELDS)]
    return sorted(found, key=lambda line: (line.is_detached, line.position, line.chapter, line.note))


def between(found: list[Line], first: int, end: int) -> tuple[list[Line], Texts]:
    """The lines of a page in the order of the text, and the texts of their chapters."""
    texts = texts_of({line.chapter for line in found[first:end]})
    # A chapter that begins before the page is put in order whole.
    touched = [place for place, line in enumerate(found) if line.chapter in texts and not line.is_detached]
    ranks = {chapter: {block: rank for rank, block in enumerate(blocks)} for chapter, blocks in texts.items()}
    ordered = sorted((found[place] for place in touched), key=lambda line: _place(line, ranks))
    whole = list(found)
    for place, line in zip(touched, ordered, strict=True):
        whole[place] = line
    return whole[first:end], texts


def texts_of(chapters: Iterable[int]) -> Texts:
    """What readers have of these chapters. One query."""
    live = Chapter.objects.filter(pk__in=chapters, live__isnull=False).select_related("live")
    return {
        chapter.pk: {block.id: block.text for block in chapter.live.blocks}
        for chapter in live.only("live__packed", "live_id")
    }


def _place(line: Line, ranks: Mapping[int, Mapping[str, int]]) -> tuple[int, int, int, int, int]:
    blocks = ranks[line.chapter]
    return line.position, line.chapter, blocks.get(line.block, len(blocks)), line.start, line.note
