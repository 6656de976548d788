"""The demonstration archive as it lies in the files beside this one: what the house is, its accounts, its stories.

A folder per story: `story.json` holds its header and pen name, `01.md` and so on its chapters. A chapter begins with
lines of `field: value` between two `---`; its text in Markdown follows. Fields: `title`, `number`, `summary`;
`note_before` and `note_after`, as many as there are, each `label | Markdown`; `days_ago`, when it was published (if
missing, it is still a draft); `mended`, once at most: `days ago | as it first read | as it reads since`; `slip`, as
many as there are: `as it was published | as it should read`. Slips are there on purpose: readers find them.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, replace
from pathlib import Path

from feuilleton.stories.composing import Note, Typed
from feuilleton.stories.describing import Header

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class House:
    """What the archive says of itself (`about`, `rules`: Markdown). `accounts`: name → the pen names it holds."""

    name: str
    tagline: str
    language: str
    about: str
    rules: str
    accounts: dict[str, list[str]]
    stories: list[str]


@dataclass(frozen=True, slots=True)
class Version:
    """A chapter as it was published `days_ago`; None: as it stands in a draft. `chapter`: its place in the story."""

    chapter: int
    days_ago: int | None
    typed: Typed


@dataclass(frozen=True, slots=True)
class ToldStory:
    """A story with the versions of its chapters, in the order in which they came. `about` is of the pen name."""

    header: Header
    pen_name: str
    about: str
    versions: list[Version]


def house() -> House:
    """The archive itself."""
    told = json.loads((HERE / "archive.json").read_text("utf-8"))
    about, rules = ((HERE / name).read_text("utf-8") for name in ("about.md", "rules.md"))
    return House(about=about, rules=rules, **told)


def story(folder: str) -> ToldStory:
    """The story in that folder."""
    told = json.loads((HERE / folder / "story.json").read_text("utf-8"))
    pen_name, about = told.pop("pen_name"), told.pop("about")
    files = [path.read_text("utf-8") for path in sorted((HERE / folder).glob("*.md"))]
    told_versions = [version for place, file in enumerate(files, start=1) for version in versions(place, file)]
    in_order = sorted(told_versions, key=lambda version: version.days_ago or 0, reverse=True)
    return ToldStory(Header(**told), pen_name, about, in_order)


def versions(chapter: int, file: str) -> list[Version]:
    """The versions of the chapter in such a file."""
    _nothing, head, source = file.split("---\n", 2)
    fields: dict[str, list[str]] = defaultdict(list)
    for line in head.splitlines():
        name, value = line.split(":", 1)
        fields[name].append(value.strip())
    title, number, summary = (" ".join(fields[name]) for name in ("title", "number", "summary"))
    notes = [_note(place, said) for place in ("before", "after") for said in fields[f"note_{place}"]]
    for slip in fields["slip"]:
        wrong, right = (part.strip() for part in slip.split("|"))
        source = source.replace(right, wrong, 1)
    now = Typed(source=source.strip() + "\n", title=title, number=number, summary=summary, notes=notes)
    published = int(fields["days_ago"][0]) if fields["days_ago"] else None
    if not fields["mended"]:
        return [Version(chapter, published, now)]
    mended, first, since = (part.strip() for part in fields["mended"][0].split("|"))
    then = replace(now, source=now.source.replace(since, first))
    return [Version(chapter, published, then), Version(chapter, int(mended), now)]


def _note(place: str, said: str) -> Note:
    label, source = said.split("|", 1)
    return Note(place=place, label=label.strip(), source=source.strip())
