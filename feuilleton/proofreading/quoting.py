"""Speech between quotation marks: where it is, and where it is opened and never closed.

One walk for every style: each sign opens, closes, or (a straight one) does what its neighbors say. A speech of several
paragraphs opens each of them again and is closed in the last.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading.finding import QUOTES, Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.proofreading.paragraphs import Paragraph

# The pairs of a language, outermost first. Where a language is in no list, what cannot be misread is looked at.
_STYLES: Final[dict[str, tuple[str, ...]]] = {
    "en": ("“”",), "fr": ("«»", "“”"), "de": ("„“", "»«", "«»"), "es": ("«»", "“”"), "it": ("«»", "“”"),
    "pt": ("«»", "“”"), "ca": ("«»", "“”"), "gl": ("«»", "“”"), "eu": ("«»", "“”"), "ro": ("„”", "«»"),
    "pl": ("„”", "«»"), "hu": ("„”", "»«"), "cs": ("„“", "»«"), "sk": ("„“", "»«"), "sl": ("„“", "»«"),
    "hr": ("„”", "»«"), "sr": ("„“", "„”", "»«"), "bg": ("„“", "«»"), "et": ("„“", "«»"), "lt": ("„“",),
    "is": ("„“",), "da": ("»«", "„“", "“”"), "nb": ("«»",), "nn": ("«»",), "nl": ("“”", "„”"), "ru": ("«»", "„“"),
    "uk": ("«»", "„“"), "be": ("«»", "„“"), "el": ("«»", "“”"), "tr": ("“”", "«»"), "fa": ("«»",), "ar": ("«»", "“”"),
    "hy": ("«»",), "ja": ("「」", "『』"), "zh": ("“”", "「」", "『』"), "yue": ("「」", "『』"), "ko": ("“”", "「」"),
}  # fmt: skip
_ANY: Final = ("「」", "『』")
STRAIGHT: Final = '"'
# Signs that stand after a word, so that a straight mark behind one of them closes.
_AFTER_A_WORD: Final = frozenset(".,!?…;:—–-’'”»*)")
_BEFORE_SPEECH: Final = " \u00a0\u202f\u3000\t*_—–-"
_SPEAKING: Final = frozenset({"paragraph", "quotation"})

# Single marks are apostrophes too: what they enclose is speech where it is plain, and nothing is said of the rest.
_SINGLE: Final = re.compile(r"(?<![\w’'])(?:‘.*?[.,!?…—–-]’|'(?=[A-Z]).*?[.,!?…—–-]')(?!\w)")
_SAID: Final = re.compile(
    r"[,.?!…—–-] (?:(?:he|she|they|I|we|[A-Z][\w’'-]+) (?:said|says|asked|asks|whispered|whispers|murmured|murmurs"
    r"|replied|replies|answered|answers|cried|cries|shouted|shouts|muttered|mutters|called|calls|added|adds|breathed"
    r"|breathes|snapped|snaps|told|tells)|(?:said|says|asked|asks) (?:he|she|they|I|[A-Z][\w’'-]+))\b"
)


def styles(language: str) -> tuple[str, ...]:
    """The pairs of quotation marks that are followed in a language, beside straight ones."""
    return _STYLES.get(language, _ANY)


def listen(paragraphs: Sequence[Paragraph], language: str) -> list[Finding]:
    """Mark which stretches of a chapter are speech, and say where marks do not come out even."""
    speaking = [one for one in paragraphs if one.kind in _SPEAKING]
    found: list[Finding] = []
    for one in speaking if language == "en" else ():
        one.spoken += [quoted.span() for quoted in _SINGLE.finditer(one.text)]
    for pair in (*_followed([one.text for one in speaking], language), STRAIGHT * 2):
        found += _walk(speaking, pair, language)
    return found


def _followed(texts: Sequence[str], language: str) -> list[str]:
    """Of the language's pairs those this text follows. What opens in one closes in another: no sign is in two."""
    whole = "\n".join(texts)

    def standing(pair: str) -> int:
        opening = rf"(?<![\w.,!?…]){re.escape(pair[0])}(?=\s?[\w…'’—-])"
        closing = rf"(?<=[\w.,!?…'’—-]){re.escape(pair[1])}|(?<=[.,!?…\w]\s){re.escape(pair[1])}(?!\w)"
        return len(re.findall(opening, whole)) + len(re.findall(closing, whole))

    chosen: list[str] = []
    for pair in sorted(styles(language), key=standing, reverse=True):
        if not any(set(pair) & set(other) for other in chosen):
            chosen.append(pair)
    return chosen


def _walk(paragraphs: Sequence[Paragraph], pair: str, language: str) -> Iterator[Finding]:
    waiting: tuple[Paragraph, int] | None = None  # what the paragraph before left open
    for one in paragraphs:
        start = len(one.text) - len(one.text.lstrip(_BEFORE_SPEECH))
        # In some languages a paragraph of a speech that goes on begins with the closing sign.
        goes_on = waiting is not None and one.text[start : start + 1] in pair
        if waiting and not goes_on:
            yield _left_open(*waiting)
        left = _Left()
        yield from _paragraph(one, pair, left, goes_on_from=start if goes_on else None)
        waiting = None if left.open is None else (one, left.open)
        if waiting and language == "en" and _SAID.search(one.text, waiting[1]):
            # Somebody is said to speak inside what they say: the mark before that is missing.
            yield _left_open(*waiting)
            waiting = None
    if waiting:
        yield _left_open(*waiting)


class _Left:
    """What is open at a paragraph's end."""

    open: int | None = None


def _paragraph(one: Paragraph, pair: str, left: _Left, *, goes_on_from: int | None) -> Iterator[Finding]:
    text, opened = one.text, None
    for at in _places(text, pair):
        if text[at] == STRAIGHT and opened is None and _is_inches(text, at):
            continue
        if at == goes_on_from:
            opened = at
        elif _opens(text, at, pair, opened):
            if opened is not None:
                yield _left_open(one, opened)
            opened = at
        elif opened is None:
            yield _finding(one, at, _("A quotation is closed here. In this paragraph none is open."))
        else:
            one.spoken.append((opened, at + 1))
            opened = None
    if opened is not None:
        one.spoken.append((opened, len(text)))
    left.open = opened


def _places(text: str, pair: str) -> list[int]:
    if pair[0] not in text and pair[1] not in text:
        return []
    return [at for at, sign in enumerate(text) if sign in pair]


def _opens(text: str, at: int, pair: str, opened: int | None) -> bool:
    if pair[0] != pair[1]:
        return text[at] == pair[0]
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    stands_before, stands_after = not before or before.isspace(), not after or after.isspace()
    if stands_before != stands_after:
        return stands_before
    if before in _AFTER_A_WORD and opened is not None:
        return False
    return opened is None


def _is_inches(text: str, at: int) -> bool:
    return at > 0 and text[at - 1].isdigit() and not text[at + 1 : at + 2].isalnum()


def _left_open(one: Paragraph, at: int) -> Finding:
    return _finding(
        one, at, _("A quotation is opened here. It is not closed before the paragraph ends, or another opens.")
    )


def _finding(one: Paragraph, at: int, words: str) -> Finding:
    around = one.text[max(0, at - 30) : at + 30].split()
    return Finding(QUOTES, one.passage(at, at + 1), words, " ".join(around)[:100])
