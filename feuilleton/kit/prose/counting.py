"""How long a text is: words as people count them in their own script, and characters."""

import html
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from feuilleton.kit.prose.blocks import Block

COUNTER_VERSION = 1

_UNCOUNTED = {"scene_break", "image"}
_APART = re.compile(r"<br>|</p>|</li>")
_READING = re.compile(r"<rt>.*?</rt>")
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')
# As AO3 counts them, so that numbers compare: a character each.
_BY_CHARACTER = (
    "\u3005-\u3007\u3021-\u3029\u3038-\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff"
    "\u2e80-\u2fd5\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff6f\uff71-\uff9d\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Written without blanks: a word is about four characters. Thai, Lao, Myanmar, Khmer.
_UNSPACED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0eff\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff\u1780-\u17d3\u17dc-\u17dd"
_JOINTS = re.compile("[-'’‘\u00ad\u2010\u2011\u02bc\u200b-\u200d\u2060]")
_DASH = re.compile("--+")
_ONE_BY_ONE = re.compile(f"[{_BY_CHARACTER}]")
_FOUR_A_WORD = re.compile(f"[{_UNSPACED}]")
# A word is what holds a letter or a figure, with the marks that are written onto letters.
_MARKS = "".join(
    chr(sign) for sign in (*range(0x300, 0x2000), *range(0xA640, 0xAC00)) if unicodedata.category(chr(sign))[0] == "M"
)
_WORD = re.compile(f"(?:[^\\W_][{_MARKS}]*)+")


@dataclass(frozen=True, slots=True)
class Count:
    """`words`, and `characters` without white space."""

    words: int = 0
    characters: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.words + other.words, self.characters + other.characters)


def count(blocks: Iterable[Block]) -> Count:
    """The length of the text of the blocks; a count of blocks is the sum of theirs.

    Tags join (`<i>w</i>ord` is one word), line breaks part. Hyphens and apostrophes join, dashes part. Chinese and
    Japanese count by the character; Thai, Lao, Khmer and Myanmar by four characters to a word, an estimate.
    Readings above characters, pictures and scene breaks are not counted.
    """
    counts = [_of(_bare(block)) for block in blocks if block.kind not in _UNCOUNTED]
    return sum(counts, Count())


def _bare(block: Block) -> str:
    if "<" not in block.html:
        return html.unescape(block.html)
    return html.unescape(_TAG.sub("", _APART.sub("\n", _READING.sub("", block.html))))


def _of(text: str) -> Count:
    characters = len("".join(text.split()))
    if text.isascii():
        return Count(_words(text), characters)
    by_character = len(_ONE_BY_ONE.findall(text))
    estimated = sum(-(-len(_FOUR_A_WORD.findall(line)) // 4) for line in text.split("\n"))
    if by_character:
        text = _ONE_BY_ONE.sub(" ", text)
    if estimated:
        text = _FOUR_A_WORD.sub(" ", text)
    return Count(_words(text) + by_character + estimated, characters)


def _words(text: str) -> int:
    return len(_WORD.findall(_JOINTS.sub("", _DASH.sub(" ", text))))
