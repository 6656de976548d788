"""Plain text: the few things done to every text that comes in. No letter is ever changed into another."""

import re

_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\v\f]")
_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\ufeff]")
_SPACES = re.compile(r"\s+")

_BLANK = re.compile("[\u115f\u1160\u2800\u3164\uffa0]")  # letters and symbols to Unicode, blanks to the eye
_UNSEEN = (
    "[\u00ad\u034f\u061c\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\ufffb"
    "\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_JOINING = (
    "[\u0620-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u17b3\u17b6-\u17d3\u1820-\u18aa\ua8e0-\ua8ff"
    "\ufb50-\ufdff\ufe70-\ufefc]"
)
_IDEOGRAPH = "[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
_PICTURE = (
    "[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u27bf\u2900-\u297f\u2b00-\u2bff\u3030\u303d\u3297\u3299"
    "\U0001f000-\U0001faff]"
)
_MEANT = "|".join(
    [
        f"(?<={_JOINING})[\u200c\u200d](?={_JOINING})",
        f"(?:(?<={_PICTURE})|(?<={_PICTURE}\ufe0f))\u200d(?={_PICTURE})",
        f"(?<={_PICTURE})[\ufe0e\ufe0f]",
        "(?<=[0-9#*])\ufe0f(?=\u20e3)",
        f"(?<={_IDEOGRAPH})[\ufe00-\ufe02\U000e0100-\U000e01ef]",
    ]
)
_ALL_UNSEEN, _UNSEEN_OR_MEANT = re.compile(_UNSEEN), re.compile(f"({_MEANT})|{_UNSEEN}")


def tidy(text: str) -> str:
    """The text with newlines as `\\n`, without control characters, unpaired surrogates and byte-order marks.

    Tabs stay. Form feeds, vertical tabs, and the line and paragraph separators become newlines.
    """
    return _UNWANTED.sub("", _NEWLINES.sub("\n", text))


def one_line(text: str) -> str:
    """The tidied text on one line: every run of white space is one blank, none at the ends."""
    return _SPACES.sub(" ", tidy(text)).strip()


def in_sight(text: str) -> str:
    """The text on one line, without signs that nobody sees, and with plain blanks for letters that look like one.

    What shapes its neighbours stays: joiners within words of the scripts that need them and within emoji, and the sign
    that picks a variant of the emoji or ideograph before it. `bare` is without these, too.
    """
    return _SPACES.sub(" ", _UNSEEN_OR_MEANT.sub(r"\1", _BLANK.sub(" ", one_line(text)))).strip()


def bare(text: str) -> str:
    """As `in_sight`, without any sign that nobody sees by itself: what tells lines apart that look alike."""
    return _SPACES.sub(" ", _ALL_UNSEEN.sub("", _BLANK.sub(" ", one_line(text)))).strip()
