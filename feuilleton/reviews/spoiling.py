"""Spoilers: `||hidden words||` are shown when they are asked for, by hand, by key or by ear, and without script.

Each becomes a `<details>`, which a paragraph cannot hold; so its paragraph becomes a `<div class="p">`. It may reach
over several blocks. Marks that stand apart from words on both sides, or alone, are letters like others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.kit.prose import inline, rendering

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.kit.prose.inline import Run

MARK = "||"
_MARK = re.compile(r"(?<!\|)\|\|(?!\|)")
_PART = re.compile(r"<(p|li)((?: [a-z]+=\"[^\"]*\")*)>(.*?)</\1>")
_SUMMARY = "<summary></summary>"  # its word is filled in when it is shown, in the reader's language


def render(blocks: Sequence[Block]) -> str:
    """The HTML of clean blocks, with what is hidden in `<details class="spoiler">`."""
    parts = [part for block in blocks for part in _parts(block)]
    hidden = _pairs(parts)
    rendered = (_rendered(block, [part for part in parts if part.block is block], hidden) for block in blocks)
    return "\n".join(html for html in rendered if html)


def shown(html: str) -> str:
    """The HTML with the reader's word for a spoiler, ready to be shown."""
    return html.replace(_SUMMARY, f"<summary>{inline.escape(_('Spoiler'))}</summary>") if _SUMMARY in html else html


@dataclass(frozen=True, eq=False, slots=True)
class _Part:
    """One run of text: a paragraph, a paragraph of a quotation, an item of a list."""

    block: Block
    tag: str
    attributes: str
    runs: list[Run]

    @property
    def text(self) -> str:
        return inline.plain(self.runs)


@dataclass(frozen=True, slots=True)
class _Mark:
    part: _Part
    at: int
    opens: bool
    closes: bool


def _parts(block: Block) -> list[_Part]:
    if block.kind in ("quotation", "list"):
        return [_Part(block, tag, given, inline.read(html)) for tag, given, html in _PART.findall(block.html)]
    return [_Part(block, "p", "", inline.read(block.html))]


def _marks(parts: Sequence[_Part]) -> Iterator[_Mark]:
    for part in parts:
        text = part.text
        alone = text.strip() == MARK  # a line of its own, as a fence around paragraphs
        for found in _MARK.finditer(text):
            opens = text[found.end() : found.end() + 1].strip() != ""
            closes = text[: found.start()][-1:].strip() != ""
            yield _Mark(part, found.start(), opens or alone, closes or alone)


def _pairs(parts: Sequence[_Part]) -> dict[_Part, list[tuple[int, int]]]:
    """For each part with hidden words, the places from which to which they go, their marks within."""
    hidden: dict[_Part, list[tuple[int, int]]] = {}
    opened: _Mark | None = None
    for mark in _marks(parts):
        if opened is None:
            opened = mark if mark.opens else None
        elif mark.closes:
            for part in parts[parts.index(opened.part) : parts.index(mark.part) + 1]:
                start = opened.at if part is opened.part else 0
                end = mark.at + len(MARK) if part is mark.part else len(part.text)
                hidden.setdefault(part, []).append((start, end))
            opened = None
    return hidden


def _rendered(block: Block, parts: Sequence[_Part], hidden: dict[_Part, list[tuple[int, int]]]) -> str:
    if not any(part in hidden for part in parts):
        return rendering.render([block])
    inner = "".join(_part(part, hidden.get(part, [])) for part in parts)
    if block.kind in ("quotation", "list"):
        return rendering.render([replace(block, html=inner)])
    return inner


def _part(part: _Part, hidden: Sequence[tuple[int, int]]) -> str:
    if not hidden:
        return f"<{part.tag}{part.attributes}>{inline.write(part.runs)}</{part.tag}>"
    pieces, at = [], 0
    for start, end in hidden:
        pieces += [inline.write(_between(part.runs, at, start)), _detail(_between(part.runs, start, end))]
        at = end
    pieces.append(inline.write(_between(part.runs, at, len(part.text))))
    inner = " ".join(piece for piece in pieces if piece)
    opening, closing = ('div class="p"', "div") if part.tag == "p" else (part.tag + part.attributes, part.tag)
    return f"<{opening}>{inner}</{closing}>" if inner else ""


def _detail(runs: list[Run]) -> str:
    words = inline.write(runs).replace(MARK, "")
    return f'<details class="spoiler">{_SUMMARY}<span>{words}</span></details>' if words else ""


def _between(runs: Sequence[Run], start: int, end: int) -> list[Run]:
    found, at = [], 0
    for text, format in runs:
        piece = text[max(start - at, 0) : max(end - at, 0)]
        if piece:
            found.append((piece, format))
        at += len(text)
    return found
