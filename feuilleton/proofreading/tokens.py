"""A block's text as words, numbers and marks, each with its place; and which of them begin a sentence."""

from __future__ import annotations

import re
from typing import NamedTuple

WORD, NUMBER, MARK = "word", "number", "mark"
_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<number>\d+(?:[.,:]\d+)*\w*)|(?P<mark>\.{2,}|--+|[^\w\s]|_+)"
)
_ENDS = frozenset('.!?:…"“”„«»「」『』()[]—–*')
_PASSES = frozenset("'’‘")


class Token(NamedTuple):
    """A word, number or mark at `start:end` of a block's text. `low`: in small letters, its apostrophes straight.

    `opens`: nothing but marks is before it in its sentence, or speech begins with it.
    """

    text: str
    start: int
    end: int
    kind: str
    low: str
    opens: bool


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order; blanks are left out."""
    found = []
    opens = True
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        said = match[0]
        found.append(Token(said, match.start(), match.end(), kind, said.lower().replace("’", "'"), opens))
        # A new line of verse or of a list begins like a sentence.
        opens = text.startswith("\n", match.end()) or (
            kind == MARK and (said[0] in _ENDS or (opens and said in _PASSES))
        )
    return found


def bare(word: str) -> str:
    """A word without the 's of possession, and without what was drawn together with a name or a noun."""
    for tail in ("'s", "'d", "'ll", "'re", "'ve"):
        if word.endswith(tail) and len(word) > len(tail):
            return word[: -len(tail)]
    return word
