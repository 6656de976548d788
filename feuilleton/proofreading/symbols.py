"""A text as the likelihood of its words sees it: classes of words in sentences, each with the token it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from feuilleton.proofreading import wordclasses
from feuilleton.proofreading.tokens import MARK, NUMBER, Token
from feuilleton.proofreading.wordclasses import COMPOUND, END, FIGURE, NAME, SMALL
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_MARKS: Final = {",": ",", ";": ";", ":": ";", "—": "—", "–": "—", "--": "—", "(": ",", ")": ",", "…": "…",
                 ".": END, "!": END, "?": END, "-": "—"}  # fmt: skip
_TITLES: Final = words("mr mrs ms dr st prof capt lt mme")


class Symbol(NamedTuple):
    """A class of words, the word it stands for, and the place of its token. A mark's word is ""."""

    name: str
    word: str
    at: int


def symbols(tokens: Sequence[Token], kinds: Callable[[str], int]) -> list[Symbol]:
    """The symbols of a block. `kinds` says what a word in small letters can be, 0 where it is in no list."""
    return list(_symbols(tokens, kinds))


def _symbols(tokens: Sequence[Token], kinds: Callable[[str], int]) -> Iterator[Symbol]:
    at = 0
    while at < len(tokens):
        token = tokens[at]
        if token.kind == MARK:
            if name := _MARKS.get(token.text) or (
                "…" if token.text[0] == "." else "—" if token.text[:2] == "--" else ""
            ):
                yield Symbol(name, "", at)
        elif last := _compound(tokens, at):
            yield Symbol(COMPOUND, token.low, at)
            at = last
        elif token.kind == NUMBER:
            yield Symbol(FIGURE, token.low, at)
        elif token.low in _TITLES:
            yield Symbol(NAME, token.low, at)
            at += at + 1 < len(tokens) and tokens[at + 1].text == "."
        else:
            for part in wordclasses.parts(token.low):
                yield Symbol(_named(part, token, kinds), part, at)
        at += 1


def _compound(tokens: Sequence[Token], at: int) -> int:
    """The last token of what hyphens join to the word at `at`; 0 where nothing is joined."""
    last = at
    while (
        last + 2 < len(tokens)
        and tokens[last + 1].text == "-"
        and tokens[last].end == tokens[last + 1].start
        and tokens[last + 2].start == tokens[last + 1].end
        and tokens[last + 2].kind != MARK
    ):
        last += 2
    return last if last > at else 0


def _named(part: str, token: Token, kinds: Callable[[str], int]) -> str:
    if part in SMALL or part == wordclasses.POSSESSIVE:
        return part
    known = kinds(part)
    if token.text[0].isupper() and (not token.opens or not known):
        return NAME
    return wordclasses.named(known or wordclasses.guessed(part))
