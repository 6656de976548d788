"""What an author is shown before publishing, rule by rule."""

from __future__ import annotations

from typing import Any

from feuilleton.kit.prose import aligning, sources
from feuilleton.kit.prose.blocks import Block
from feuilleton.proofreading import reading
from feuilleton.proofreading.finding import Finding


def blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text, with ids."""
    return aligning.keep_ids([], sources.from_markdown(text))


def read(text: str, *, language: str = "en", **more: Any) -> list[Finding]:
    """What is observed in a Markdown text."""
    return reading.read(blocks(text), language=language, **more)


def said(text: str, check: str = "", **more: Any) -> list[str]:
    """The passages that are pointed at, of one check or of all."""
    return [found.place.quote for found in read(text, **more) if check in ("", found.check)]
