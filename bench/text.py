"""The text that is measured: a chapter of the demonstration, about 3,500 words."""

from __future__ import annotations

from pathlib import Path

WORDS = 3_500
_STORIES = Path(__file__).parents[1] / "feuilleton/ops/demonstration"


def chapter() -> str:
    """Markdown of about 3,500 words: the chapters of the demonstration's longest English story, cut at a paragraph."""
    paragraphs = []
    count = 0
    for file in sorted(_STORIES.glob("salt-wages/*.md")):
        for paragraph in file.read_text().split("\n---\n", 1)[-1].strip().split("\n\n"):
            paragraphs.append(paragraph)
            count += len(paragraph.split())
            if count >= WORDS:
                return "\n\n".join(paragraphs)
    raise RuntimeError("The demonstration's stories are shorter than what is measured.")
