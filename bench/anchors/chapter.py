"""A chapter of 510,000 characters, what its author makes of it in a revision, and 2,000 notes of its readers."""

from __future__ import annotations

import random
from collections.abc import Sequence

from feuilleton.kit.prose import aligning
from feuilleton.kit.prose.anchoring import Anchor, Describer
from feuilleton.kit.prose.blocks import Block

CHARACTERS = 510_000
NOTES = 2_000
_PARTS = [
    part.split("|")
    for part in (
        "Marit|The pilot|Old Hanne|Her brother|The woman from the mill|Captain Roe|Somebody|The child|Ansel|He|She",
        "carried|left|counted|hid|mended|forgot|described|sold|washed|found|asked after|kept|burned|painted|returned",
        "the blue lamp|a coil of rope|the letter|eleven spoons|the harbor ledger|his coat|a jar of honey|two loaves"
        "|the stolen oar|the second key|a song about herring|the broken clock|a map of the shoals|an umbrella",
        "behind the chapel|under the stairs|by the sluice|on the ferry|in the cold kitchen|at the end of the mole"
        "|between the boats|in the attic|below the lighthouse|near the pump|beside the fire|across the marsh",
        "before the rain|that Tuesday|while nobody looked|after the third bell|in spite of everything|until it was dark"
        "|for the last time|and said nothing|as her mother had|without a light|with both hands|and then slept",
    )
]
_SLIPS = [(" the ", " teh "), ("ed ", " "), (" the", "the"), (".", ",")]


def revised() -> tuple[list[Block], list[Block], list[Anchor]]:
    """The chapter, its revision, and the notes on the first. The same each time but for the ids."""
    chance = random.Random(510)  # noqa: S311
    paragraphs: list[str] = []
    size = 0
    while size < CHARACTERS:
        paragraphs.append(_paragraph(chance))
        size += len(paragraphs[-1])
    old = aligning.keep_ids([], _blocks(paragraphs))
    new = aligning.keep_ids(old, _blocks(_edited(paragraphs, chance)))
    return old, new, _notes(old, chance)


def _blocks(paragraphs: Sequence[str]) -> list[Block]:
    return [Block("", "paragraph", paragraph) for paragraph in paragraphs]


def _paragraph(chance: random.Random) -> str:
    return " ".join(_sentence(chance) for _ in range(chance.choice([1, 1, 2, 2, 3, 3, 4])))


def _sentence(chance: random.Random) -> str:
    return f"{' '.join(chance.choice(part) for part in _PARTS)}."


def _edited(paragraphs: Sequence[str], chance: random.Random) -> list[str]:
    """One paragraph in twelve is touched: words corrected or changed, sentences written anew, parted, joined, moved."""
    after: list[str] = []
    waiting: list[str] = []
    for paragraph in paragraphs:
        fate = chance.random()
        sentences = paragraph.split(". ")
        if fate < 0.03:
            after.append(paragraph.replace(*chance.choice(_SLIPS), 1))
        elif fate < 0.045:
            after.append(". ".join([_sentence(chance)[:-1], *sentences[1:]]))
        elif fate < 0.055 and len(sentences) > 1:
            after += [f"{sentences[0]}.", ". ".join(sentences[1:])]
        elif fate < 0.06 and after:
            after[-1] = f"{after[-1]} {paragraph}"
        elif fate < 0.065:
            waiting.append(paragraph)
        elif fate < 0.07:
            after += [_paragraph(chance), paragraph]
        elif fate < 0.075:
            after.append(_paragraph(chance))
        elif fate >= 0.08:
            after.append(paragraph)
        if waiting and chance.random() < 0.01:
            after.append(waiting.pop())
    return after + waiting


def _notes(old: Sequence[Block], chance: random.Random) -> list[Anchor]:
    describer = Describer(old)
    notes = []
    for _ in range(NOTES):
        place = chance.randrange(len(old))
        text = describer.text(place)
        starts = [0, *(at + 1 for at, sign in enumerate(text) if sign == " ")]
        first = chance.randrange(len(starts))
        last = min(len(starts) - 1, first + chance.randint(0, 12))
        end = starts[last + 1] - 1 if last + 1 < len(starts) else len(text)
        notes.append(describer.describe(old[place].id, starts[first], old[place].id, end))
    return notes
