"""Blocks to the Markdown that gives the same blocks again: what an author edits of a text that came as something else.

What Markdown has no sign for is written as the HTML it is.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from feuilleton.kit.prose import breaks, inline, markdown, rendering, sources
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.prose.inline import Format, Run, Tag
from feuilleton.kit.prose.normalising import IMAGE_SIGN

_MARKS = {"em": "*", "strong": "**"}
_INNER = re.compile(r'<(?:p|li)(?: value="(\d+)")?>(.*?)</(?:p|li)>')
_REL = re.compile(r' rel="[^"]*"')
_HREF = re.compile(r' href="([^"]*)"')
_PLAIN_ADDRESS = re.compile(r"(?:https?://|mailto:|#)(?:[\w/?#@!$+,;=%.~:-]|&(?!#?\w+;))*", re.ASCII)
_SIGNS = re.compile(r"[\\*]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/]|[^\s<>]*@)|&(?=#?\w+;)|\](?=\(|$)")
_BRACKETS = re.compile(r"(?<!\\)[\[\]]")
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|>|[-+](?=\s|$)|\|(?= |$)|\{(?= ?(?:lang|dir)=)")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_LETTER = re.compile(r"[^\W_]")
_CLOSING_SIGNS = re.compile(r"#+$")


def to_markdown(blocks: Iterable[Block]) -> str:
    """The Markdown that `sources.from_markdown` makes these blocks of; their ids `aligning.keep_ids` gives back."""
    blocks = list(blocks)
    repeated = breaks.again(block.ornament for block in blocks if block.kind == "scene_break")
    written: list[str] = []
    bullets = ""
    for block in blocks:
        bullets = _other_bullets(bullets, block.ordered) if block.kind == "list" else ""
        text = _block(block, repeated, bullets)
        said = " ".join(f"{name}={value}" for name, value in (("lang", block.lang), ("dir", block.dir)) if value)
        written.append(f"{{{said}}}\n{text}" if said and not (block.kind == "list" and text.startswith("<")) else text)
    return "\n\n".join(filter(None, written))


def _block(block: Block, repeated: set[str], bullets: str) -> str:
    match block.kind:
        case "scene_break":
            return _scene_break(block.ornament, repeated)
        case "quotation":
            return "\n>\n".join(_prefixed(html, "> ", "> ") for _, html in _INNER.findall(block.html))
        case "list":
            return _list(block, bullets)
        case "verse":
            return "\n".join(f"| {_indented(line)}" for line in _marked(block.html).split("\n"))
        case "heading":
            return _CLOSING_SIGNS.sub(r"\\\g<0>", _prefixed(block.html, "## ", ""))
    return _image(block.html) or _prefixed(block.html, "", "")


def _scene_break(ornament: str, repeated: set[str]) -> str:
    # In Markdown a backslash or an ampersand would begin another sign.
    is_plain = "\\" not in ornament and "&" not in ornament
    comes_again = is_plain and breaks.is_weak(ornament) and breaks.is_break(ornament, repeated)
    return ornament if comes_again or _is_seen(ornament) else f"<hr{inline.attribute('data-ornament', ornament)}>"


@lru_cache(maxsize=1024)
def _is_seen(ornament: str) -> bool:
    return sources.from_markdown(ornament) == [Block("", "scene_break", "", ornament=ornament)]


def _other_bullets(last: str, ordered: bool) -> str:
    """Two lists in a row would be one, were their signs alike."""
    usual, other = (".", ")") if ordered else ("-", "+")
    return other if last == usual else usual


def _list(block: Block, bullets: str) -> str:
    items = _INNER.findall(block.html)
    first = int(items[0][0] or 1) if items else 1
    if first > 99 or any(value for value, _ in items[1:]):
        return rendering.render([block])
    written = []
    for number, (_, html) in enumerate(items, first):
        # A number of three figures or more would be a year that begins a sentence.
        sign = f"{min(number, 99)}{bullets} " if block.ordered else f"{bullets} "
        written.append(_prefixed(html, sign, " " * len(sign)))
    return "\n".join(written)


def _image(html: str) -> str:
    runs = inline.read(html)
    text, format = runs[0]
    name = text.removeprefix(f"{IMAGE_SIGN} ")
    if len(runs) > 1 or name == text or [tag for tag, _ in format] != ["a"]:
        return ""
    address = _address(format[0])
    return f"![{name}]({address})" if address and _escaped(name, in_link=True) == name else ""


def _prefixed(html: str, first: str, then: str) -> str:
    prefixes = [first, *[then] * html.count("<br>")]
    lines = _marked(html).split("\n")
    if any(map(_is_taken_for_break, lines, prefixes)):
        lines = _marked(html, stars=False).split("\n")
    return "\\\n".join(prefix + _as_text(line, prefix) for line, prefix in zip(lines, prefixes, strict=True))


def _is_taken_for_break(line: str, prefix: str) -> bool:
    return markdown.is_scene_break(line) or markdown.is_scene_break(prefix + line)


def _indented(line: str) -> str:
    words = line.lstrip("\u00a0")
    return " " * (len(line) - len(words)) + words


def _as_text(line: str, prefix: str) -> str:
    """The line, kept from being taken for more than a line of text."""
    if _is_taken_for_break(line, prefix):
        at = found.start() if (found := _LETTER.search(line)) else 0
        line = f"{line[:at]}&#{ord(line[at])};{line[at + 1 :]}"
    if _LINE_START.match(line):
        return f"\\{line}"
    return _NUMBERED.sub(r"\1\\\2", line, count=1) if _NUMBERED.match(line) else line


@dataclass(slots=True)
class _Piece:
    """Text, or a tag's beginning or end with the place of its other half."""

    text: str
    tag: Tag | None = None
    begins: bool = False
    other: int = -1

    @property
    def is_mark(self) -> bool:
        return self.tag is not None and self.tag[0] in _MARKS


