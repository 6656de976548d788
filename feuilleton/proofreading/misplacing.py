"""A small word where it cannot well stand: another was meant, or one of two is too many. English only.

Every place is weighed as it stands and as it would be with a word changed (`likelihood`); only where the change makes
the sentence very much likelier is anything said. What is invented, or never heard, is no reason.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.proofreading import weighing
from feuilleton.proofreading.finding import OTHER_WORD, OUT_OF_PLACE, Finding
from feuilleton.proofreading.slipping import by_a_finger
from feuilleton.proofreading.tokens import WORD
from feuilleton.proofreading.wordclasses import ARTICLES, CLOSED, COMPOUND, END, NAME, PREPOSITIONS, SMALL, START, named
from feuilleton.proofreading.wordlists import words

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
_NEIGHBORS: Final = tuple(map(frozenset, (("on", "in"), ("it", "its"), ("or", "for"), ("no", "not"))))
# How much likelier, in natural logarithms; found on prose that the rules were not written from.
_TAKEN: Final = 6.5
# Less where no good prose has the one in the other's place.
_PLAIN: Final = 4.25
_PLAINLY: Final = frozenset(
    tuple(pair.split("/"))
    for pair in (
        "he/the", "an/and", "is/it", "it/is", "too/to", "at/as", "as/at", "where/were", "their/there", "his/is",
        "is/his", "than/then",
    )
)  # fmt: skip
_SLIPPED: Final = 7.0
_NEIGHBOR: Final = 8.0
_OFF: Final = 7.4
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


def articles(one: Paragraph) -> Iterator[Finding]:
    """`an` before a word that begins with a consonant, `a` before a vowel, wherever letters are enough to tell."""
    for article, noun in pairwise(one.tokens):
        if (
            noun.kind != WORD
            or len(noun.low) < 2
            or noun.text.isupper()
            or (article.text.isupper() and article.low == "an")
        ):
            continue
        if (article.low == "an" and _CONSONANT.match(noun.low)) or (article.low == "a" and _VOWEL.match(noun.low)):
            proposals = ("a", "and") if article.low == "an" else ("an",)
            said = _("“%(words)s”: the one seldom stands before the other.") % {"words": f"{article.text} {noun.text}"}
            key = f"{article.low} {noun.low}"
            yield Finding(OTHER_WORD, one.between(article, article), said, key, proposals)


# Not h, u, eu, one: those go by the ear.
_CONSONANT: Final = re.compile(r"[bcdfgjklmnpqrstvwxyz](?!')")
_VOWEL: Final = re.compile(r"a|e(?!u|w)|i|o(?!ne|nce|ui)")


def crowded(one: Paragraph, read: Sequence[Symbol], table: Table) -> Iterator[Finding]:
    """Two prepositions or articles side by side that never stand so, where the sentence is likelier without either."""
    names = [symbol.name for symbol in read]
    for at in range(1, len(read)):
        first, second = names[at - 1], names[at]
        if first == second or not (second in _AFTER_AN_ARTICLE if first in _BEFORE_NOUNS else _both(first, second)):
            continue
        if table.expected(first, second) < _EXPECTED or table.is_heard(first, second):
            continue
        if min(weighing.gain_without(names, at - 1, table), weighing.gain_without(names, at, table)) > _CROWDED:
            begin, end = one.tokens[read[at - 1].at], one.tokens[read[at].at]
            said = _("“%(words)s”: these two seldom stand side by side. Perhaps one of them is left over.")
            place = one.between(begin, end)
            yield Finding(
                OUT_OF_PLACE, place, said % {"words": place.quote}, f"{first} {second}", (begin.text, end.text)
            )


_BEFORE_NOUNS: Final = ARTICLES | {"my", "your", "our", "their", "every"}
_AFTER_AN_ARTICLE: Final = (
    PREPOSITIONS | _BEFORE_NOUNS | words("and but he she they we i me him them us is are was were has had")
)


def _both(first: str, second: str) -> bool:
    return first in PREPOSITIONS and (second in PREPOSITIONS or second in _AFTER_A_PREPOSITION)


_AFTER_A_PREPOSITION: Final = words("he she they we i is are was were has had have do did and or but")


def suspects(read: Sequence[Symbol], table: Table) -> Iterator[Suspect]:
    """Every place where another word would be so much likelier that this one is to be looked at; the best for each."""
    names = [symbol.name for symbol in read]
    for at, symbol in enumerate(read):
        others = confusable(symbol.word)
        if not others or symbol.name in (NAME, COMPOUND) or _is_part(read, at) or _is_initial(read, at):
            continue
        before, after = weighing.before(names, at), weighing.after(names, at)
        cost = table.cost([*before, symbol.name, *after]) + _share(symbol.word, table)
        if cost <= _PLAIN or (symbol.word not in SMALL and before[-1] == START):
            continue  # well placed, an exclamation, or a name that opens the sentence
        found = [
            Suspect(at, gain - least, other, least not in (_SLIPPED, _FROM_A_LONGER))
            for other, least in others
            if (gain := cost - table.cost([*before, _name(other, table), *after]) - _share(other, table)) > least
        ]
        if found:
            yield max(found, key=lambda one: (one.by, one.proposal))


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
            others |= {other: _PLAIN if (word, other) in _PLAINLY else _TAKEN for other in group}
    if word == "off":
        others["of"] = _OFF
    for group in _NEIGHBORS:
        if word in group:
            others |= dict.fromkeys(group, _NEIGHBOR)
    return tuple(sorted((other, least) for other, least in others.items() if other not in ("", word, *_same(word))))


def _same(word: str) -> frozenset[str]:
    """Forms of one verb: which of them is meant is a question of tense, and not of a slip."""
    return next((forms for forms in _FORMS if word in forms), frozenset())


_FORMS: Final = tuple(map(words, ("has had have having", "is was are were am be been", "do does did done")))
