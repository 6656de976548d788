"""Plain text: the few things done to every text that comes in. No letter is ever changed into another."""

import re

_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ufeff]")
_SPACES = re.compile(r"\s+")


def tidy(text: str) -> str:
    """The text with newlines as `\\n`, without control characters, unpaired surrogates and byte-order marks.

    Tabs stay. Form feeds, vertical tabs, and the line and paragraph separators become newlines.
    """
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def one_line(text: str) -> str:
    """The tidied text on one line: every run of white space is one blank, none at the ends."""
    return _SPACES.sub(" ", tidy(text)).strip()
