"""The numbers of chapters, where they do not follow each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit import numerals
from feuilleton.proofreading.finding import NUMBERING, Finding, Passage

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def out_of_step(number: str, position: int, others: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """Whether a chapter's number does not follow that of the chapter before it. `others`: positions and numbers.

    What is no number ("Interlude") is passed over. The passage is in no block: its quote is the number.
    """
    mine = numerals.number(number)
    before = [(place, said) for place, said in others if place < position and numerals.number(said) is not None]
    if mine is None or not before:
        return
    place, said = max(before)
    if numerals.number(said) != mine - 1:
        words = _("This chapter is number %(here)s; the one before it is number %(before)s.")
        told = words % {"here": number, "before": said}
        other = Passage("", 0, len(said), said, place)
        yield Finding(NUMBERING, Passage("", 0, len(number), number), told, f"{said} {number}", other=other)
