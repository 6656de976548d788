"""The blocks of a chapter as the rules read them: text, tokens, and which stretches are speech."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from feuilleton.kit import languages
from feuilleton.proofreading.finding import Passage
from feuilleton.proofreading.tokens import Token, tokens

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feuilleton.kit.prose.blocks import Block

_SILENT: Final = frozenset({"scene_break", "image"})


@dataclass(slots=True)
class Paragraph:
    """A block with words in it. `is_foreign`: its author marked it as another language than the chapter's."""

    id: str
    kind: str
    text: str
    tokens: list[Token]
    is_foreign: bool = False
    spoken: list[tuple[int, int]] = field(default_factory=list)

    def passage(self, start: int, end: int, chapter: int | None = None) -> Passage:
        """A stretch of this paragraph, with what stands there."""
        return Passage(self.id, start, end, self.text[start:end], chapter)

    def between(self, first: Token, last: Token) -> Passage:
        """The stretch from one token to another, both with it."""
        return self.passage(first.start, last.end)

    def is_spoken(self, at: int) -> bool:
        """Whether this place is between quotation marks."""
        return any(start <= at < end for start, end in self.spoken)


def paragraphs(blocks: Sequence[Block], language: str) -> list[Paragraph]:
    """Those blocks that have words, in order. Which of them speak is found by `quoting.listen`."""
    found = []
    for block in blocks:
        if block.kind not in _SILENT and (text := block.text).strip():
            foreign = bool(block.lang) and base(block.lang) != base(language)
            found.append(Paragraph(block.id, block.kind, text, tokens(text), foreign))
    return found


def base(tag: str) -> str:
    """The language of a tag without its country and script: `en` of `en-GB`."""
    return (languages.canonical(tag) or tag).split("-")[0].lower()
