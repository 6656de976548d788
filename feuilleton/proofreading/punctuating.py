"""Marks in a paragraph: a blank before one, one twice, an apostrophe that curls the wrong way.

Blanks in a row are no matter: a source's are one when it becomes blocks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from feuilleton.proofreading.finding import APOSTROPHE, PUNCTUATION, SPACES, Finding
from feuilleton.proofreading.wordlists import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feuilleton.proofreading.paragraphs import Paragraph

# Marks stand close to the word before in all of these; in French two-part marks do not.
_CLOSE: Final = words("en de es it pt nl sv da nb nn fi pl cs sk hu ro ca gl hr sl et lv lt ru uk bg el tr id ms")
_BEFORE: Final = re.compile(r"(?<=\w) +[,;.!?:](?=[\s”’\"'»)]|$)(?! ?[.…])")
_TWICE: Final = re.compile(r"(?<![,;:.])(?:,,+|;;+|::+|\.\.(?!\.)|,\.|;,|,;)(?![.:;)(])")
_ABBREVIATED: Final = re.compile(r"(?:^|\W)(?:\w|etc|jr|sr|esq|inc|co|ltd|am|pm|vs|no)$", re.IGNORECASE)
_ELIDED: Final = re.compile(
    r"‘(?=(?:tis|twas|twere|twill|em|til|till|cause|bout|round|neath|cept|kay|nother|sup|\d\ds?)\b(?!’))", re.IGNORECASE
)
_INSIDE: Final = re.compile(r"(?<=\w)‘(?=(?:s|t|d|m|ll|re|ve)\b)")


def marks(one: Paragraph, language: str) -> Iterator[Finding]:
    """What is observed of this paragraph's marks."""
    text = one.text
    if language in _CLOSE:
        for found in _BEFORE.finditer(text):
            mark = found[0].strip()
            yield _finding(
                one, found, SPACES, _("A blank stands before “%(mark)s” here.") % {"mark": mark}, mark, f" {mark}"
            )
    for found in _TWICE.finditer(text):
        if not _ABBREVIATED.search(text[: found.start()][-8:]):
            said = _("“%(marks)s” stand side by side here.") % {"marks": found[0]}
            yield _finding(one, found, PUNCTUATION, said, found[0][0], found[0])
    if language == "en":
        for pattern in (_ELIDED, _INSIDE):
            for found in pattern.finditer(text):
                said = _("This apostrophe curls like an opening quotation mark.")
                yield _finding(one, found, APOSTROPHE, said, "’", text[found.start() : found.end() + 5].split()[0])


def _finding(one: Paragraph, found: re.Match[str], check: str, said: str, proposal: str, key: str) -> Finding:
    return Finding(check, one.passage(found.start(), found.end()), said, key, (proposal,))
