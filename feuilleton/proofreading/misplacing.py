"""A small word where it cannot well stand: another was meant, or one of two is too many. English only.

Every place is weighed as it stands and as it would be with a word changed (`likelihood`); only where the change makes
the sentence very much likelier is anything said. What is invented, or never heard, is no reason.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.proofreading.finding import OTHER_WORD, OUT_OF_PLACE, Finding
from feuilleton.proofreading.slipping import by_a_finger
from feuilleton.proofreading.wordclasses import ARTICLES, CLOSED, COMPOUND, END, NAME, PREPOSITIONS, SMALL, START, named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.likelihood import Table
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.symbols import Symbol

# Taken for each other by the ear or the eye, not by one finger.
_TAKEN_FOR: Final = tuple(
    frozenset(group.split())
    for group in (
        "their there", "to too two", "form from", "were where wear", "then than", "an and", "he the", "who how",
        "you your", "loose lose", "thing think", "quiet quite", "though through thought", "here hear her",
        "know now no", "knew new", "whose who", "passed past", "lead led", "breath breathe", "is his", "it is", "at as",
    )
)  # fmt: skip
# Either may stand nearly everywhere the other does.
_NEIGHBORS: Final = tuple(map(frozenset, (("of", "off"), ("on", "in"), ("it", "its"), ("or", "for"), ("no", "not"))))
# How much likelier, in natural logarithms; found on prose that the rules were not written from.
_TAKEN: Final = 6.0
_SLIPPED: Final = 7.0
_NEIGHBOR: Final = 8.0
_FROM_A_LONGER: Final = 10.0
_CROWDED: Final = 3.5
_EXPECTED: Final = 3.0
_LONGEST: Final = 5


class Suspect(NamedTuple):
    """A symbol, and what would be so much likelier in its place."""

    at: int
    by: float
    proposal: str
    is_taken: bool


def misplaced(one: Paragraph, read: Sequence[Symbol], table: Table) -> Iterator[Finding]:
    """Words of this paragraph in whose place another was probably meant."""
    for suspect in suspects(read, table):
        token = one.tokens[read[suspect.at].at]
        proposal = suspect.proposal.title() if token.text[0].isupper() and token.text != "I" else suspect.proposal
        said = _("“%(word)s” reads strangely here. Perhaps “%(proposal)s”.")
        yield Finding(
            OTHER_WORD if suspect.is_taken else OUT_OF_PLACE,
            one.between(token, token),
            said % {"word": token.text, "proposal": proposal},
            f"{token.low} {suspect.proposal}",
            (proposal,),
        )


def crowded(one: Paragraph, read: Sequence[Symbol], table: Table) -> Iterator[Finding]:
    """Two prepositions or articles side by side that never stand so, where the sentence is likelier without either."""
    names = [symbol.name for symbol in read]
    for at in range(1, len(read)):
        first, second = names[at - 1], names[at]
        if not (first in _TOUCHING and second in _TOUCHING) or first == second:
            continue
        if table.expected(first, second) < _EXPECTED or table.is_heard(first, second):
            continue
        if min(_gain_without(names, at - 1, table), _gain_without(names, at, table)) > _CROWDED:
            begin, end = one.tokens[read[at - 1].at], one.tokens[read[at].at]
            said = _("“%(words)s”: these two seldom stand side by side. Perhaps one of them is left over.")
            place = one.between(begin, end)
            yield Finding(
                OUT_OF_PLACE, place, said % {"words": place.quote}, f"{first} {second}", (begin.text, end.text)
            )


_TOUCHING: Final = PREPOSITIONS | ARTICLES


def suspects(read: Sequence[Symbol], table: Table) -> Iterator[Suspect]:
    """Every place where another word would be so much likelier that this one is to be looked at; the best for each."""
    names = [symbol.name for symbol in read]
    for at, symbol in enumerate(read):
        others = confusable(symbol.word)
        if not others or symbol.name in (NAME, COMPOUND) or _is_part(read, at) or _is_initial(read, at):
            continue
        before, after = _before(names, at), _after(names, at)
        cost = table.cost([*before, symbol.name, *after]) + _share(symbol.word, table)
        if symbol.word not in SMALL and before[-1] == START:
            continue  # an exclamation, or a name that opens the sentence
        found = [
            Suspect(at, gain - least, other, least == _TAKEN)
            for other, least in others
            if (gain := cost - table.cost([*before, _name(other, table), *after]) - _share(other, table)) > least
        ]
        if found:
            yield max(found, key=lambda one: (one.by, one.proposal))


def _gain_without(names: list[str], at: int, table: Table) -> float:
    """How much likelier the sentence is without this word, beyond what any word costs."""
    before, after = _before(names, at), _after(names, at)
    return table.cost([*before, names[at], *after]) - table.cost([*before, *after]) - table.rarity(names[at])


def _is_part(read: Sequence[Symbol], at: int) -> bool:
    """Whether the symbol is half of a contraction."""
    return any(0 <= beside < len(read) and read[beside].at == read[at].at for beside in (at - 1, at + 1))


def _is_initial(read: Sequence[Symbol], at: int) -> bool:
    """Whether a letter stands for a name, or is spoken of: `F. Marram`, `an F`."""
    nearby = read[at : at + 2]
    return any(len(one.word) == 1 and one.word not in "aion" for one in nearby) or (
        len(read[at].word) == 1 and read[at].word not in "aio" and len(nearby) > 1 and nearby[1].name == END
    )


def _name(word: str, table: Table) -> str:
    return word if word in SMALL else named(table.kinds(word))


def _share(word: str, table: Table) -> float:
    return 0.0 if word in SMALL else table.share(word)


def _before(names: Sequence[str], at: int) -> list[str]:
    found: list[str] = []
    for name in reversed(names[max(0, at - 2) : at]):
        if name in (END, "…"):
            break
        found.insert(0, name)
    return [START] * (2 - len(found)) + found


def _after(names: Sequence[str], at: int) -> list[str]:
    found: list[str] = []
    for name in names[at + 1 : at + 3]:
        if name == "…":
            break
        found.append(name)
        if name == END:
            break
    return found


@cache
def confusable(word: str) -> tuple[tuple[str, float], ...]:
    """The words that may have been meant where this one stands, and how much likelier each would have to be."""
    if not word or (len(word) == 1 and word in "io"):
        return ()
    others: dict[str, float] = {}
    if word in CLOSED or len(word) == 1:
        others = dict.fromkeys(CLOSED & by_a_finger(word), _SLIPPED)
    elif word not in SMALL and len(word) <= _LONGEST:
        others = dict.fromkeys(CLOSED & by_a_finger(word), _FROM_A_LONGER)
    for group in _TAKEN_FOR:
        if word in group:
            others |= dict.fromkeys(group, _TAKEN)
    for group in _NEIGHBORS:
        if word in group:
            others |= dict.fromkeys(group, _NEIGHBOR)
    return tuple(sorted((other, least) for other, least in others.items() if other not in ("", word)))
