"""The words that a story makes its own: names, invented words, and how often each is written."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from feuilleton.proofreading.tokens import WORD, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feuilleton.proofreading.paragraphs import Paragraph

_OFTEN: Final = 3


@dataclass(slots=True)
class Vocabulary:
    """How often a story writes each word (in small letters), and each word that has a capital inside a sentence.

    `given` are words that need no learning: characters' and places' names from the story's tags.
    """

    words: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    given: frozenset[str] = frozenset()

    def __add__(self, other: Vocabulary) -> Vocabulary:
        return Vocabulary(self.words + other.words, self.names + other.names, self.given | other.given)

    def is_own(self, low: str) -> bool:
        """Whether the story knows this word: it was given, is written often, or is a name that comes again."""
        return low in self.given or self.words[low] >= _OFTEN or (low in self.capitalized and self.words[low] > 1)

    @property
    def capitalized(self) -> set[str]:
        """The names in small letters."""
        return {name.lower() for name in self.names}


def learn(paragraphs: Iterable[Paragraph]) -> Vocabulary:
    """What these paragraphs teach."""
    words: Counter[str] = Counter()
    names: Counter[str] = Counter()
    for one in paragraphs:
        for token in one.tokens:
            if token.kind != WORD:
                continue
            words[bare(token.low)] += 1
            if not token.opens and token.text[0].isupper() and token.text != "I":
                names[bare(token.text.replace("’", "'"))] += 1
    return Vocabulary(words, names)


def given(names: Iterable[str]) -> Vocabulary:
    """A vocabulary of names that somebody gave: every word of them."""
    return Vocabulary(
        given=frozenset(bare(token.low) for name in names for token in tokens(name) if token.kind == WORD)
    )


def bare(word: str) -> str:
    """A word without the 's of possession and without a contraction's tail, when it is a name's or a noun's."""
    for tail in ("'s", "'d", "'ll", "'re", "'ve"):
        if word.endswith(tail) and len(word) > len(tail):
            return word[: -len(tail)]
    return word.removesuffix("'")
