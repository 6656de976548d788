"""What proofreading says: a passage, what is observed there, and where else to look."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

# What can be observed. The names are stored with what an author had ignored: they stay.
SPELLING: Final = "spelling"
JOINED: Final = "joined"
DOUBLED: Final = "doubled"
OUT_OF_PLACE: Final = "out_of_place"
OTHER_WORD: Final = "other_word"
MISSING: Final = "missing"
QUOTES: Final = "quotes"
QUOTE_STYLE: Final = "quote_style"
APOSTROPHE: Final = "apostrophe"
DASHES: Final = "dashes"
ELLIPSES: Final = "ellipses"
SPACES: Final = "spaces"
PUNCTUATION: Final = "punctuation"
NAMES: Final = "names"
VARIANTS: Final = "variants"
BREAKS: Final = "breaks"
NUMBERING: Final = "numbering"
TRAITS: Final = "traits"
FACTS: Final = "facts"

SLIPS: Final = (SPELLING, JOINED, DOUBLED, OUT_OF_PLACE, OTHER_WORD, MISSING)
MARKS: Final = (QUOTES, QUOTE_STYLE, APOSTROPHE, DASHES, ELLIPSES, SPACES, PUNCTUATION)
AGREEMENT: Final = (NAMES, VARIANTS, BREAKS, NUMBERING, TRAITS, FACTS)
CHECKS: Final = (*SLIPS, *MARKS, *AGREEMENT)
_LONGEST_KEY: Final = 150


@dataclass(frozen=True, slots=True, order=True)
class Passage:
    """A stretch of a block, in code points of `Block.text`, and what stands there.

    `chapter` is the position of the chapter it is in; None in the chapter that is being read.
    """

    block: str
    start: int
    end: int
    quote: str
    chapter: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """Something observed. `words` say it to the author; `proposals` could stand in the passage's place ("": nothing).

    `key` names it for ignoring, together with `check` and the story: the same everywhere it is the same thing.
    `other` is the place that it does not agree with, `fact` the public id of the fact.
    """

    check: str
    place: Passage
    words: str
    key: str
    proposals: tuple[str, ...] = ()
    other: Passage | None = None
    fact: str = ""


def shortened(key: str) -> str:
    """A key as it is kept with what is ignored."""
    return key[:_LONGEST_KEY].rstrip()
