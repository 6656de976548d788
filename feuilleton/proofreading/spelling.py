"""Words that no dictionary and no other place of the story has: slips of the fingers, and two words run together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading import dictionaries, likelihood
from feuilleton.proofreading.finding import JOINED, SPELLING, Finding
from feuilleton.proofreading.slipping import one_slip
from feuilleton.proofreading.tokens import WORD, bare
from feuilleton.proofreading.wordclasses import CLOSED, NOUN, NOUNS, SMALL
from feuilleton.proofreading.wordlists import SPOKEN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.tokens import Token
    from feuilleton.proofreading.vocabulary import Vocabulary

_STRETCHED: Final = re.compile(
    r".*(.)\1\1.*|(?:ha|he|ah|eh|hm|la|na|mu){2,}h?|.*(?:hh|mm|ww|zz|rr|oo)$|n+g*h+|[hm]+p?h|s+h+"
)
_VOWEL: Final = re.compile(r"[aeiouyà-ÿ]")
_APART: Final = {"alot": "a lot", "aswell": "as well", "infact": "in fact", "incase": "in case", "atleast": "at least",
                 "eachother": "each other", "everytime": "every time", "noone": "no one", "abit": "a bit"}  # fmt: skip
_ENOUGH_LETTERS: Final = 2
_SHORT: Final = 4
_LONG: Final = 7
_COMMON: Final = 10.0
_KNOWN: Final = 14.0


def misspelled(paragraphs: Sequence[Paragraph], language: str, known: Vocabulary) -> Iterator[Finding]:
    """Each word once that no dictionary has and the story does not know, if there is a word it could be a slip for.

    What is near no word is taken for an invented one: nothing is said of it.
    """
    if not dictionaries.has(language):
        return
    seen: Counter[str] = Counter()
    first: dict[str, tuple[Paragraph, Token]] = {}
    capitals = known.small_names()
    for one in paragraphs:
        for at, token in enumerate(one.tokens):
            if token.kind == WORD and not one.is_foreign and _is_strange(one, at, language, known, capitals):
                seen[token.low] += 1
                first.setdefault(token.low, (one, token))
    for low, (one, token) in first.items():
        yield from _told(one, token, seen[low], language)


def _is_strange(one: Paragraph, at: int, language: str, known: Vocabulary, capitals: set[str]) -> bool:
    token = one.tokens[at]
    low = bare(token.low)
    if token.text[0].isupper() and (not token.opens or token.text.isupper()):
        return False
    if len(low) < _ENOUGH_LETTERS or low in SPOKEN or known.is_own(low) or low in capitals:
        return False
    return not (_is_word(token.low, low, language) or _is_sound(low, language) or _is_cut(one, at, language))


@lru_cache(maxsize=8192)
def _is_word(whole: str, low: str, language: str) -> bool:
    """Whether a dictionary has the word: as it is, without what hangs on it, without its accents, or as a name."""
    if dictionaries.knows(language, whole):
        return True
    forms = {low, _plain(low), low.title() if len(low) > _SHORT else low}
    if language == "en":
        forms |= set(_stems(low))
        if _is_compound(low):
            return True
    return any(dictionaries.knows(language, form) for form in forms)


def _is_compound(low: str) -> bool:
    """Whether two nouns make the word, as authors make them: `boathook`. Not where a small word or a verb is in it."""
    return any(
        dictionaries.knows("en", low[:at]) and dictionaries.knows("en", low[at:]) and _are_nouns(low[:at], low[at:])
        for at in range(3, len(low) - 2)
    )


def _are_nouns(*parts: str) -> bool:
    table = likelihood.english()
    return all(
        part not in SMALL and table.kinds(part) & (NOUN | NOUNS) and table.rarity(part) < _KNOWN for part in parts
    )


def _is_sound(low: str, language: str) -> bool:
    """Whether somebody shouts, hums or hesitates: a stretched word, or one without vowels."""
    if language != "en":
        return False
    # What has no vowel is a sound or an abbreviation, unless a very common word is near.
    return bool(_STRETCHED.fullmatch(low)) or (not _VOWEL.search(low) and not _is_common(near(low, language)[:1]))


def _is_common(words: Sequence[str]) -> bool:
    return any(likelihood.english().rarity(word) < _COMMON for word in words)


def _stems(low: str) -> Iterator[str]:
    """What a word is made from, when it is made as any author may make one: `emotionlessly`, `favorited`, `unlit`."""
    for ending, instead in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) > _SHORT:
            yield low.removesuffix(ending) + instead
    for beginning in _BEGINNINGS:
        if low.startswith(beginning) and len(low) - len(beginning) > _SHORT - 1:
            yield low.removeprefix(beginning)


_ENDINGS: Final = (
    ("ly", ""), ("ily", "y"), ("lessly", ""), ("less", ""), ("ness", ""), ("iness", "y"), ("like", ""), ("ish", ""),
    ("ed", "e"), ("ing", "e"), ("est", ""), ("fully", ""), ("ingly", ""), ("edly", ""),
)  # fmt: skip
_BEGINNINGS: Final = ("un", "re", "non", "half", "over", "under", "out", "mid", "super", "semi", "anti", "ex")


def _is_cut(one: Paragraph, at: int, language: str) -> bool:
    """Whether the word is a part: of what a hyphen joins, or with letters left out and an apostrophe in their place."""
    token, text = one.tokens[at], one.text
    before, after = text[max(0, token.start - 1) : token.start], text[token.end : token.end + 1]
    if before in ("-", "‐") or after in ("-", "‐"):
        return True
    if before in ("'", "’", "‘") and before:
        return True
    return after in ("'", "’") and bool(after) and dictionaries.knows(language, token.low + "g")


def _told(one: Paragraph, token: Token, times: int, language: str) -> Iterator[Finding]:
    low = bare(token.low)
    place = one.passage(token.start, token.end)
    if parts := _parts(low, language):
        words = _("“%(word)s” is in no dictionary here. It may be two words.") % {"word": token.text}
        yield Finding(JOINED, place, words, low, tuple(_cased(each, token) for each in parts))
        return
    meant = near(low, language)
    if not meant or (token.text[0].isupper() and meant[0] not in CLOSED):
        return
    tail = token.text[len(low) :]
    if times > 1:
        words = _("“%(word)s” is in no dictionary here, and stands %(count)s times in this chapter.")
    else:
        words = _("“%(word)s” is in no dictionary here, and nowhere else in this story.")
    said = words % {"word": token.text, "count": times}
    yield Finding(SPELLING, place, said, low, tuple(_cased(each, token) + tail for each in meant[:3]))


def near(low: str, language: str) -> list[str]:
    """Words of the dictionary that are one slip of a finger away, those most often written first."""
    found = {each for each in one_slip(low) if dictionaries.knows(language, each)}
    if not found and len(low) >= _LONG:
        found = {each.lower() for each in dictionaries.proposals(language, low) if _is_near(low, each)}
    if language != "en":
        return sorted(found)
    return sorted(found, key=lambda word: (likelihood.english().rarity(word), word))


def _is_near(low: str, proposal: str) -> bool:
    return (
        " " not in proposal
        and "-" not in proposal
        and abs(len(low) - len(proposal)) < 3
        and proposal[:1].lower() == low[0]
    )


def _parts(low: str, language: str) -> tuple[str, ...]:
    """How the word falls in two, when it is no compound that somebody made up: a small word, or an ending of a verb."""
    if language != "en":
        return ()
    if low in _APART:
        return (_APART[low],)
    table = likelihood.english()
    best: tuple[float, tuple[str, str]] | None = None
    for at in range(2, len(low) - 1):
        head, tail = low[:at], low[at:]
        if not (_is_part(head) and _is_part(tail) and (tail in SMALL or head in SMALL or tail.endswith(("ed", "ing")))):
            continue
        cost = table.rarity(head) + table.rarity(tail)
        if best is None or cost < best[0]:
            best = cost, (head, tail)
    if best is None or best[0] > 28:
        return ()
    head, tail = best[1]
    hyphened = f"{head}-{tail}"
    return (hyphened, f"{head} {tail}") if tail.endswith(("ed", "ing")) and tail not in SMALL else (f"{head} {tail}",)


def _is_part(part: str) -> bool:
    return part in SMALL or (len(part) >= 4 and likelihood.english().has(part) and dictionaries.knows("en", part))


def _plain(word: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", word) if not unicodedata.combining(sign))


def _cased(word: str, like: Token) -> str:
    return word[:1].upper() + word[1:] if like.text[0].isupper() else word
