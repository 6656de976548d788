"""Several chapters in one file: where each begins."""

from collections.abc import Sequence

from feuilleton.importing import headings, labels
from feuilleton.importing.headings import CHAPTER, COUNTED, NAMED, NUMERAL, PART, Heading
from feuilleton.importing.lines import Line

HEAD = 40  # how many lines at a chapter's beginning are looked at
_FARTHEST_STEP = 5
_Candidates = list[tuple[int, Heading]]


def begin(lines: Sequence[Line]) -> list[int]:
    """The numbers of the lines at which chapters begin; the first is 0.

    Headings of one kind must rise, two at least; failing that, headings marked up as such. A file of one chapter
    gives [0]. What stands before the first heading belongs to its chapter, unless there is too much of it.
    """
    found = _candidates(lines)
    starts = max((_rising(kind, found) for kind in (CHAPTER, COUNTED, PART, NUMERAL)), key=len)
    starts = starts if len(starts) > 1 else _marked_up(lines)
    if len(starts) < 2:
        return [0]
    return [0, *starts] if starts[0] > HEAD else [0, *starts[1:]]


def _candidates(lines: Sequence[Line]) -> _Candidates:
    found: _Candidates = []
    for place, line in enumerate(lines):
        if len(line.text) > headings.LONGEST + 80 or not _stands_apart(lines, place):
            continue
        heading = headings.read(line.text, level=line.level)
        if heading:
            found.append((place, heading))
    return _without_contents(found)


def _stands_apart(lines: Sequence[Line], place: int) -> bool:
    return place == 0 or lines[place].block != lines[place - 1].block or lines[place - 1].is_rule


def _without_contents(found: _Candidates) -> _Candidates:
    """Without a table of contents: headings with nothing between them, all of which come again."""
    kept: _Candidates = []
    left = [(heading.kind, heading.part, heading.title) for _place, heading in found]
    again: dict[tuple[str, int | None, str], int] = {key: number for number, key in enumerate(left)}
    for number, (place, heading) in enumerate(found):
        next_to = any(
            0 <= other < len(found) and abs(found[other][0] - place) == 1 and found[other][1].kind == heading.kind
            for other in (number - 1, number + 1)
        )
        if not (next_to and again[left[number]] > number):
            kept.append((place, heading))
    return kept


def _rising(kind: str, found: _Candidates) -> list[int]:
    """Where the chapters of this kind begin: numbers that rise, from 1 again after a part's heading."""
    starts: list[int] = []
    last, numbered, part_before = 0, 0, -2
    for place, heading in found:
        if heading.kind == PART and kind == CHAPTER:
            part_before = place
            continue
        if heading.kind == NAMED:
            starts.append(place)
        elif heading.kind == kind and heading.part is not None:
            anew = heading.part == 1 and part_before > (starts[-1] if starts else -1)
            if not (anew or last < heading.part <= last + _FARTHEST_STEP or not numbered):
                continue
            last, numbered = heading.part, numbered + 1
            starts.append(part_before if part_before == place - 1 else place)
    return starts if numbered else []


def _marked_up(lines: Sequence[Line]) -> list[int]:
    """Headings of the highest level that comes twice."""
    for level in (1, 2, 3):
        starts = [
            place for place, line in enumerate(lines)
            if line.level == level and line.text and not labels.find(line.text) and not labels.is_furniture(line.text)
        ]  # fmt: skip
        if len(starts) > 1:
            return starts
    return []
