"""A book as plain text: UTF-8, paragraphs parted by blank lines, nothing to learn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from feuilleton.exporting import wording
from feuilleton.kit.prose import rendering, sources

if TYPE_CHECKING:
    from feuilleton.exporting.binding import Book, Part

MEDIA_TYPE = "text/plain; charset=utf-8"
ENDING = "txt"


def write(book: Book) -> bytes:
    """The book's bytes; the same book gives the same bytes."""
    stretches = [*_front(book), *(stretch for part in book.parts for stretch in _part(part, book)), *_thanks(book)]
    return ("\n\n".join(stretches) + "\n").encode()


def _front(book: Book) -> list[str]:
    said = [book.title]
    if book.authors:
        said.append(_("by %(authors)s") % {"authors": book.byline})
    if book.summary:
        said.append(_("Summary: %(summary)s") % {"summary": book.summary})
    facts = [_("Rating: %(rating)s") % {"rating": book.rating}]
    if book.warnings:
        facts.append(_("Warnings: %(warnings)s") % {"warnings": _("; ").join(book.warnings)})
    if book.tags:
        facts.append(_("Tags: %(tags)s") % {"tags": ", ".join(typed for _kind, typed in book.tags)})
    said.append("\n".join(facts))
    if book.disclaimer:
        said.append(_("Disclaimer: %(disclaimer)s") % {"disclaimer": book.disclaimer})
    return said


def _part(part: Part, book: Book) -> list[str]:
    said = ["", _headed(wording.heading(part, book))]
    if part.summary:
        said.append(part.summary)
    said += [_note(note) for note in part.notes_before]
    if part.notes_before:
        said.append("-" * 8)
    said.append(rendering.plain(part.blocks))
    if part.notes_after:
        said.append("-" * 8)
    said += [_note(note) for note in part.notes_after]
    return said


def _thanks(book: Book) -> list[str]:
    if not book.thanked:
        return []
    lines = [f"{wording.heading(part, book)}\n{wording.thanks(part.thanks)}" for part in book.thanked]
    return ["", _headed(_("What readers found")), *lines]


def _headed(words: str) -> str:
    return words + "\n" + "=" * min(len(words), 72)


def _note(note: dict[str, str]) -> str:
    words = rendering.plain(sources.from_markdown(note["source"]))
    return wording.of_two(note["label"], words)
