"""Putting something after paragraphs of a chapter that is drawn already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping

# Each block of a text is an element of its own, on a line of its own, with its id first (`kit/prose/rendering.py`).
_BLOCK = re.compile(r'^(?=<\w+ id="b-)', re.MULTILINE)
_ID = re.compile(r'<\w+ id="b-(\w+)"')


def ids(html: str) -> list[str]:
    """The ids of the text's blocks, in order."""
    return re.findall(r'^<\w+ id="b-(\w+)"', html, re.MULTILINE)


def woven(html: str, after: Mapping[str, Markup]) -> Markup:
    """The text with these pieces after the blocks that they are for."""
    written = []
    for element in _BLOCK.split(html):
        written.append(element.rstrip("\n"))
        found = _ID.match(element)
        if found and found[1] in after:
            written.append(str(after[found[1]]))
    return Markup("\n".join(filter(None, written)))  # noqa: S704 – drawn by us, from blocks and by our own templates
