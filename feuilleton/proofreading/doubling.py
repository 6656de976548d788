"""A word that stands twice: `the the`, but not `had had`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading import weighing
from feuilleton.proofreading.finding import DOUBLED, Finding
from feuilleton.proofreading.tokens import MARK, WORD
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.likelihood import Table
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.symbols import Symbol
    from feuilleton.proofreading.tokens import Token

# What may stand twice, by grammar or for its sound. Elsewhere doubling makes plurals (Malay) or is common: no list.
_MAY: Final[dict[str, frozenset[str]]] = {
    "en": words(
        """
        very so really ha bye knock blah um uh long many far never much more again over big little old too tick tock tap
        drip thump click beep ring la na da bang had that her you in
        """
    ),
    "fr": words("nous vous très non oui si tout bien là toc"),
    "de": words("die der das sie sehr nein ja so viel dass den dem des was nie"),
    "es": words("muy no sí ya bien"),
}  # fmt: skip

# May stand twice where somebody calls, at the beginning of what they say.
_CALLED: Final = words("no yes hey now there night well oh ah please come go stop wait run why hush hurry listen look")
# Grammar has these twice, but not everywhere: how much likelier the sentence must be without one of them.
_WEIGHED: Final = {"had": 0.0, "that": 3.8, "you": 4.0, "in": 4.9, "her": 5.0}


def languages() -> tuple[str, ...]:
    """The languages whose doubled words are looked at."""
    return tuple(_MAY)


def doubled(one: Paragraph, language: str) -> Iterator[Finding]:
    """Words that stand twice in this paragraph with nothing but blanks between. Three times is on purpose."""
    may = _MAY.get(language)
    for first, second, called in _twice(one) if may is not None else ():
        if may is None or first.low in may or (called and language == "en" and first.low in _CALLED):
            continue
        yield _finding(one, first, second)


def weighed(one: Paragraph, read: Sequence[Symbol], table: Table) -> Iterator[Finding]:
    """English words that may stand twice, where the sentence is likelier with one of them."""
    names = [symbol.name for symbol in read]
    at_token = {symbol.at: at for at, symbol in enumerate(read)}
    for first, second, _called in _twice(one):
        least = _WEIGHED.get(first.low)
        at = at_token.get(bisect_left(one.tokens, second.start, key=lambda token: token.start))
        if least is not None and at and names[at] == names[at - 1] and weighing.gain_without(names, at, table) > least:
            yield _finding(one, first, second)


def _twice(one: Paragraph) -> Iterator[tuple[Token, Token, bool]]:
    """Two tokens that are one word twice, and whether they begin something said."""
    tokens = one.tokens
    for at in range(1, len(tokens)):
        first, second = tokens[at - 1], tokens[at]
        if first.low != second.low or first.kind != WORD:
            continue
        if _is(tokens[at - 2 : at - 1], first.low) or _is(tokens[at + 1 : at + 2], first.low):
            continue
        if second.text[0].isupper() or "\n" in one.text[first.end : second.start]:
            continue  # a name called twice, a sentence without its stop, a line of verse
        yield first, second, at == 1 or tokens[at - 2].kind == MARK


def _is(tokens: list[Token], low: str) -> bool:
    return bool(tokens) and tokens[0].low == low


def _finding(one: Paragraph, first: Token, second: Token) -> Finding:
    said = _("“%(word)s” stands twice here.") % {"word": second.text}
    return Finding(DOUBLED, one.between(first, second), said, first.low, (first.text,))
