"""Names that a story writes in two ways: Katherine and Catherine, a letter lost, a hyphen or an accent more."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from rapidfuzz.distance import DamerauLevenshtein

from feuilleton.proofreading import dictionaries
from feuilleton.proofreading.finding import NAMES, Finding
from feuilleton.proofreading.tokens import WORD, bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.finding import Passage
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.vocabulary import Vocabulary

_RARE: Final = 2
_OFTEN: Final = 3
_TIMES_AS_OFTEN: Final = 3
_LONG: Final = 7
_SHORTEST: Final = 4
_SOUNDS: Final = (("ph", "f"), ("ck", "k"), ("th", "t"), ("c", "k"), ("z", "s"), ("y", "i"), ("ae", "e"), ("j", "g"))


def varied(here: Sequence[Paragraph], known: Vocabulary, language: str) -> Iterator[Finding]:
    """Rare names of this chapter that are nearly a frequent one of the story (`known`, with this chapter)."""
    counts, first = _capitalized(here, known, language)
    often = [name for name, times in known.names.items() if times >= _OFTEN and len(name) >= _SHORTEST]
    for name, place in first.items():
        times = max(counts[name], known.names[name])
        if times > _RARE or name.lower() in known.given:
            continue
        near = [
            other
            for other in often
            if known.names[other] >= _TIMES_AS_OFTEN * times and other != name and _is_near(name, other, language)
        ]
        if near:
            meant = max(near, key=lambda other: (known.names[other], other))
            said = _("The name “%(name)s” stands here; this story has “%(meant)s” %(often)s times.")
            words = said % {"name": name, "meant": meant, "often": known.names[meant]}
            yield Finding(NAMES, place, words, name.lower(), (meant,), known.places.get(meant))


def _capitalized(
    here: Sequence[Paragraph], known: Vocabulary, language: str
) -> tuple[Counter[str], dict[str, Passage]]:
    """The chapter's names; a word that opens a sentence is one where no dictionary has it in small letters."""
    counts: Counter[str] = Counter()
    first: dict[str, Passage] = {}
    for one in here:
        for token in one.tokens:
            if one.is_foreign or token.kind != WORD or not token.text[0].isupper():
                continue
            name = bare(token.text.replace("’", "'"))
            if len(name) < _SHORTEST or (token.opens and name not in known.names and _is_word(name, language)):
                continue
            counts[name] += 1
            first.setdefault(name, one.passage(token.start, token.start + len(name)))
    return counts, first


def _is_word(name: str, language: str) -> bool:
    return dictionaries.knows(language, name.lower()) or dictionaries.knows(language, name)


def _is_near(name: str, other: str, language: str) -> bool:
    small, usual = name.lower(), other.lower()
    if small == usual:
        return name.isupper() == other.isupper()
    if _plain(small) == _plain(usual):
        return True
    if usual + "s" == small or usual + "es" == small or small + "s" == usual or _is_word(name, language):
        # A plural, or a name of its own: alike only to the ear.
        return _sound(small) == _sound(usual) and small[0] != usual[0]
    if small.startswith(usual) or usual.startswith(small):
        return abs(len(small) - len(usual)) == 1
    most = 2 if min(len(small), len(usual)) >= _LONG else 1
    return bool(DamerauLevenshtein.distance(small, usual, score_cutoff=most) <= most)


def _plain(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if sign.isalpha() and sign.isascii()) or word


def _sound(word: str) -> str:
    heard = _plain(word)
    for written, sound in _SOUNDS:
        heard = heard.replace(written, sound)
    return re.sub(r"(.)\1", r"\1", heard[0] + re.sub(r"[aeiouh]", "", heard[1:]))
