"""The text that is measured: a chapter of the demonstration, about 3,500 words, a far longer one, and reviews."""

from __future__ import annotations

import random
import re
from pathlib import Path

WORDS = 3_500
WORDS_OF_A_REVIEW = 40
_STORIES = Path(__file__).parents[1] / "feuilleton/ops/demonstration"


def chapter() -> str:
    """Markdown of about 3,500 words: the chapters of the demonstration's longest English story, cut at a paragraph."""
    paragraphs = []
    count = 0
    for paragraph in _paragraphs("salt-wages"):
        paragraphs.append(paragraph)
        count += len(paragraph.split())
        if count >= WORDS:
            return "\n\n".join(paragraphs)
    raise RuntimeError("The demonstration's stories are shorter than what is measured.")


def reviews(count: int) -> list[str]:
    """So many different reviews of about forty words: sentences of another of its stories, forty words after forty."""
    words = [word for paragraph in _paragraphs("what-haydee-kept") for word in paragraph.split()]
    made = [" ".join(words[at : at + WORDS_OF_A_REVIEW]) for at in range(0, len(words), WORDS_OF_A_REVIEW)]
    if len(made) < count:
        raise RuntimeError("The demonstration's stories are shorter than what is measured.")
    return made[:count]


def long_chapter(characters: int) -> list[str]:
    """Paragraphs of so many characters in all, no two alike: sentences of the demonstration's stories, drawn by lot."""
    whole = [*_paragraphs("salt-wages"), *_paragraphs("what-haydee-kept")]
    sentences = [one for paragraph in whole for one in re.split(r"(?<=[.?!’]) ", paragraph) if one[0].isalpha()]
    lot, made, count = random.Random(510), [], 0  # noqa: S311 – the same text at each run
    while count < characters:
        made.append(" ".join(lot.sample(sentences, lot.randint(2, 8)))[: characters - count])
        count += len(made[-1])
    return made


def _paragraphs(story: str) -> list[str]:
    return [
        paragraph
        for file in sorted(_STORIES.glob(f"{story}/*.md"))
        for paragraph in file.read_text().split("\n---\n", 1)[-1].strip().split("\n\n")
    ]
