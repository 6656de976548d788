"""The text that is measured: a chapter of the demonstration, about 3,500 words, and reviews of about forty."""

from __future__ import annotations

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


def _paragraphs(story: str) -> list[str]:
    return [
        paragraph
        for file in sorted(_STORIES.glob(f"{story}/*.md"))
        for paragraph in file.read_text().split("\n---\n", 1)[-1].strip().split("\n\n")
    ]
