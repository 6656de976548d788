"""The pieces of a manuscript: every stretch of it, what it becomes, and why we think so."""

from dataclasses import dataclass

from feuilleton.importing.headings import Heading
from feuilleton.kit.prose.blocks import Block

LABEL, TITLE, SUMMARY, DISCLAIMER, FANDOM, RELATIONSHIP, CHARACTER, RATING, WARNING, PEN_NAME, HEADING = (
    "label", "title", "summary", "disclaimer", "fandom", "relationship", "character", "rating", "warning", "pen_name",
    "heading",
)  # fmt: skip
NOTE_BEFORE, NOTE_AFTER, BLOCK, SCENE_BREAK, OTHER, SPACE = (
    "note_before", "note_after", "block", "scene_break", "other", "space",
)  # fmt: skip
FIELDS = (
    LABEL, TITLE, SUMMARY, DISCLAIMER, FANDOM, RELATIONSHIP, CHARACTER, RATING, WARNING, PEN_NAME, HEADING,
    NOTE_BEFORE, NOTE_AFTER, BLOCK, SCENE_BREAK, OTHER, SPACE,
)  # fmt: skip
TEXT = (BLOCK, SCENE_BREAK)


@dataclass(frozen=True, slots=True)
class Piece:
    """`source[start:end]` becomes `field`, because `why` (a sentence for the author).

    `text`: what the field gets, plain. `label`: the label it stood behind, as typed. `name`: whose note it says it is.
    `chapter`: 0 for the first. `blocks`: what text becomes. `heading`: what a chapter's heading says.
    """

    start: int
    end: int
    field: str
    why: str = ""
    text: str = ""
    label: str = ""
    name: str = ""
    chapter: int = 0
    blocks: tuple[Block, ...] = ()
    heading: Heading | None = None
