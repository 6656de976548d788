"""A text as words, signs and sentences, each with its place in code points. Signs of unspaced scripts are words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORD = re.compile(rf"[{UNSPACED}]|(?:(?![{UNSPACED}])\w)+|[^\w\s]")
WORD_OR_SPACE = re.compile(rf"{WORD.pattern}|\s+")

_ALIKE = str.maketrans(
    {**dict.fromkeys("‘’‚‛′`´ʼ", "'"), **dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("–—―‒‑‐−", "-")}
)
_CLOSING = "\"'”’»›)\\]}」』】）"
# “Go!” he said: a small letter goes on with the sentence. But not after a plain full stop, for those who write small.
_SENTENCE_END = re.compile(
    rf"(?<!\.)\.\s+|(?:[.!?…‽؟۔।]+[{_CLOSING}]*(?=\s)|[。！？｡]+[{_CLOSING}]*|\n)[ \t\u00a0\u3000\n]*"
    rf"(?![{_CLOSING}]*[ \t]*[a-zà-öø-ÿа-яα-ω])"
)
_SHORTENED = re.compile(r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Mme|Mlle|Prof|Sr|Jr|No|Nr|Hr|Fr|vs)|(?<![\w'’])[^\W\d_])\.$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: its place, and its key, the same for what differs only in case or in the form of a quote."""

    start: int
    end: int
    key: str
    letters: bool


def words(text: str) -> list[Word]:
    """The words and signs of a text, in order."""
    return [_word(found.start(), found.end(), found[0]) for found in WORD.finditer(text)]


def _word(start: int, end: int, text: str) -> Word:
    return Word(start, end, text.casefold().translate(_ALIKE), text[0].isalnum() or text[0] == "_")


def sentence_ends(text: str) -> list[int]:
    """Where sentences end, after the white space that follows them; the last is the end of the text."""
    ends = [
        found.end()
        for found in _SENTENCE_END.finditer(text)
        if "\n" in found[0] or not _SHORTENED.search(text, max(0, found.start() - 6), found.start() + 1)
    ]
    return ends if ends and ends[-1] == len(text) else [*ends, len(text)]


@dataclass(slots=True)
class Passage:
    """Some blocks' texts as one, parted by newlines, with its words and its sentences (ranges of words)."""

    places: Sequence[int]  # of the blocks
    texts: Sequence[str]
    text: str = field(init=False)
    starts: list[int] = field(init=False)  # where each block begins in the text
    words: list[Word] = field(init=False)
    sentences: list[range] = field(init=False)
    sentence_of: list[int] = field(init=False)  # for each word

    def __post_init__(self) -> None:
        self.text = "\n".join(self.texts)
        self.starts = []
        start = 0
        for text in self.texts:
            self.starts.append(start)
            start += len(text) + 1
        self.words = words(self.text)
        self._find_sentences()

    def _find_sentences(self) -> None:
        self.sentences, self.sentence_of = [], []
        first = at = 0
        for end in sentence_ends(self.text):
            while at < len(self.words) and self.words[at].start < end:
                at += 1
            if at > first:
                self.sentence_of += [len(self.sentences)] * (at - first)
                self.sentences.append(range(first, at))
                first = at

    def keys(self, some: Sequence[int]) -> list[str]:
        """The keys of these words."""
        return [self.words[one].key for one in some]

    def letters(self, some: Sequence[int]) -> int:
        """How many of these are words, not signs."""
        return sum(self.words[one].letters for one in some)

    def within(self, start: int, end: int) -> range:
        """The words that lie at least partly between two places of the text."""
        first = bisect_right(self.words, start, key=lambda word: word.end)
        last = bisect_right(self.words, end - 1, key=lambda word: word.start)
        return range(first, max(first, last))

    def spot(self, offset: int, *, ending: bool = False) -> tuple[int, int]:
        """The block's place and the offset in it, of a place in the text. An end at a block's start is the last's."""
        nth = max(0, bisect_right(self.starts, offset - ending) - 1)
        return self.places[nth], min(offset - self.starts[nth], len(self.texts[nth]))
