"""Putting other words in the place of some within a block, its formats left as they are."""

import html
import re
from dataclasses import replace as _with

from feuilleton.kit.prose import inline
from feuilleton.kit.prose.blocks import Block

_PIECE = re.compile(r'<(?:[^>"]|"[^"]*")*>|&(?:#\d+|#x[\da-fA-F]+|\w+);|[^<&]|&', re.DOTALL)
_ENDS = ("</p>", "</li>")
_BEGINS = ("<p", "<li")


def replace(block: Block, start: int, end: int, words: str) -> Block:
    """The block with `words` where the code points from `start` to `end` of its text were.

    The new words are set as the first of the old ones were (as those before it where nothing is taken out). Raises
    ValueError for a place that is not in the text, or that reaches over the end of a paragraph or an item within it.
    """
    pieces = _pieces(block)
    if not 0 <= start <= end <= sum(width for _piece, width, _ends in pieces):
        raise ValueError(f"{start} to {end} is no place in this block.")
    written: list[str] = []
    at = 0
    is_put = False
    for piece, width, is_end in pieces:
        inside = width > 0 and start <= at < end
        if inside and is_end:
            raise ValueError("What is taken out reaches over the end of a paragraph.")
        if not is_put and (at == start and (inside or (width > 0 and start == end))):
            written.append(inline.escape(words).replace("\n", "<br>"))
            is_put = True
        if not inside:
            written.append(piece)
        at += width
    if not is_put:
        written = _put_last(written, inline.escape(words))
    return _with(block, html="".join(written))


def _pieces(block: Block) -> list[tuple[str, int, bool]]:
    """The HTML piece by piece: each with how many code points of `Block.text` it stands for, and whether it ends a part
    of the block (a paragraph of a quotation, an item of a list)."""
    found = _PIECE.findall(block.html)
    pieces = []
    for place, piece in enumerate(found):
        following = found[place + 1] if place + 1 < len(found) else ""
        if piece == "<br>":
            pieces.append((piece, 1, False))
        elif (piece in _ENDS and following.startswith(_BEGINS)) or piece in ("<rt>", "</rt>"):
            pieces.append((piece, 1, True))
        elif piece.startswith("<"):
            pieces.append((piece, 0, False))
        else:
            pieces.append((piece, len(html.unescape(piece)), False))
    return pieces


def _put_last(written: list[str], words: str) -> list[str]:
    """At the very end of the text, before whatever tags close there."""
    last = len(written)
    while last and written[last - 1].startswith("</"):
        last -= 1
    return [*written[:last], words, *written[last:]]
