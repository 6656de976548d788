"""A word that stands twice: `the the`, but not `had had`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading.finding import DOUBLED, Finding
from feuilleton.proofreading.tokens import WORD
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.tokens import Token

# What may stand twice, by grammar or for its sound. Elsewhere doubling makes plurals (Malay) or is common: no list.
_MAY: Final[dict[str, frozenset[str]]] = {
    "en": words(
        """
        very so really no yes ha hey now there bye night knock blah well oh ah um uh please long many far never much
        more again over come go stop wait run why big little old too tick tock tap drip thump click beep ring la na da
        told bang had that her you in
        """
    ),
    "fr": words("nous vous très non oui si tout bien là toc"),
    "de": words("die der das sie sehr nein ja so viel dass den dem des was nie"),
    "es": words("muy no sí ya bien"),
}  # fmt: skip


def languages() -> tuple[str, ...]:
    """The languages whose doubled words are looked at."""
    return tuple(_MAY)


def doubled(one: Paragraph, language: str) -> Iterator[Finding]:
    """Words that stand twice in this paragraph with nothing but blanks between. Three times is on purpose."""
    may = _MAY.get(language)
    if may is None:
        return
    tokens = one.tokens
    for at in range(1, len(tokens)):
        first, second = tokens[at - 1], tokens[at]
        if first.low != second.low or first.kind != WORD or first.low in may:
            continue
        if _is(tokens[at - 2 : at - 1], first.low) or _is(tokens[at + 1 : at + 2], first.low):
            continue
        if second.text[0].isupper() or "\n" in one.text[first.end : second.start]:
            continue  # a name called twice, a sentence without its stop, a line of verse
        said = _("“%(word)s” stands twice here.") % {"word": second.text}
        yield Finding(DOUBLED, one.between(first, second), said, first.low, (first.text,))


def _is(tokens: list[Token], low: str) -> bool:
    return bool(tokens) and tokens[0].low == low
