"""What changed between two texts of a chapter, as passages of words that went, came or stayed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.kit.prose import aligning
from feuilleton.web import measures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.stories.models import Draft, Revision

OUT, IN, SAME = "out", "in", "same"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of words: `kind` is out, in or same."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage in which something changed (`of`: what it is, where it is not plain text), or how many did not."""

    parts: list[Part] = field(default_factory=list)
    of: str = ""
    skipped: str = ""


def differences(old: Draft | Revision, new: Draft | Revision) -> list[Passage]:
    """The headings, notes and blocks in which the two differ, in the order of the new; none where they agree."""
    found = [*_headings(old, new), *_blocks(old.blocks, new.blocks)]
    return found if any(passage.parts for passage in found) else []


def words(before: str, after: str) -> list[Part]:
    """What stayed, and between it what went before what came."""
    parts: list[Part] = []
    went = came = ""
    for change in aligning.changes(before, after):
        there, here = before[change.old_start : change.old_end], after[change.new_start : change.new_end]
        if change.kind != "equal":
            went, came = went + there, came + here
            continue
        parts += [Part(OUT, went), Part(IN, came), Part(SAME, here)]
        went = came = ""
    parts += [Part(OUT, went), Part(IN, came)]
    return [part for part in parts if part.text]


def _headings(old: Draft | Revision, new: Draft | Revision) -> Iterator[Passage]:
    names = [("title", _("Title:")), ("number", _("Number:")), ("summary", _("Summary:"))]
    pairs = [(getattr(old, name), getattr(new, name), said) for name, said in names]
    pairs += [(_voice(old.notes_before), _voice(new.notes_before), _("Notes before:"))]
    pairs += [(_voice(old.notes_after), _voice(new.notes_after), _("Notes after:"))]
    return (Passage(words(there, here), of=said) for there, here, said in pairs if there != here)


def _voice(notes: list[dict[str, str]]) -> str:
    return "\n\n".join(f"{note['label']}\n{note['source']}".strip() for note in notes)


def _blocks(old: list[Block], new: list[Block]) -> Iterator[Passage]:
    sources, gone, moved, split = _fates(old, new)
    same = 0
    place = 0
    yield from _gone(old, gone[-1])
    while place < len(new):
        here = [place]
        if place in split:
            here += _added_after(place, sources, len(new))
        there = sources.get(place, [])
        if _is_same([old[one] for one in there], new[place]) and place not in moved:
            same += 1
        else:
            yield from _skipped(same)
            same = 0
            of = _("Moved here:") if place in moved else ""
            yield _passage([old[one] for one in there], [new[one] for one in here], of)
        left = [gone[one] for one in there if gone[one]]
        if left:
            yield from _skipped(same)
            same = 0
            yield from (passage for each in left for passage in _gone(old, each))
        place += len(here)
    yield from _skipped(same)


def _fates(
    old: list[Block], new: list[Block]
) -> tuple[dict[int, list[int]], defaultdict[int, list[int]], set[int], set[int]]:
    """For each new place the old ones it came from; what went, by the old place it followed; what moved; what split."""
    sources: defaultdict[int, list[int]] = defaultdict(list)
    gone: defaultdict[int, list[int]] = defaultdict(list)
    moved, split = set(), set()
    last = -1
    for link in aligning.align(old, new):
        if link.new is None:
            gone[last].append(link.old)
            continue
        sources[link.new].append(link.old)
        if link.fate == "moved":
            moved.add(link.new)
        else:
            last = link.old
        if link.fate == "split":
            split.add(link.new)
    return dict(sources), gone, moved, split


def _added_after(place: int, sources: dict[int, list[int]], end: int) -> list[int]:
    """The new blocks right after this one that came from nowhere else: the rest of a paragraph that was parted."""
    added = []
    while (place := place + 1) < end and place not in sources:
        added.append(place)
    return added


def _is_same(there: list[Block], here: Block) -> bool:
    return len(there) == 1 and (there[0].kind, there[0].html, there[0].ornament, there[0].lang) == (
        here.kind, here.html, here.ornament, here.lang
    )  # fmt: skip


def _passage(there: list[Block], here: list[Block], of: str) -> Passage:
    before, after = "\n".join(map(_text, there)), "\n".join(map(_text, here))
    return Passage(words(before, after), of=of or (_("Set differently:") if before == after else ""))


def _gone(old: list[Block], places: list[int]) -> list[Passage]:
    return [Passage([Part(OUT, _text(old[place]))]) for place in places]


def _skipped(count: int) -> list[Passage]:
    if not count:
        return []
    said = ngettext("%(count)s passage the same", "%(count)s passages the same", count)
    return [Passage(skipped=said % {"count": measures.number(count)})]


def _text(block: Block) -> str:
    return block.ornament or "* * *" if block.kind == "scene_break" else block.text
