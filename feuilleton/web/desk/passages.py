"""A passage amid its sentence, and what would change in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feuilleton.kit.prose import wording
from feuilleton.web import comparing
from feuilleton.web.comparing import Part

if TYPE_CHECKING:
    from feuilleton.notes.models import Placement

MARK = "mark"
LONGEST = 240  # signs of the sentence on either side


@dataclass(frozen=True, slots=True)
class Passage:
    """What stands before it in its sentence, the passage in parts (marked, or what goes and comes), what follows."""

    before: str
    parts: list[Part]
    after: str


def passage(place: Placement, texts: Mapping[str, str], becomes: str | None = None) -> Passage:
    """The passage of a placement. `texts`: what readers have now, by the block's id; without it, the stored context.

    `becomes`: what would stand in its place, None for nothing.
    """
    before, after = _around(place, texts)
    return Passage(_end_of(before), parts(place.quote, becomes), _start_of(after, place.quote))


def parts(quote: str, becomes: str | None) -> list[Part]:
    """A passage marked; or every word of it that would go, before what would come."""
    return [Part(MARK, quote)] if becomes is None else comparing.words(quote, becomes)


def span(text: str, start: int, end: int) -> Passage:
    """A stretch of a paragraph, marked amid its sentences."""
    return Passage(_end_of(text[:start]), [Part(MARK, text[start:end])], _start_of(text[end:], text[start:end]))


def _around(place: Placement, texts: Mapping[str, str]) -> tuple[str, str]:
    first, last = texts.get(place.start_block), texts.get(place.end_block)
    if first is None or last is None or place.is_detached:
        return place.before, place.after
    return first[: place.start], last[place.end :]


def _end_of(context: str) -> str:
    """From where the sentence begins that is not over yet."""
    # A sign in place of what follows, so that the last sentence is not taken for a finished one.
    ends = [end for end in wording.sentence_ends(context + "X") if end <= len(context)]
    begun = context[ends[-1] :] if ends else context
    return begun if len(begun) <= LONGEST else f"…{begun[-LONGEST:].split(maxsplit=1)[-1]}"


def _start_of(context: str, passage: str) -> str:
    """To where the sentence ends, unless the passage ends it."""
    ends = wording.sentence_ends(f"{passage[-1:] or 'x'}{context}")
    rest = context[: ends[0] - 1].rstrip()
    return rest if len(rest) <= LONGEST else f"{rest[:LONGEST].rsplit(maxsplit=1)[0]}…"
