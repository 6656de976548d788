"""What readers did in the demonstration archive, as it lies in `readers.json`: plain values, day by day."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

from feuilleton.ops.demonstration import HERE


@dataclass(frozen=True, slots=True)
class Act:
    """One thing somebody did `days_ago`. `kind`: follow, favorite, review, answer, announcement, report, open,
    note, decision, mending, fact.

    `story` is its folder, `person` a pen name; `by` an account, or a guest's name where `guest` is true. `of`: the
    words of the review that this answers or reports, or the passage of the note that is decided.
    """

    kind: str
    days_ago: int
    by: str
    story: str = ""
    person: str = ""
    chapter: int | None = None
    text: str = ""
    guest: bool = False
    of: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def told() -> dict[str, Any]:
    """The file as it is: `accounts`, `welcome`, `shelves`, `read`, and what `acts` reads."""
    said: dict[str, Any] = json.loads((HERE / "readers.json").read_text("utf-8"))
    return said


def acts() -> list[Act]:
    """Everything that was said and done, in the order of the file."""
    said = told()
    return [
        *(_plain("follow", one) for one in said["follows"]),
        *(_plain("favorite", one) for one in said["favorites"]),
        *(act for one in said["reviews"] for act in _review(one)),
        *(_plain("announcement", one) for one in said["announcements"]),
        *(_plain("report", one) for one in said["reports"]),
        *(_plain("open", one) for one in said["opened"]),
        *(act for one in said["notes"] for act in _note(one)),
        *(_plain("mending", one) for one in said["mendings"]),
        *(_plain("fact", one) for one in said["facts"]),
    ]


def _review(one: dict[str, Any]) -> list[Act]:
    answers = [{**answer, "of": one["text"], "story": one["story"]} for answer in one.pop("answers", [])]
    return [_plain("review", one), *(_plain("answer", answer) for answer in answers)]


def _note(one: dict[str, Any]) -> list[Act]:
    about = {"of": one["passage"], "found_by": one["by"], "story": one["story"]}
    decisions = [{**decision, **about} for decision in one.pop("decisions", [])]
    return [_plain("note", one), *(_plain("decision", decision) for decision in decisions)]


def _plain(kind: str, one: dict[str, Any]) -> Act:
    known = {name: value for name, value in one.items() if name in Act.__slots__}
    more = {name: value for name, value in one.items() if name not in Act.__slots__}
    return Act(kind, **known, more=more)
