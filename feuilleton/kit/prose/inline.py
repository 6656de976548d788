"""The inside of a block: runs of text with their formats, written as HTML in the one way that this project writes it.

Being written in one way, equal text has equal HTML, wherever it came from.
"""

import html
import re
from collections.abc import Iterable, Sequence

Tag = tuple[str, str]  # a name, and its attributes as they are written: ("a", ' href="…"')
Format = tuple[Tag, ...]  # outermost first
Run = tuple[str, Format]  # a "\n" in a run is a line break; other white space is as wide as one blank

PLAIN: Format = ()
EM: Tag = ("em", "")
STRONG: Tag = ("strong", "")

_ASCII_SPACE = re.compile(r"[ \t\r\f]+")
_PIECES = re.compile(r"\n| |[^ \n]+(?: [^ \n]+)*")
_UNSEEN = re.compile(r"[\s\u00ad\u200b-\u200f\u2060\ufeff]*")
_EDGE = " \n\u00a0"
_TAG_OR_TEXT = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^>"]|"[^"]*")*)>|([^<]+)')
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_TEXT_SIGNS = re.compile("[&<>]")


def escape(text: str) -> str:
    """The text as it is written between tags."""
    return _TEXT_SIGNS.sub(lambda sign: _ESCAPES[sign[0]], text)


def attribute(name: str, value: str) -> str:
    """` name="value"`, or nothing for an empty value."""
    return f' {name}="{escape(value).replace(chr(34), "&quot;")}"' if value else ""


def is_blank(text: str) -> bool:
    """Whether nothing of the text can be seen."""
    return _UNSEEN.fullmatch(text) is not None


def parts(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs, split wherever two line breaks or more stand together."""
    found: list[list[Run]] = [[]]
    breaks = 0
    for text, format in runs:
        for piece in _PIECES.findall(_ASCII_SPACE.sub(" ", text)):
            if piece == "\n":
                breaks += 1
            elif piece != " ":
                if breaks > 1 and found[-1]:
                    found.append([])
                breaks = 0
            found[-1].append((piece, format))
    return [part for part in found if any(not is_blank(text) for text, _ in part)]


def write(runs: Sequence[Run], *, indented: bool = False) -> str:
    """The runs as HTML: no white space at the ends, none doubled, none just inside a tag, equal neighbors in one tag.

    `indented` (verse) keeps the no-break spaces that a line begins with.
    """
    if is_blank(plain(runs)):
        return ""
    merged = _merged(_spaced(_trimmed(runs, " \n" if indented else _EDGE)))
    return _tagged([run for run in merged if run[0]])


def read(written: str) -> list[Run]:
    """The runs of HTML that `write` wrote."""
    runs: list[Run] = []
    format: list[Tag] = []
    for closing, name, attributes, text in _TAG_OR_TEXT.findall(written):
        if text:
            runs.append((html.unescape(text), tuple(format)))
        elif name == "br":
            runs.append(("\n", tuple(format)))
        elif closing:
            format.pop()
        else:
            format.append((name, attributes))
    return runs


def plain(runs: Iterable[Run]) -> str:
    """What of the runs is text."""
    return "".join(text for text, _ in runs)


def _trimmed(runs: Sequence[Run], edge: str) -> list[Run]:
    kept = [(_ASCII_SPACE.sub(" ", text), format) for text, format in runs if text]
    for end in (0, -1):
        while kept:
            text, format = kept[end]
            text = text.rstrip() if end else text.lstrip(edge)
            if text:
                kept[end] = (text, format)
                break
            kept.pop(end)
    return kept


def _spaced(runs: Iterable[Run]) -> list[Run]:
    """White space apart from words, single, and in the format that both its neighbors share."""
    spaced: list[Run] = []
    gap = ""
    for text, format in runs:
        for piece in _PIECES.findall(text):
            if piece in {" ", "\n"}:
                gap = "\n" if "\n" in (piece, gap) else " "
                continue
            if gap and spaced:
                spaced.append((gap, shared(spaced[-1][1], format)))
            gap = ""
            spaced.append((piece, format))
    return spaced


def _merged(runs: Iterable[Run]) -> list[Run]:
    merged: list[Run] = []
    for text, format in runs:
        if merged and merged[-1][1] == format:
            merged[-1] = (merged[-1][0] + text, format)
        else:
            merged.append((text, format))
    return merged


def shared(one: Format, other: Format) -> Format:
    """The tags that both formats begin with."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return one[:length]


def _tagged(runs: Iterable[Run]) -> str:
    written: list[str] = []
    open_tags: Format = ()
    for text, format in runs:
        common = len(shared(open_tags, format))
        written += [f"</{name}>" for name, _ in reversed(open_tags[common:])]
        written += [f"<{name}{attributes}>" for name, attributes in format[common:]]
        written.append(escape(text).replace("\n", "<br>"))
        open_tags = format
    written += [f"</{name}>" for name, _ in reversed(open_tags)]
    return "".join(written)
