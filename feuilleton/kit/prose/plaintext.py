"""Plain text: where its paragraphs, verses and scene breaks begin and end, and what in it is emphasis.

Everything here speaks of places in the given text (code points), so that an importer can account for every letter.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from feuilleton.kit.prose import breaks
from feuilleton.kit.prose.inline import EM, PLAIN, STRONG, Format, Run

_LINE = re.compile(r"[^\n]+")
_MARKED = re.compile(r"(?<![\w*_])([*_]{1,2})(?=[^\s*_])((?:(?!\1)[^\n])*?[^\s*_])\1(?![\w*_])")
_LONGEST_BREAK = 250
_WIDEST_WRAP = 100
_NARROWEST_WRAP = 40
_LONGEST_VERSE_LINE = 70
_ENDS_SENTENCE = re.compile(r"[.!?…:;\"'”’»)*_-]$")
_LABEL = re.compile(r"[^\W\d_][\w' /&-]{0,24} ?[:：]")
_OPENS_SPEECH = tuple("\"'“‘«»„—–-「『")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_UNSPACED = re.compile("[\u3000-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text: `text[start:end]`. `kind` is paragraph, verse or scene_break."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that is not blank, without the white space around it, and how far in it begins."""

    start: int
    end: int
    indent: int
    text: str
    after_gap: bool


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, verses and scene breaks of a text with `\\n` newlines, in order; only white space lies between.

    Paragraphs are parted by blank lines, or where there is none in the whole text, each line is one. A paragraph of
    several lines is one whose lines are clearly wrapped by a machine (`unwrap` joins them). Several blank lines say no
    more than one. A scene break stands alone on its line; a weak one (`#`) stands apart and comes at least twice.
    """
    lines = _lines(text)
    chunks = _chunks(lines)
    width = wrapped_at([[line.text for line in chunk] for chunk in chunks])
    if len(chunks) == 1 and not width:
        chunks = [[line] for line in lines]
    spans = [span for chunk in chunks for span in _spans(chunk, width)]
    repeated = breaks.again(text[span.start : span.end] for span in spans if span.end - span.start < _LONGEST_BREAK)
    return [replace(span, kind="scene_break") if _is_break(text, span, repeated) else span for span in spans]


def unwrap(paragraph: str) -> str:
    """The lines of a wrapped paragraph as one. A hyphen that a line ends with stays, and nothing is put behind it."""
    joined = ""
    for line in filter(None, map(str.strip, paragraph.split("\n"))):
        tight = _HYPHENATED.search(joined) or (_UNSPACED.match(joined[-1:]) and _UNSPACED.match(line))
        joined += line if tight or not joined else f" {line}"
    return joined


def wrapped_at(chunks: Iterable[Sequence[str]]) -> int:
    """The width that a machine wrapped these chunks of lines at, or 0 where it is not clear that one did.

    It is clear when nearly every line that goes on could not have taken the first word of the next.
    """
    going_on = [(line, after) for chunk in chunks for line, after in pairwise(chunk)]
    if len(going_on) < 2:
        return 0
    lengths = sorted(len(line) for line, _ in going_on)
    width = lengths[int(len(lengths) * 0.95) - (len(lengths) == 1)]
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return 0
    full = sum(_is_full(line, after, width) for line, after in going_on)
    return width if full >= 0.8 * len(going_on) else 0


def is_wrapped(lines: Sequence[str], width: int) -> bool:
    """Whether these lines of a text wrapped at `width` are one paragraph."""
    going_on = list(pairwise(lines))
    return bool(width) and sum(_is_full(line, after, width) for line, after in going_on) >= 0.8 * len(going_on)


def emphasized(text: str) -> list[Run]:
    """The text as runs: what stands in `*` or `_` is emphasized, in two of them strongly; other stars stay."""
    return list(_emphasized(text, PLAIN))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    last_end = 0
    for found in _LINE.finditer(text):
        line = found[0].strip()
        if line:
            start = found.start() + found[0].index(line)
            indent = len(found[0][: start - found.start()].expandtabs(4))
            gap = text.count("\n", last_end, start) > 1 if lines else False
            last_end = start + len(line)
            lines.append(_Line(start, last_end, indent, line, gap))
    return lines


def _chunks(lines: Iterable[_Line]) -> list[list[_Line]]:
    """Lines with no blank line between, and every scene break by itself."""
    chunks: list[list[_Line]] = []
    alone = True
    for line in lines:
        is_break = breaks.is_strong(line.text)
        if alone or is_break or line.after_gap:
            chunks.append([])
        chunks[-1].append(line)
        alone = is_break
    return chunks


def _is_break(text: str, span: Span, repeated: set[str]) -> bool:
    line = text[span.start : span.end] if span.end - span.start < _LONGEST_BREAK else ""
    return "\n" not in line and breaks.is_break(line, repeated)


def _spans(chunk: list[_Line], width: int) -> list[Span]:
    first, last = chunk[0], chunk[-1]
    if len(chunk) == 1:
        return [Span(first.start, first.end, "paragraph")]
    if width:
        pieces = _indented_apart(chunk)
        if len(pieces) > 1:
            return [span for piece in pieces for span in _spans(piece, width)]
    texts = [line.text for line in chunk]
    if is_wrapped(texts, width):
        return [Span(first.start, last.end, "paragraph")]
    if _is_verse(texts):
        return [Span(first.start, last.end, "verse")]
    return [Span(line.start, line.end, "paragraph") for line in chunk]


def _indented_apart(chunk: list[_Line]) -> list[list[_Line]]:
    """In a wrapped text with indents, a line that begins further in than the next begins a paragraph."""
    least = min(line.indent for line in chunk)
    pieces: list[list[_Line]] = []
    for line in chunk:
        if not pieces or line.indent > least:
            pieces.append([])
        pieces[-1].append(line)
    return pieces if len(pieces) <= len(chunk) / 2 or len(pieces) == 1 else [chunk]


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(None, 1)[0]) > width


def _is_verse(lines: Sequence[str]) -> bool:
    if any(len(line) > _LONGEST_VERSE_LINE or line.startswith(_OPENS_SPEECH) or _LABEL.match(line) for line in lines):
        return False
    return sum(bool(_ENDS_SENTENCE.search(line)) for line in lines) <= len(lines) / 2


def _emphasized(text: str, format: Format) -> Iterable[Run]:
    at = 0
    for found in _MARKED.finditer(text) if "*" in text or "_" in text else ():
        tag = STRONG if len(found[1]) > 1 else EM
        if tag not in format:
            yield text[at : found.start()], format
            yield from _emphasized(found[2], (*format, tag))
            at = found.end()
    yield text[at:], format
