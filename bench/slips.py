"""Proofreading: a hundred slips made at chance places of clean prose, how many are found, and what else is observed.

The slips are made by this file alone, which knows nothing of the rules that look for them.
"""

from __future__ import annotations

import os
import random
import re
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from feuilleton.kit.prose.blocks import Block

EACH = 20
APART = 120  # signs between two slips at the least
LONG = 10_000  # words of the chapter that time is taken for
STORIES = ("cold-hythe", "what-haydee-kept")
_TOLD = Path(__file__).parents[1] / "feuilleton/ops/demonstration"
_WRITTEN = Path(__file__).with_name("prose")  # written for this, after the rules
_WORD = re.compile(r"(?<![\w’'-])[A-Za-z][a-z]*(?![\w’'-])")
_TAKEN = (
    "their/there to/too of/off form/from were/where then/than loose/lose on/in an/and he/the it/is at/as his/is for/or"
)
_SMALL = {
    "the",
    "a",
    "of",
    "to",
    "in",
    "on",
    "at",
    "by",
    "for",
    "with",
    "and",
    "or",
    "he",
    "she",
    "it",
    "his",
    "her",
    "that",
}
_SMALL |= {"was", "is", "had", "be", "not", "from", "but", "they", "an"}


@dataclass(frozen=True)
class Slip:
    """A slip of a kind, at a place of the text that has it."""

    kind: str
    start: int
    end: int
    was: str


def measure(*, rounds: int, seconds: float) -> dict[str, Any]:
    """`found_by_kind`: of twenty each. `false_alarms_per_1000_words`: whatever is observed in the clean text."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    texts = [prose(file) for story in STORIES for file in sorted((_TOLD / story).glob("*.md"))]
    texts += [file.read_text().strip() for file in sorted(_WRITTEN.glob("*.txt"))]
    clean = "\n\n".join(texts)
    words = len(clean.split())
    spoiled, slips = spoil(clean, random.Random(1))  # noqa: S311
    found = Counter(slip.kind for slip in slips if slip in set(found_in(spoiled, slips)))
    alarms = sum(len(observed(text)) for text in texts)
    return {
        "slips": len(slips),
        "found": sum(found.values()),
        "found_by_kind": {kind: found[kind] for kind in MAKERS},
        "false_alarms_per_1000_words": round(alarms / words * 1000, 2),
        "words": words,
        "ms_per_chapter": _milliseconds(clean, rounds),
    }


def prose(file: Path) -> str:
    """The paragraphs of a chapter of the demonstration, parted by blank lines, as plain text."""
    from feuilleton.kit.prose import sources

    blocks = sources.from_markdown(file.read_text().split("\n---\n", 1)[-1])
    return "\n\n".join(block.text.replace("\n", " ") for block in blocks if block.kind in ("paragraph", "quotation"))


def spoil(text: str, chance: random.Random) -> tuple[str, list[Slip]]:
    """The text with `EACH` slips of each kind, and where they are in it."""
    wanted = [kind for kind in MAKERS for _ in range(EACH)]
    chance.shuffle(wanted)
    taken: list[tuple[int, int, str, str]] = []
    places = list(_WORD.finditer(text))
    for kind in wanted:
        for _ in range(10_000):
            place = chance.choice(places)
            if any(abs(place.start() - start) < APART for start, *_rest in taken):
                continue
            made = MAKERS[kind](place[0], chance)
            if made is not None and made != place[0] and not (made == "" and text[place.end()] != " "):
                taken.append((place.start(), place.end(), made, kind))
                break
    pieces, slips, at, length = [], [], 0, 0
    for start, end, made, kind in sorted(taken):
        length += start - at
        pieces += [text[at:start], made]
        slips.append(Slip(kind, length, length + len(made), text[start:end]))
        length += len(made)
        at = end + (made == "")  # the blank behind a word goes with it
    return "".join([*pieces, text[at:]]), slips


def _lost(word: str, chance: random.Random) -> str | None:
    at = chance.randrange(len(word))
    return word[:at] + word[at + 1 :] if len(word) > 2 else None


def _swapped(word: str, chance: random.Random) -> str | None:
    at = chance.randrange(max(1, len(word) - 1))
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :] if len(word) > 2 and at + 1 < len(word) else None


def _another(word: str, chance: random.Random) -> str | None:
    others = [pair.split("/") for pair in _TAKEN.split()]
    meant = [b if word == a else a for a, b in others if word in (a, b)]
    return chance.choice(meant) if meant else None


def _doubled(word: str, chance: random.Random) -> str | None:
    return f"{word} {word}" if word.islower() else None


def _missing(word: str, chance: random.Random) -> str | None:
    return "" if word in _SMALL else None


MAKERS: dict[str, Callable[[str, random.Random], str | None]] = {
    "letter lost": _lost,
    "letters swapped": _swapped,
    "another small word": _another,
    "word doubled": _doubled,
    "word missing": _missing,
}


def observed(text: str) -> list[tuple[str, int, int, str]]:
    """What proofreading says of a text: check, start and end in the text, and the quote."""
    from feuilleton.proofreading import reading

    blocks, starts = _blocks(text)
    found = reading.read(blocks, language="en")
    return [
        (one.check, starts[one.place.block] + one.place.start, starts[one.place.block] + one.place.end, one.place.quote)
        for one in found
    ]


def found_in(text: str, slips: Iterable[Slip]) -> list[Slip]:
    """The slips that something was observed at, a word before or behind it counted as there."""
    said = [(start, end) for _check, start, end, _quote in observed(text)]
    return [slip for slip in slips if any(start <= slip.end + 8 and end >= slip.start - 8 for start, end in said)]


def _blocks(text: str) -> tuple[list[Block], dict[str, int]]:
    from feuilleton.kit.prose.blocks import Block
    from feuilleton.kit.prose.inline import write

    blocks, starts, at = [], {}, 0
    for number, paragraph in enumerate(text.split("\n\n")):
        blocks.append(Block(str(number), "paragraph", write([(paragraph, ())])))
        starts[str(number)] = at
        at += len(paragraph) + 2
    return blocks, starts


def _milliseconds(text: str, rounds: int) -> int:
    from feuilleton.proofreading import reading

    blocks, _ = _blocks(" ".join([text] * 3))
    words, kept = 0, []
    for block in blocks:
        kept.append(block)
        words += len(block.text.split())
        if words >= LONG:
            break
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        reading.read(kept, language="en")
        times.append(time.perf_counter() - started)
    return round(sorted(times)[len(times) // 2] * 1000)
