"""Where a note stands: from what a reader marked to a placement in the revision they read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import anchoring
from feuilleton.notes import carrying
from feuilleton.notes.models import Carried, Placement
from feuilleton.notes.wording import LONGEST_PASSAGE
from feuilleton.stories.models import Chapter, Revision

if TYPE_CHECKING:
    from feuilleton.kit.prose.anchoring import Anchor


class Revised(Refusal):
    """Readers have another text by now."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What somebody marked in a chapter: from a code point of one block's text to one of another's (or the same).

    `revision`: the key of the text they had before them. Offsets of None: the whole block.
    """

    chapter: Chapter
    revision: int
    start_block: str
    start: int | None = None
    end_block: str = ""
    end: int | None = None


def anchor(marked: Marked) -> tuple[Revision, Anchor]:
    """The revision that was read, and the place in it.

    Raises Refusal for a text that readers never had, and for a place that is not in it, is empty or too long.
    """
    read = Revision.objects.published().with_words().filter(chapter=marked.chapter, pk=marked.revision).first()
    if read is None:
        raise Refusal(_("This text is not there any more. Open the chapter again, and mark the passage there."))
    blocks = read.blocks
    first = next((block for block in blocks if block.id == marked.start_block), None)
    last = next((block for block in blocks if block.id == (marked.end_block or marked.start_block)), None)
    if first is None or last is None:
        raise Refusal(_("This passage is not in the text. Open the chapter again, and mark it there."))
    start = 0 if marked.start is None else marked.start
    end = len(last.text) if marked.end is None else marked.end
    found = anchoring.describe(blocks, first.id, start, last.id, end)
    if len(found.quote) > LONGEST_PASSAGE:
        raise Refusal(_("A passage can have 2,000 letters at most. Mark less, or write a review."), field="passage")
    return read, found


def rows(part: str, read: Revision, found: Anchor) -> list[Placement]:
    """The placements that say so, not stored yet: in the text that was read, and in what readers have now if that is
    another; the last is the newest."""
    chapter = Chapter.objects.select_related("live__chapter").get(pk=read.chapter_id)
    carrying.catch_up(chapter)
    first = Placement(part=part, revision=read, **asdict(found))
    if chapter.live is None or chapter.live_id == read.pk:
        return [first]
    [carried] = carrying.between(read, chapter.live, [found])
    later = carrying.placement(carried, found, chapter.live)
    first.is_newest, later.part = False, part
    return [first, later]


def hold(placements: list[Placement]) -> None:
    """Keep the revisions of the newest of these from being succeeded until the transaction is over.

    Raises Revised if one of them has been already, or was removed from history: the places have to be found anew.
    """
    for newest in sorted((row for row in placements if row.is_newest), key=lambda row: row.revision.chapter_id):
        chapter = newest.revision.chapter_id
        Carried.objects.get_or_create(chapter_id=chapter, defaults={"revision": newest.revision})
        if Carried.objects.select_for_update().get(chapter_id=chapter).revision_id != newest.revision_id:
            raise Revised(_("The chapter was changed just now. Mark the passage again."))
    # Whoever removes one of them waits for this, and then finds its words here to wipe.
    keys = {row.revision.pk for row in placements}
    there = Revision.objects.select_for_update(no_key=True).with_words().filter(pk__in=keys).order_by("pk")
    if len(there.values_list("pk", flat=True)) < len(keys):
        raise Revised(_("The chapter was changed just now. Mark the passage again."))
