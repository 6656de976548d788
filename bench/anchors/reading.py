"""Labelled revisions. As JSON lines, which anybody can write; and our own, in a form that is read more easily.

A JSON line: `{"before": [texts], "after": [texts], "note": {"block", "start", "end"}, "outcome": one or a list of those
that are right, "place": {"block", "start", "end"} or null, "kind": what sort of edit, if said}`. Texts are paragraphs'
plain text; `block` is an index into them; offsets are in code points.

Our own (`bench/anchors/*.txt`): a story begins with `=== its name`, then its paragraphs, parted by blank lines. Each
revision of it begins with `--- kind | outcome` (several: `edited/touched`). Its first line is `note N: the words`, in
the story's Nth paragraph (`note N.2:` for the second time they stand there). Then the new text, a line for each
paragraph, with the note's right place between ⟦ and ⟧: `=3` is the third paragraph as it was, `=3-5` several,
`=3 {old→new}` the third with some words replaced (¶ in them begins a new paragraph), any other line is new.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OUTCOMES = {"exact", "edited", "moved", "touched", "detached"}
_AS_IT_WAS = re.compile(r"=(\d+)(?:-(\d+))?((?:\s*\{[^{}]*→[^{}]*\})*)$")
_REPLACED = re.compile(r"\{([^{}]*)→([^{}]*)\}")
_NOTE = re.compile(r"note (\d+)(?:\.(\d+))?: (.+)$")


class Malformed(Exception):
    """A line that cannot be understood: where it is, and why."""


@dataclass(frozen=True)
class Span:
    """Code points `start` to before `end` of one paragraph."""

    block: int
    start: int
    end: int


@dataclass(frozen=True)
class Pair:
    """Two versions of a text, a note on the first, and what a reader says has become of it."""

    name: str
    before: list[str]
    after: list[str]
    note: Span
    outcomes: frozenset[str]
    place: Span | None


def lines(file: Path) -> list[Pair]:
    """The pairs of a file of JSON lines. The first that is malformed raises Malformed."""
    pairs = []
    for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                pairs.append(pair(json.loads(line), f"{file.name}:{number}"))
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                said = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else error
                raise Malformed(f"{file}:{number}: {said}") from error
    return pairs


def pair(given: dict[str, Any], name: str) -> Pair:
    """A pair as a JSON line says it. ValueError where it contradicts itself."""
    before, after = given["before"], given["after"]
    for texts in (before, after):
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise ValueError("before and after are to be lists of texts")
    said = given["outcome"]
    outcomes = frozenset([said] if isinstance(said, str) else said)
    if not outcomes or not outcomes <= OUTCOMES:
        raise ValueError(f"outcome is to be of {', '.join(sorted(OUTCOMES))}, not {said!r}")
    place = _span(given["place"], after, "place") if given["place"] is not None else None
    if place is None and outcomes != {"detached"}:
        raise ValueError(f"only detached has no place, not {said!r}")
    if place is not None and outcomes == {"detached"}:
        raise ValueError("detached has no place")
    name = f"{name} {given['kind']}" if given.get("kind") else name
    return Pair(name, before, after, _span(given["note"], before, "note"), outcomes, place)


def _span(given: dict[str, int], texts: list[str], what: str) -> Span:
    span = Span(given["block"], given["start"], given["end"])
    if not all(isinstance(number, int) for number in (span.block, span.start, span.end)):
        raise ValueError(f"block, start and end of {what} are to be whole numbers")
    if not 0 <= span.block < len(texts) or not 0 <= span.start < span.end <= len(texts[span.block]):
        raise ValueError(f"{what} is not in the text: {given}")
    if not texts[span.block][span.start : span.end].strip():
        raise ValueError(f"nothing is written at {what}")
    return span


def ours() -> list[Pair]:
    """Our own labelled revisions."""
    return [one for file in sorted(Path(__file__).parent.glob("*.txt")) for one in marked(file)]


def marked(file: Path) -> Iterator[Pair]:
    """The pairs of a file in our own form."""
    for story in re.split(r"(?m)^=== ", file.read_text(encoding="utf-8"))[1:]:
        text, *revisions = re.split(r"(?m)^--- ", story)
        name, *before = [paragraph.strip() for paragraph in text.split("\n") if paragraph.strip()]
        for number, revision in enumerate(revisions, 1):
            where = f"{file.name}, {name}, {number}"
            try:
                yield pair(_revision(before, revision), where)
            except (ValueError, IndexError) as error:
                raise Malformed(f"{where}: {error}\n{revision}") from error


def _revision(before: list[str], revision: str) -> dict[str, Any]:
    head, note, *rest = [line.strip() for line in revision.split("\n") if line.strip()]
    kind, said = head.split(" | ")
    after, place = _unmarked([paragraph for line in rest for paragraph in _paragraphs(before, line)])
    return {
        "kind": kind,
        "before": before,
        "after": after,
        "note": _noted(before, note),
        "outcome": said.split("/"),
        "place": place,
    }


def _noted(before: list[str], line: str) -> dict[str, int]:
    if not (found := _NOTE.match(line)):
        raise ValueError(f"this is no note: {line}")
    block, times, words = int(found[1]) - 1, int(found[2] or 1), found[3]
    start = -1
    for _ in range(times):
        start = before[block].index(words, start + 1)
    return {"block": block, "start": start, "end": start + len(words)}


def _paragraphs(before: list[str], line: str) -> list[str]:
    if not (found := _AS_IT_WAS.match(line)):
        return [line]
    texts = before[int(found[1]) - 1 : int(found[2] or found[1])]
    joined = "\n".join(texts)
    for old, new in _REPLACED.findall(found[3]):
        if joined.count(old) < 1:
            raise ValueError(f"{old!r} is not in {joined!r}")
        joined = joined.replace(old, new, 1)
    return re.split("[\n¶]", joined)


def _unmarked(paragraphs: list[str]) -> tuple[list[str], dict[str, int] | None]:
    place = None
    for block, paragraph in enumerate(paragraphs):
        if "⟦" in paragraph:
            start, end = paragraph.index("⟦"), paragraph.index("⟧") - 1
            place = {"block": block, "start": start, "end": end}
            paragraphs[block] = paragraph.replace("⟦", "").replace("⟧", "")
    return paragraphs, place
