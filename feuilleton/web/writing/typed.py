"""A chapter's fields, between the form and the rules."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext as _

from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import marking
from feuilleton.stories import drafting
from feuilleton.stories.composing import Note, Typed

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import QueryDict

    from feuilleton.accounts.models import User
    from feuilleton.stories.models import Chapter, Draft, Revision

BEFORE, AFTER = "before", "after"
_LARGEST = 2**31 - 1


class Beginning(NamedTuple):
    """What a text in a form began as: the save of the draft, or with version 0 the revision that readers had then."""

    version: int
    revision: int


def typed_in(sent: QueryDict) -> Typed:
    """What a form sent. Fields that are missing are empty; what is too long is left for the rules to refuse."""
    return Typed(
        source=text.tidy(sent.get("text", "")),
        title=text.one_line(sent.get("title", "")),
        number=text.one_line(sent.get("number", "")),
        summary=text.tidy(sent.get("summary", "")).strip(),
        notes=[*_notes_in(sent, BEFORE), *_notes_in(sent, AFTER)],
    )


def beginning_in(sent: QueryDict) -> Beginning:
    return Beginning(version=number_in(sent, "version"), revision=number_in(sent, "revision"))


def beginning_of(stored: Draft) -> Beginning:
    return Beginning(version=stored.version, revision=stored.based_on.ordinal if stored.based_on else 0)


def number_in(sent: QueryDict, name: str) -> int:
    """The number that a hidden field holds, 0 for nonsense."""
    said = sent.get(name, "")
    return min(int(said), _LARGEST) if said.isascii() and said.isdecimal() and len(said) <= 10 else 0


def typed_of(stored: Draft | Revision) -> Typed:
    """What stands in a draft or a revision, as its author would type it: text that came in otherwise, in Markdown."""
    source = stored.source if stored.format == "markdown" else marking.to_markdown(stored.blocks)
    notes = [Note(place=note["place"], label=note["label"], source=note["source"]) for note in stored.notes]
    notes.sort(key=lambda note: note.place == AFTER)
    return Typed(source=source, title=stored.title, number=stored.number, summary=stored.summary, notes=notes)


def keep(chapter: Chapter, sent: QueryDict, *, by: User, at: datetime) -> Draft:
    """Save what a form sent; what stands there already, word for word, is not saved again.

    Raises Conflict and Refusal as `drafting.save`, and Refusal for a form without a text: half of one is not saved.
    """
    if "text" not in sent:
        raise Refusal(_("The form did not arrive whole. Nothing was changed."))
    typed = typed_in(sent)
    stored = drafting.find(chapter)
    if typed == typed_of(stored):
        return stored
    began_from = beginning_in(sent)
    if "revision" in sent and not stored.version and not began_from.version and began_from != beginning_of(stored):
        raise drafting.Conflict(None)  # Another text was published since; a draft of the older one would undo it.
    return drafting.save(chapter, typed, version=began_from.version, by=by, at=at)


def _notes_in(sent: QueryDict, place: str) -> list[Note]:
    # Each note's fields have names of their own (before_text_1, before_label_1), so that a browser can keep them apart.
    ordinals = sorted({int(found[1]) for name in sent if (found := re.fullmatch(rf"{place}_text_(\d{{1,3}})", name))})
    notes = [
        Note(
            place=place,
            label=text.one_line(sent.get(f"{place}_label_{ordinal}", "")),
            source=text.tidy(sent.get(f"{place}_text_{ordinal}", "")),
        )
        for ordinal in ordinals
    ]
    return [note for note in notes if note.source.strip() or note.label]
