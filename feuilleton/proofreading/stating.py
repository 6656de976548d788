"""What narration states of two people, in words that can hardly mean anything else. English only.

Only names count (who "she" is, is not asked), only narration (people lie when they talk), and nothing that is denied,
wished for, or supposed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from feuilleton.proofreading import likelihood
from feuilleton.proofreading.wordclasses import SMALL
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from feuilleton.proofreading.finding import Passage
    from feuilleton.proofreading.paragraphs import Paragraph

SINGLE: Final = "single"
ENGAGED: Final = "engaged"
MARRIED: Final = "married"
DIVORCED: Final = "divorced"
WIDOWED: Final = "widowed"
SIBLING: Final = "sibling"
PARENT: Final = "parent"  # the subject is the object's
CHILD: Final = "child"
COUSIN: Final = "cousin"
DEAD: Final = "dead"
ALIVE: Final = "alive"
TOGETHER: Final = (SINGLE, ENGAGED, MARRIED, DIVORCED, WIDOWED)
KIN: Final = (SIBLING, PARENT, CHILD, COUSIN)
RELATIONS: Final = (*TOGETHER, *KIN, DEAD, ALIVE)

_NOUNS: Final = {
    "husband": MARRIED, "wife": MARRIED, "spouse": MARRIED, "fiancé": ENGAGED, "fiancée": ENGAGED, "fiance": ENGAGED,
    "fiancee": ENGAGED, "betrothed": ENGAGED, "ex-husband": DIVORCED, "ex-wife": DIVORCED, "former husband": DIVORCED,
    "former wife": DIVORCED, "widow": WIDOWED, "widower": WIDOWED, "brother": SIBLING, "sister": SIBLING,
    "twin": SIBLING, "sibling": SIBLING, "half-brother": SIBLING, "half-sister": SIBLING, "mother": CHILD,
    "father": CHILD, "son": PARENT, "daughter": PARENT, "cousin": COUSIN,
}  # fmt: skip
_STATES: Final = {
    "married": MARRIED, "husband and wife": MARRIED, "man and wife": MARRIED, "engaged": ENGAGED,
    "betrothed": ENGAGED, "divorced": DIVORCED, "brothers": SIBLING, "sisters": SIBLING, "twins": SIBLING,
    "siblings": SIBLING, "brother and sister": SIBLING, "cousins": COUSIN,
}  # fmt: skip
_EVENTS: Final = {
    "married": MARRIED, "marries": MARRIED, "wed": MARRIED, "weds": MARRIED, "divorced": DIVORCED,
    "divorces": DIVORCED,
}  # fmt: skip
_ONE: Final = r"[A-ZÀ-Ý][\w-]*[a-zà-ÿ](?: [A-ZÀ-Ý][\w-]*[a-zà-ÿ]){0,2}"
_OLDER: Final = r"(?:older |younger |elder |little |big |twin |late |new |own |only |eldest |youngest )*"


def _any(listed: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, listed), key=len, reverse=True))


_A: Final = rf"\b(?P<a>{_ONE})"
_B: Final = rf"(?P<b>{_ONE})\b"
_BE: Final = r"(?:was|were|is|are|had been|has been|have been) (?:now |already |still )?"
_WHEN: Final = r"(?= (?:on|in|at|that|under|before|last|this)\b)"
_PAIRS: Final = tuple(
    (re.compile(pattern), listed, is_event)
    for pattern, listed, is_event in (
        (rf"{_A}[’']s? {_OLDER}(?P<what>{_any(_NOUNS)}),? {_B}", _NOUNS, False),
        (rf"{_B}(?:,| (?:was|is)) {_A}[’']s? {_OLDER}(?P<what>{_any(_NOUNS)})\b", _NOUNS, False),
        (rf"{_A} and {_B} {_BE}(?P<what>{_any(_STATES)})\b(?! to\b)", _STATES, False),
        (rf"{_A}(?:, who)? {_BE}(?P<what>married|engaged|betrothed) to {_B}", _STATES, False),
        (rf"{_A} (?P<what>{_any(_EVENTS)}) {_B}", _EVENTS, True),
        (rf"{_A} and {_B} (?:got |get |were |are )?(?P<what>wed|married){_WHEN}", _EVENTS, True),
        (rf"{_A} and {_B} (?:got|became|get|become) (?P<what>engaged|married|divorced)\b", _STATES, True),
    )
)
_DIED: Final = re.compile(
    rf"{_A} (?P<what>died|was dead|is dead|had died|was killed|had been killed|lay dead)\b(?! (?:of|to|with) \w+ing\b)"
)
_DOES: Final = words(
    """
    said says asked asks smiled smiles laughed laughs nodded nods walked walks ran runs stood stands sat sits turned
    turns looked looks whispered whispers murmured murmurs shrugged shrugs sighed sighs grinned grins frowned frowns
    answered answers replied replies opened opens closed closes took takes poured pours drank drinks ate eats
    """
)
_ACTS: Final = re.compile(rf"{_A} (?P<what>{_any(_DOES)})\b")
# Before what is said, in the same sentence: then it is no statement.
_SUPPOSED: Final = re.compile(
    r"\b(?:if|would|could|might|may|should|never|not|n[’']t|almost|nearly|wish\w*|pretend\w*|imagin\w*|dream\w*"
    r"|remember\w*|suppose\w*|unless|until|before|hop(?:e|ed|ing)|whether|rumou?r\w*|thought|think\w*|believ\w*)\b",
    re.IGNORECASE,
)


class Statement(NamedTuple):
    """`a` is `what` to `b` ("" where nobody else is in it), as narration tells it at a place."""

    a: str
    what: str
    b: str
    is_event: bool
    place: Passage


def statements(one: Paragraph) -> Iterator[Statement]:
    """What this paragraph's narration states of two people, and who died in it."""
    found = [*_pairs(one), *_deaths(one)]
    yield from sorted(found, key=lambda statement: statement.place)


def acts(one: Paragraph) -> Iterator[Statement]:
    """Who does something in this paragraph's narration that only the living do."""
    for found in _ACTS.finditer(one.text):
        if (name := _name(found["a"])) and _is_stated(one, found):
            yield Statement(name, ALIVE, "", False, one.passage(found.start("a"), found.end()))


def _pairs(one: Paragraph) -> Iterator[Statement]:
    for pattern, listed, is_event in _PAIRS:
        for found in pattern.finditer(one.text):
            a, b = _name(found["a"]), _name(found["b"])
            if a and b and a != b and _is_stated(one, found):
                yield Statement(a, listed[found["what"]], b, is_event, one.passage(*found.span()))


def _deaths(one: Paragraph) -> Iterator[Statement]:
    for found in _DIED.finditer(one.text):
        if (name := _name(found["a"])) and _is_stated(one, found):
            yield Statement(name, DEAD, "", found["what"] in ("died", "was killed"), one.passage(*found.span()))


def _is_stated(one: Paragraph, found: re.Match[str]) -> bool:
    sentence = re.split(r"[.!?…]\s", one.text[: found.end()])[-1]
    return not one.is_spoken(found.start()) and not _SUPPOSED.search(sentence)


def _name(said: str) -> str:
    """The name without a word before it that only opens the sentence ("When Anna")."""
    parts = said.split()
    while parts and (parts[0].lower() in SMALL or (len(parts) > 1 and likelihood.english().has(parts[0].lower()))):
        parts.pop(0)
    return " ".join(parts)