def _marked(html: str, *, stars: bool = True) -> str:
    """The inline HTML as Markdown, with `\\n` for a line break."""
    pieces = _pieces(inline.read(html))
    for place, piece in enumerate(pieces):
        if stars and piece.is_mark and piece.begins and _may_be_signs(pieces, place, piece.other):
            piece.text = pieces[piece.other].text = _MARKS[piece.tag[0]] if piece.tag else ""
    return "".join(piece.text for piece in pieces)


def _pieces(runs: Sequence[Run]) -> list[_Piece]:
    pieces: list[_Piece] = []
    open_tags: Format = ()
    begun: list[int] = []

    def close(down_to: int) -> None:
        for tag in reversed(open_tags[down_to:]):
            start = begun.pop()
            pieces[start].other = len(pieces)
            pieces.append(_Piece(_end(tag), tag, other=start))

    for text, format in runs:
        shared = inline.shared(open_tags, format)
        close(len(shared))
        for tag in format[len(shared) :]:
            if tag[0] == "a" and pieces and pieces[-1].text.endswith("!"):
                pieces[-1].text = f"{pieces[-1].text[:-1]}\\!"
            begun.append(len(pieces))
            pieces.append(_Piece(_beginning(tag), tag, begins=True))
        pieces.append(_Piece(_escaped(text, in_link=any(tag[0] == "a" for tag in format))))
        open_tags = format
    close(0)
    return pieces


def _beginning(tag: Tag) -> str:
    if tag[0] == "a" and _address(tag):
        return "["
    return f"<{tag[0]}{_REL.sub('', tag[1])}>"


def _end(tag: Tag) -> str:
    address = _address(tag) if tag[0] == "a" else ""
    return f"]({address})" if address else f"</{tag[0]}>"


def _address(tag: Tag) -> str:
    """The address of a link, if Markdown would take it as it is."""
    found = _HREF.search(tag[1])
    address = unescape(found[1]) if found else ""
    return address if _PLAIN_ADDRESS.fullmatch(address) else ""


def _escaped(text: str, *, in_link: bool) -> str:
    text = _SIGNS.sub(r"\\\g<0>", text)
    return _BRACKETS.sub(r"\\\g<0>", text) if in_link else text


def _may_be_signs(pieces: Sequence[_Piece], start: int, end: int) -> bool:
    """Whether `*` says here what the tag says: CommonMark's rule of flanks, and no other stars right beside."""
    inside = "".join(piece.text for piece in pieces[start + 1 : end])
    before = pieces[start - 1] if start else None
    if pieces[start + 1].is_mark or pieces[end - 1].is_mark or (before and before.is_mark and not before.begins):
        return False
    outer_before = before.text[-1:] if before else ""
    outer_after = pieces[end + 1].text[:1] if end + 1 < len(pieces) else ""
    return _flanks(outer_before, inside[0]) and _flanks(outer_after, inside[-1])


def _flanks(outside: str, inside: str) -> bool:
    if isWhiteSpace(ord(inside)):
        return False
    return not _is_sign(inside) or not outside or isWhiteSpace(ord(outside)) or outside == "\n" or _is_sign(outside)


def _is_sign(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)
