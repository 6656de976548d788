"""What a chapter says of somebody's eyes and hair, where it says it with their name; and where two places differ.

English narration only, within one clause: "Anna's blue eyes", "blue-eyed Anna", "Anna had blue eyes". Who "she" is, is
not asked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.proofreading.finding import TRAITS, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.finding import Passage
    from feuilleton.proofreading.paragraphs import Paragraph

# Words in a line are one color.
_COLORS: Final = (
    "green emerald jade", "blue azure sapphire cerulean", "brown chocolate chestnut", "hazel", "black onyx ebony jet",
    "gray grey silver silvery", "gold golden amber", "violet purple lavender", "red crimson scarlet ruby auburn ginger",
    "blond blonde fair flaxen", "pink rose", "white snowy",
)  # fmt: skip
_FAMILY: Final = {color: line.split()[0] for line in _COLORS for color in line.split()}
_SHADE: Final = r"(?:(?:pale|dark|bright|deep|light|long|short|soft|clear|wide|big|large)[ -]|\w+ly )*"
_COLOR: Final = rf"{_SHADE}(?P<color>{'|'.join(_FAMILY)})"
_NAME: Final = r"(?P<name>[A-ZÀ-Ý][\w-]+)"
_PATTERNS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b{_NAME}[’']s? (?:\w+,? ){{0,2}}?{_COLOR} (?P<part>eyes|hair|curls)\b",
        rf"\b{_NAME}[’']s? (?P<part>eyes|hair) (?:was|were|is|are) {_COLOR}\b",
        rf"\b{_COLOR}[- ](?P<part>eyed|haired) {_NAME}\b",
        rf"\b{_NAME} (?:had|has|with (?:his|her|their)) {_COLOR} (?P<part>eyes|hair)\b",
    )
)
_PARTS: Final = {"eyes": "eyes", "eyed": "eyes", "hair": "hair", "haired": "hair", "curls": "hair"}


class Trait(NamedTuple):
    """Somebody's eyes or hair have a color, and where that is said."""

    name: str
    part: str
    color: str
    place: Passage


def told(one: Paragraph, chapter: int | None = None) -> Iterator[Trait]:
    """The traits that this paragraph's narration tells."""
    if not any(part in one.text for part in _PARTS):
        return
    for pattern in _PATTERNS:
        for found in pattern.finditer(one.text):
            if not one.is_spoken(found.start()):
                place = one.passage(found.start(), found.end(), chapter)
                yield Trait(found["name"], _PARTS[found["part"]], found["color"], place)


def differing(here: Sequence[Trait], known: Sequence[Trait]) -> Iterator[Finding]:
    """Traits of this chapter that an earlier place of it, or another chapter, tells otherwise."""
    before = list(known)
    for trait in here:
        other = next(
            (one for one in before if one[:2] == trait[:2] and not _is_one_color(one.color, trait.color)), None
        )
        if other:
            said = _("Here it is “%(here)s”, elsewhere in this story “%(there)s”.")
            words = said % {"here": trait.place.quote, "there": other.place.quote}
            key = f"{trait.name} {trait.part} {' '.join(sorted((trait.color, other.color)))}".lower()
            yield Finding(TRAITS, trait.place, words, key, other=other.place)
        before.append(trait)


def _is_one_color(one: str, other: str) -> bool:
    return _FAMILY[one] == _FAMILY[other]
