"""What a chapter's text is: a list of blocks, each with an id that stays with it from revision to revision."""

import html
import re
import secrets
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

Packed = dict[str, Any]  # a block as JSON keeps it

KINDS = ("paragraph", "heading", "scene_break", "quotation", "list", "verse", "image")
_ID_SIGNS = "abcdefghijklmnopqrstuvwxyz0123456789"
_ID_LENGTH = 8
_LINE_END = re.compile(r"<br>|</p>(?=<p)|</li>(?=<li)")
_TAG = re.compile(r'<(?:[^>"]|"[^"]*")*>')


@dataclass(frozen=True, slots=True)
class Block:
    """One block. Its html is clean and made by this package alone; whoever has author's HTML calls `sources`.

    `html` is the inner HTML: of a quotation its `<p>`s, of a list its `<li>`s, of verse its lines parted by `<br>`,
    of a scene break nothing. An image's is a link to it: remote pictures are not shown.
    """

    id: str
    kind: str
    html: str
    lang: str = ""
    dir: str = ""
    ornament: str = ""
    ordered: bool = False

    @property
    def text(self) -> str:
        """The plain text; lines of verse, items and inner paragraphs parted by newlines. A scene break has none."""
        if "<" not in self.html:
            return html.unescape(self.html)
        lines = _LINE_END.sub("\n", self.html).replace("<rt>", "(").replace("</rt>", ")")
        return html.unescape(_TAG.sub("", lines))


def new_id() -> str:
    """A fresh block id: eight signs of a–z and 0–9 (41 bits, unique within a chapter's history by `aligning`)."""
    return "".join(secrets.choice(_ID_SIGNS) for _ in range(_ID_LENGTH))


def pack(blocks: Iterable[Block]) -> list[Packed]:
    """The blocks as JSON keeps them; what is empty is left out."""
    return [{name: value for name, value in asdict(block).items() if value} for block in blocks]


def unpack(packed: Iterable[Packed]) -> list[Block]:
    """The blocks out of what `pack` made."""
    return [Block(**{"id": "", "html": "", **fields}) for fields in packed]
