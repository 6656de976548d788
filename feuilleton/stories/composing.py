"""From what an author typed into a chapter's fields to what is stored: bounds, blocks, counts. No database."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import aligning, counting, rendering, sources
from feuilleton.kit.prose.blocks import Block, pack

MOST_SIGNS = 1_000_000
MOST_LINES = 50_000  # what a line can cost at worst, times this, is still seconds
MOST_NOTES = 20
LONGEST_NOTE = 20_000
LONGEST_SUMMARY = 5_000
LONGEST_TITLE = 255
LONGEST_NUMBER = 20
LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Note:
    """An author's note: `place` is "before" or "after" the text, `source` is Markdown."""

    place: str
    source: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Typed:
    """A chapter's fields as somebody typed them, or as an import found them."""

    source: str
    title: str = ""
    number: str = ""
    summary: str = ""
    notes: list[Note] = field(default_factory=list)
    format: str = "markdown"


@dataclass(frozen=True, slots=True)
class Composed:
    """The same, ready to be stored: fields named as in `models.Text`."""

    title: str
    number: str
    summary: str
    notes: list[dict[str, str]]
    source: str
    format: str
    packed: list[dict[str, Any]]
    words: int
    characters: int

    def as_fields(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


def compose(typed: Typed, *, before: list[Block]) -> Composed:
    """Clean, bound and count what was typed; blocks keep the ids they had in `before`.

    Raises Refusal when a field is longer than there is room for; nothing is ever cut off.
    """
    source = text.tidy(typed.source)
    _fits(source, MOST_SIGNS, "source", _("text"))
    if source.count("\n") > MOST_LINES:
        raise Refusal(_("The text has more than 50,000 lines. It can be several chapters."), field="source")
    return compose_blocks(typed, source, aligning.keep_ids(before, sources.from_source(source, typed.format)))


def compose_blocks(typed: Typed, source: str, blocks: list[Block]) -> Composed:
    """As `compose`, for a text whose blocks are known already (an import's, an earlier revision's)."""
    title, number = text.one_line(typed.title), text.one_line(typed.number)
    summary = text.tidy(typed.summary).strip()
    _fits(title, LONGEST_TITLE, "title", _("title"))
    _fits(number, LONGEST_NUMBER, "number", _("number"))
    _fits(summary, LONGEST_SUMMARY, "summary", _("summary"))
    count = counting.count(blocks)
    return Composed(
        title=title,
        number=number,
        summary=summary,
        notes=_compose_notes(typed.notes),
        source=source,
        format=typed.format,
        packed=pack(blocks),
        words=count.words,
        characters=count.characters,
    )


def _compose_notes(notes: list[Note]) -> list[dict[str, str]]:
    if len(notes) > MOST_NOTES:
        raise Refusal(_("A chapter can have twenty notes at most."), field="notes")
    return [_compose_note(note) for note in notes if note.source.strip() or note.label.strip()]


def _compose_note(note: Note) -> dict[str, str]:
    source = text.tidy(note.source)
    label = text.one_line(note.label)
    _fits(source, LONGEST_NOTE, "notes", _("note"))
    _fits(label, LONGEST_LABEL, "notes", _("label of a note"))
    return {
        "place": "after" if note.place == "after" else "before",
        "label": label,
        "source": source,
        "html": rendering.render(sources.from_markdown(source)),
    }


def _fits(value: str, most: int, name: str, what: str) -> None:
    if len(value) > most:
        raise Refusal(
            ngettext(
                "The %(what)s is %(length)s letters long; there is room for %(most)s letter.",
                "The %(what)s is %(length)s letters long; there is room for %(most)s.",
                most,
            )
            % {"what": what, "length": f"{len(value):,}", "most": f"{most:,}"},
            field=name,
        )
