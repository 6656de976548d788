"""Blocks to what is read: a chapter's HTML, and its plain text."""

from collections.abc import Iterable

from feuilleton.kit import languages
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.inline import attribute

_TAGS = {"paragraph": "p", "heading": "h2", "quotation": "blockquote", "verse": "p", "image": "p"}
_CLASSES = {"verse": "verse", "image": "image"}
_OPENING = "「『（"


def render(blocks: Iterable[Block]) -> str:
    """The HTML of the blocks, an element each, to stand inside any `<div>`. Where a block has an id it is `b-<id>`.

    A block's element keeps the directions of its text to itself (a paragraph's end ends every embedding, by the
    Unicode algorithm), so unbalanced direction signs are left as they are: they spoil no other paragraph.
    """
    return "\n".join(map(_element, blocks))


def plain(blocks: Iterable[Block]) -> str:
    """The plain text of the blocks, without emphasis, parted by blank lines; a scene break is `* * *`."""
    return "\n\n".join(_as_text(block) for block in blocks)


def _element(block: Block) -> str:
    attributes = attribute("id", f"b-{block.id}" if block.id else "") + attribute("class", _class(block))
    if block.kind == "scene_break":
        return f"<hr{attributes}{attribute('data-ornament', block.ornament)}>"
    dir = block.dir or (languages.direction(block.lang) if block.lang else "")
    tag = ("ol" if block.ordered else "ul") if block.kind == "list" else _TAGS[block.kind]
    return f"<{tag}{attributes}{attribute('lang', block.lang)}{attribute('dir', dir)}>{block.html}</{tag}>"


def _class(block: Block) -> str:
    # Chinese and Japanese set a paragraph that begins with an opening bracket without an indent.
    if block.kind == "paragraph" and block.html.startswith(tuple(_OPENING)):
        return "speech"
    return _CLASSES.get(block.kind, "")


def _as_text(block: Block) -> str:
    if block.kind == "scene_break":
        return "* * *"
    lines = block.text.split("\n")
    if block.kind == "quotation":
        return "\n\n".join(f"    {line}" for line in lines)
    if block.kind == "list":
        return "\n".join(_item(number, line, block.ordered) for number, line in enumerate(lines, 1))
    return "\n".join(lines)


def _item(number: int, line: str, ordered: bool) -> str:
    return f"{number}. {line}" if ordered else f"- {line}"
