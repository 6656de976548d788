"""Any source to blocks: Markdown, HTML or plain text. The blocks have no ids yet; `aligning.keep_ids` gives them."""

from feuilleton.kit.prose import cleaning, inline, markdown, plaintext
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.inline import Run
from feuilleton.kit.text import tidy

FORMATS = ("markdown", "html", "text")


def from_source(source: str, format: str) -> list[Block]:
    """The blocks of a source in one of `FORMATS`; any other is a ValueError."""
    readers = {"markdown": from_markdown, "html": from_html, "text": from_text}
    if format not in readers:
        raise ValueError(f"{format} is none of {', '.join(FORMATS)}.")
    return readers[format](source)


def from_markdown(source: str) -> list[Block]:
    """The blocks of the Markdown that `markdown` describes."""
    return cleaning.blocks(markdown.to_html(source))


def from_html(source: str) -> list[Block]:
    """The blocks of any HTML, document or fragment, however broken."""
    return cleaning.blocks(source)


def from_text(source: str) -> list[Block]:
    """The blocks of plain text. Only white space and signs of emphasis vanish; a scene break keeps its signs."""
    source = tidy(source)
    made = (_block(source[span.start : span.end], span.kind) for span in plaintext.paragraphs(source))
    return [block for block in made if block.html or block.kind == "scene_break"]


def _block(text: str, kind: str) -> Block:
    if kind == "scene_break":
        return Block("", kind, "", ornament=" ".join(text.split()))
    if kind == "verse":
        return Block("", kind, inline.write(_verse(text), indented=True))
    return Block("", kind, inline.write(plaintext.emphasized(plaintext.unwrap(text))))


def _verse(text: str) -> list[Run]:
    runs: list[Run] = []
    for line in text.split("\n"):
        indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
        runs += [("\n", inline.PLAIN)] if runs else []
        runs += [("\u00a0" * indent, inline.PLAIN), *plaintext.emphasized(line.strip())]
    return runs
