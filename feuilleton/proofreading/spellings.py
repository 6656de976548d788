"""Words that a story spells in two ways: e-mail and email, grey and gray, realise and realize."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading import dictionaries, likelihood, spelled_otherwise
from feuilleton.proofreading.finding import VARIANTS, Finding
from feuilleton.proofreading.tokens import MARK, WORD, bare
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.tokens import Token
    from feuilleton.proofreading.vocabulary import Vocabulary

# Two words each, whatever their endings say.
_APART: Final = words("draft draught check cheque story storey curb kerb tire tyre program programme")
_HYPHENS: Final = ("-", "‐")


def worth_keeping(tokens: Sequence[Token], language: str) -> Iterator[tuple[str, Token, Token]]:
    """The words of a block that a vocabulary keeps, with their first and last token."""
    for at, token in enumerate(tokens):
        if token.kind != WORD:
            continue
        low = bare(token.low)
        if last := _joined(tokens, at):
            yield f"{low}-{tokens[last].low}", token, tokens[last]
        if language != "en" or not likelihood.english().has(low) or _others(low):
            yield low, token, token


def spelled_twice(here: Vocabulary, known: Vocabulary) -> Iterator[Finding]:
    """Words of this chapter that the story (`known`, with this chapter) spells otherwise more often, or as often."""
    for low, place in here.places.items():
        if not here.words[low]:
            continue
        for other in (*_others(low), *([low.replace("-", "")] if "-" in low else ())):
            times, often = known.words[low], known.words[other]
            if often > times or (often == times and often and other < low):
                said = _("This story has “%(word)s” beside “%(other)s”: %(times)s of the one, %(often)s of the other.")
                told = said % {"word": low, "times": times, "other": other, "often": often}
                yield Finding(VARIANTS, place, told, f"{low} {other}", (other,), known.places.get(other))


@lru_cache(maxsize=8192)
def _others(low: str) -> tuple[str, ...]:
    """The same word as it is spelled elsewhere, where both are words."""
    if low in _APART:
        return ()
    found = {*spelled_otherwise.american(low), *spelled_otherwise.british(low)} - {low} - _APART
    known = [other for other in found if len(other) > 3 and dictionaries.knows("en", other)]
    return tuple(sorted(other for other in known if _is_pair(low, other)))


def _is_pair(low: str, other: str) -> bool:
    """Whether exactly one of them is American: `meter` and `metre` are a pair, `later` and `latre` are none."""
    return dictionaries.is_american(low) != dictionaries.is_american(other)


def _joined(tokens: Sequence[Token], at: int) -> int:
    """The token that a hyphen joins to this one, if it is a pair of two; 0 else."""
    if at + 2 >= len(tokens) or tokens[at + 1].text not in _HYPHENS or tokens[at + 2].kind == MARK:
        return 0
    tight = tokens[at].end == tokens[at + 1].start and tokens[at + 1].end == tokens[at + 2].start
    chained = (at > 0 and tokens[at - 1].text in _HYPHENS) or (at + 3 < len(tokens) and tokens[at + 3].text in _HYPHENS)
    return at + 2 if tight and not chained else 0
