"""What is left when the header and the notes are moved: the story's own text, as blocks that know their place."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from feuilleton.importing import formats
from feuilleton.importing.lines import Line
from feuilleton.importing.manuscripts import Manuscript
from feuilleton.importing.pieces import BLOCK, OTHER, SCENE_BREAK, Piece
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import breaks, plaintext, sources
from feuilleton.kit.prose.blocks import Block
from feuilleton.kit.text import tidy

# Signs that no text uses (private use, plane 15): one at the end of each paragraph tells, after the paragraph has been
# cleaned and read, where it came from.
_FIRST_MARK = 0xF0000
_MOST = 65_000
_MARK = re.compile(" ?[\U000f0000-\U000ffffd]")


def read(manuscript: Manuscript, lines: Sequence[Line], why: str = "") -> list[Piece]:
    """These lines, which follow each other, as pieces of text: one for a paragraph, a scene break, a list.

    What leaves nothing to read behind (a style sheet, signs that cannot be shown) is OTHER.
    """
    if manuscript.format == formats.TEXT:
        return list(_plain(manuscript.source, lines[0].start, lines[-1].end, why))
    return list(_marked_up(manuscript, lines, why))


def _plain(source: str, start: int, end: int, why: str) -> Iterator[Piece]:
    text = source[start:end]
    places: Sequence[int] = range(start, end + 1)
    unwanted = {sign for sign in set(text) if not tidy(sign)}
    if unwanted:
        places = [place for place, sign in enumerate(text, start) if sign not in unwanted]
    clean = tidy(text)
    spans = plaintext.paragraphs(clean)
    blocks = sources.from_text(clean)
    if len(spans) != len(blocks):
        yield _piece(start, end, blocks, clean, why)
        return
    if not spans:
        yield _piece(start, end, [], text, why)
        return
    # What cannot be shown between two paragraphs goes with the one before; at the very beginning, with the first.
    begins = [start, *(places[span.start] for span in spans[1:])]
    for begin, after, block in zip(begins, [*begins[1:], end], blocks, strict=True):
        yield _piece(begin, begin + len(source[begin:after].rstrip()), [block], "", why)


def _marked_up(manuscript: Manuscript, lines: Sequence[Line], why: str) -> Iterator[Piece]:
    groups = list(_groups(lines))
    if len(groups) > _MOST:
        raise Refusal(_("There are more than 65,000 paragraphs in one chapter. Bring it in parts."))
    if _MARK.search(manuscript.source, lines[0].start, lines[-1].end):
        blocks = sources.from_source(manuscript.source[lines[0].start : lines[-1].end], manuscript.format)
        yield _piece(lines[0].start, lines[-1].end, blocks, _said(lines), why)
        return
    blocks = sources.from_source(_with_marks(manuscript, groups), manuscript.format)
    yield from _matched(groups, blocks, why)


def _groups(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines by the paragraph they stand in; headings, scene breaks and furniture each alone."""
    apart = len({line.block for line in lines}) > 1
    group: list[Line] = []
    for line in lines:
        alone = line.level or line.role or not apart or breaks.is_strong(line.text)
        if group and (alone or line.block != group[-1].block or group[-1].level or _is_unmarked(group)):
            yield group
            group = []
        group.append(line)
    yield group


def _is_unmarked(group: Sequence[Line]) -> bool:
    """Whether a mark at the end of it would change what it is: scene breaks, and what is no text."""
    last = group[-1]
    return len(group) == 1 and (not last.text or breaks.is_strong(last.text) or breaks.is_weak(last.text))


def _with_marks(manuscript: Manuscript, groups: Sequence[Sequence[Line]]) -> str:
    source, place = manuscript.source, groups[0][0].start
    joint = " " if manuscript.format == formats.MARKDOWN else ""
    parts = []
    for number, group in enumerate(groups):
        last = group[-1]
        if not _is_unmarked(group):
            end = last.at(len(last.text) - 1) + 1 if not joint else last.end
            # An entity's place is its beginning; the mark belongs behind it.
            if (
                not joint
                and source[end - 1] == "&"
                and (entity := re.compile(r"&[^;\s<]{1,32};?").match(source, end - 1))
            ):
                end = entity.end()
            parts += [source[place:end], joint, chr(_FIRST_MARK + number)]
            place = end
    return "".join([*parts, source[place : groups[-1][-1].end]])


def _matched(groups: Sequence[Sequence[Line]], blocks: Sequence[Block], why: str) -> Iterator[Piece]:
    """Each block with the groups whose marks it carries; one without a mark belongs to the next that has one."""
    found: list[tuple[int, list[Block]]] = []  # how far each lot of groups reaches, and its blocks
    following = 0
    waiting: list[Block] = []
    for block in blocks:
        marks = [ord(mark[-1]) - _FIRST_MARK for mark in _MARK.findall(block.html)]
        waiting.append(replace(block, html=_MARK.sub("", block.html)) if marks else block)
        unmarked = following < len(groups) and _stands_unmarked(groups[following])
        end = max(marks) + 1 if marks else following + unmarked
        if end > following:
            found.append((end, waiting))
            following, waiting = end, []
    if found:
        # Whatever comes after the last mark was made by the last paragraph that has one.
        last_end, last = found.pop()
        found.append((last_end, last + waiting))
    if following < len(groups):
        found.append((len(groups), [] if found else waiting))
    begin = 0
    for end, made in found:
        yield from _of(groups[begin:end], made, why)
        begin = end


def _stands_unmarked(group: Sequence[Line]) -> bool:
    return _is_unmarked(group) and group[0].role != "markup"


def _of(groups: Sequence[Sequence[Line]], blocks: list[Block], why: str) -> Iterator[Piece]:
    """Furniture of the page at the head of these groups is a piece of its own; the rest are the blocks."""
    lines = [line for group in groups for line in group]
    while lines and lines[0].role == "markup":
        yield _piece(lines[0].start, lines[0].end, [], "", why)
        lines = lines[1:]
    if lines:
        yield _piece(lines[0].start, lines[-1].end, blocks, _said(lines), why)


def _piece(start: int, end: int, blocks: Sequence[Block], said: str, why: str) -> Piece:
    if not blocks:
        return Piece(start, end, OTHER, _("There is nothing in it that a page can show."), text=tidy(said).strip())
    if all(block.kind == "scene_break" for block in blocks):
        return Piece(start, end, SCENE_BREAK, _("Signs alone on a line: a scene break."), blocks=tuple(blocks))
    return Piece(start, end, BLOCK, why or _("The story’s own text."), blocks=tuple(blocks))


def _said(lines: Sequence[Line]) -> str:
    return "\n".join(line.text for line in lines if line.text)
