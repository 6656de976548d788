"""A word that is missing: an article before a thing that is counted, a verb between who and what. English only.

Two patterns that are nearly always right; most missing words leave a sentence that could stand, and are not seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading.finding import MISSING, Finding
from feuilleton.proofreading.wordclasses import ARTICLES, END, POSSESSIVE, PREPOSITIONS, SMALL, START
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.symbols import Symbol

# Of things that are counted, those that idioms do not leave bare ("on foot", "at heart", "by door and window").
_COUNTED: Final = words(
    """
    room sister friend moment party brother idea evening lady child door boat husband ball carriage story window
    wall chair seat desk table floor ceiling roof kitchen corridor hallway street car phone corner edge box garden
    river village hall cottage coat path leg knee wrist shoulder chest throat neck forehead cheek nose ear thumb
    finger girl boy man woman blanket pillow sofa couch lamp candle mirror drawer shelf cup bowl knife sword gun key
    letter book page envelope bag pocket sleeve collar hat glove boot dress shirt jacket cloak ring horse dog cat
    bird tree forest bridge tower castle ship island lake shore cliff mountain hill field gate fence stairs
    staircase doorway passage library bathroom bedroom balcony porch wagon lantern stool ledger clock bell rope
    ladder bucket
    """
)
_SUBJECTS: Final = frozenset({"he", "she", "they", "we", "i"})
_NO_VERB: Final = words("a an the been my your our their not")
_MODAL: Final = words("would could should will must might can shall")
_WANTING: Final = words("wanted wants tried tries managed refused decided promised hoped seemed seems")
_OPENING: Final = words("and but because although though while if when as that so") | {START, END, ",", ";", "—"}
_BARE: Final = PREPOSITIONS - words("like to as off up out down over by after near before without per except beyond")
_IDIOMS: Final = words("sort sorts kind kinds type types manner out")
_TAKING: Final = words("took made gave found held opened closed crossed touched reached entered raised lifted")


def lacking(one: Paragraph, read: Sequence[Symbol]) -> Iterator[Finding]:
    """Where this paragraph lacks a word."""
    for at, symbol in enumerate(read):
        if not at:
            continue
        before = read[at - 1]
        if _lacks_article(read, at):
            yield _finding(one, before, symbol, _("A word such as “the” or “a” may be missing in “%(words)s”."))
        elif _lacks_verb(read, at):
            yield _finding(one, before, symbol, _("A verb may be missing in “%(words)s”."))
        elif before.word in _WANTING and symbol.name == "v" and before.at != symbol.at:
            yield _finding(one, before, symbol, _("“to” may be missing in “%(words)s”."))
        elif symbol.name in _NO_VERB and before.name in _SUBJECTS and _opens(read, at - 1) and before.at != symbol.at:
            yield _finding(one, before, symbol, _("A verb may be missing in “%(words)s”."))


def _lacks_article(read: Sequence[Symbol], at: int) -> bool:
    symbol, before = read[at], read[at - 1]
    if symbol.word not in _COUNTED:
        return False
    after = read[at + 1] if at + 1 < len(read) else None
    if after and (after.name == POSSESSIVE or (after.word and after.name not in SMALL)):
        return False
    around = {one.word for one in (*read[max(0, at - 2) : at], *read[at + 1 : at + 3])}
    if symbol.word in around or around & _IDIOMS:
        return False
    return before.name in _BARE or before.word in _TAKING


def _lacks_verb(read: Sequence[Symbol], at: int) -> bool:
    """Whether somebody would, could or must a thing."""
    if at < 2 or read[at].name not in ARTICLES or read[at - 1].word not in _MODAL or read[at - 1].at == read[at - 2].at:
        return False
    return read[at - 2].name in _SUBJECTS | {"it", "that", "this"} and _opens(read, at - 2)


def _opens(read: Sequence[Symbol], at: int) -> bool:
    """Whether the pronoun at this place begins a clause: then what follows it is its verb."""
    return at == 0 or read[at - 1].name in _OPENING


def _finding(one: Paragraph, first: Symbol, last: Symbol, said: str) -> Finding:
    begin, end = one.tokens[first.at], one.tokens[last.at]
    place = one.between(begin, end)
    return Finding(MISSING, place, said % {"words": place.quote}, f"{begin.low} {end.low}")
