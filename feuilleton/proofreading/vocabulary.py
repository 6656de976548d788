"""The words that a story makes its own: names, invented words, spellings it chose; and what it says of people."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from feuilleton.proofreading import spellings, traits
from feuilleton.proofreading.tokens import WORD, bare, tokens

if TYPE_CHECKING:
    from collections.abc import Iterable

    from feuilleton.proofreading.finding import Passage
    from feuilleton.proofreading.paragraphs import Paragraph
    from feuilleton.proofreading.traits import Trait

_OFTEN: Final = 3


@dataclass(slots=True)
class Vocabulary:
    """How often a story writes its own words (in small letters) and its names (as written), and where each first is.

    Kept of a chapter are words that no list has, compounds, and words that can be spelled in two ways. `given` are
    words that need no learning: the names in the story's tags.
    """

    words: Counter[str] = field(default_factory=Counter)
    names: Counter[str] = field(default_factory=Counter)
    places: dict[str, Passage] = field(default_factory=dict)
    traits: tuple[Trait, ...] = ()
    given: frozenset[str] = frozenset()

    def __add__(self, other: Vocabulary) -> Vocabulary:
        return Vocabulary(
            self.words + other.words,
            self.names + other.names,
            other.places | self.places,
            self.traits + other.traits,
            self.given | other.given,
        )

    def is_own(self, low: str) -> bool:
        """Whether the story knows this word: it was given, or is written often."""
        return low in self.given or self.words[low] >= _OFTEN

    def small_names(self) -> set[str]:
        """The names in small letters."""
        return {name.lower() for name in self.names}


def learn(paragraphs: Iterable[Paragraph], language: str, chapter: int | None = None) -> Vocabulary:
    """What these paragraphs teach. `chapter` is the position that its passages are said to be in."""
    read = [one for one in paragraphs if not one.is_foreign]
    learned = Vocabulary()
    told: list[Trait] = []
    for one in read:
        for low, first, last in spellings.worth_keeping(one.tokens, language):
            learned.words[low] += 1
            if low not in learned.places:
                learned.places[low] = one.passage(first.start, last.end, chapter)
        for token in one.tokens:
            if token.kind == WORD and not token.opens and token.text[0].isupper() and token.text != "I":
                name = bare(token.text.replace("’", "'"))
                learned.names[name] += 1
                if name not in learned.places:
                    learned.places[name] = one.passage(token.start, token.start + len(name), chapter)
        if language == "en":
            told += traits.told(one, chapter)
    _count_closed(read, learned, chapter)
    learned.traits = tuple(told)
    return learned


def _count_closed(read: Iterable[Paragraph], learned: Vocabulary, chapter: int | None) -> None:
    """Count what the chapter also writes with a hyphen: `email` beside `e-mail`."""
    closed = {low.replace("-", "") for low in learned.words if "-" in low} - learned.words.keys()
    for one in read if closed else ():
        for token in one.tokens:
            if token.low in closed:
                learned.words[token.low] += 1
                learned.places.setdefault(token.low, one.passage(token.start, token.end, chapter))


def given(names: Iterable[str]) -> Vocabulary:
    """A vocabulary of names that somebody gave: every word of them."""
    words = (token for name in names for token in tokens(name) if token.kind == WORD)
    return Vocabulary(given=frozenset(bare(token.low) for token in words))
