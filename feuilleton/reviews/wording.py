"""The words of a review: what was typed, bounded and cleaned. All of it is done before a transaction begins."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from hashlib import blake2b

from django.utils.translation import gettext as _

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import breaks, inline, rendering, sources
from feuilleton.kit.prose.blocks import Block
from feuilleton.reviews import spoiling

LONGEST = 10_000
_TELLING = 40  # letters: shorter words are often the same, "I could not stop reading"
# A paragraph on one line, of letters and of signs that never are markup: a test holds that it is read the same.
_PLAIN = re.compile(r"[“‘\"']?[^\W\d_](?:[^\W_]|[.,;:!?'\"’‘“”…—–()/%-]| (?! |$))*")
_HREF, _ADDRESS = re.compile(r'\bhref="([^"]*)"'), re.compile(r"https?://[^\s<>()\[\]]+")
_NO_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """`source`: Markdown as it was typed; `html`: clean; `key`: the same for the same words, None for a few."""

    source: str
    html: str
    key: str | None

    @property
    def have_links(self) -> bool:
        return "<a " in self.html or "http://" in self.source or "https://" in self.source

    @property
    def targets(self) -> set[str]:
        """What their links lead to, or seem to."""
        return {*_HREF.findall(self.html), *_ADDRESS.findall(self.source)}


def compose(typed: str) -> Words:
    """The words that were typed. Raises Refusal when there are none, or more than 10,000 letters."""
    source = text.tidy(typed).strip()
    if not source:
        raise Refusal(_("Write something first."), field="text")
    if len(source) > LONGEST:
        raise Refusal(
            _("A review can have 10,000 letters at most; this one has %(count)s.") % {"count": f"{len(source):,}"},
            field="text",
        )
    html = _render(source)
    if not html:
        raise Refusal(_("Write something first."), field="text")
    return Words(source, html, key_of(source))


def key_of(source: str) -> str | None:
    """Sixteen signs that are the same for the same words, whatever their case and signs; None for short ones."""
    letters = _NO_WORD.sub("", source.casefold())
    return blake2b(letters.encode(), digest_size=8).hexdigest() if len(letters) >= _TELLING else None


def _render(source: str) -> str:
    return _quickly(source) or _thoroughly(source)


def _quickly(source: str) -> str:
    """The HTML of words without any markup, as most are, in a thirtieth of the time; "" for others."""
    paragraphs = source.split("\n\n")
    if not all(_PLAIN.fullmatch(one) and not breaks.is_strong(one) and not breaks.is_weak(one) for one in paragraphs):
        return ""
    return "\n".join(f"<p>{one}</p>" for one in paragraphs)


def _thoroughly(source: str) -> str:
    blocks = [_as_said(block) for block in sources.from_markdown(source)]
    if not any(block.kind == "scene_break" or not inline.is_blank(block.text) for block in blocks):
        return ""
    return spoiling.render(blocks) if spoiling.MARK in source else rendering.render(blocks)


def _as_said(block: Block) -> Block:
    # Below a chapter, a heading or a picture would pass for something of the page's own.
    if block.kind in ("heading", "image"):
        return replace(block, kind="paragraph")
    if block.kind == "scene_break" and block.ornament == spoiling.MARK:
        return Block("", "paragraph", spoiling.MARK)
    return block
