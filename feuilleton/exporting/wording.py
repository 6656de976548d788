"""The few words a book says by itself: what a chapter is called, what a file is called."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from feuilleton.exporting.binding import Book, Part
    from feuilleton.notes.thanking import Thanks

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST_NAME = 120


def instalment(part: Part, book: Book) -> str:
    """“Chapter 2 of 9”, “Chapter 2”, or nothing for a chapter without a number. None is the seventh of six."""
    if not part.number:
        return ""
    if book.planned and not (part.number.isdecimal() and int(part.number) > book.planned):
        return _("Chapter %(number)s of %(planned)s") % {"number": part.number, "planned": book.planned}
    return _("Chapter %(number)s") % {"number": part.number}


def heading(part: Part, book: Book) -> str:
    """What a table of contents calls the chapter; never empty."""
    return of_two(instalment(part, book), part.title) or book.title


def title(book: Book) -> str:
    """The title of the file: the story's, with the chapter's where it is a file of one chapter."""
    return of_two(book.title, heading(book.parts[0], book)) if book.of_one_chapter else book.title


def of_two(first: str, second: str) -> str:
    """“Chapter 2: Neap”, by the custom of the language; whichever there is, where the other is empty."""
    return _("%(first)s: %(second)s") % {"first": first, "second": second} if first and second else first or second


def thanks(said: Thanks) -> str:
    """“With thanks to wren and 2 readers who are not named.”"""
    names = _(", ").join(one.name for one in said.names)
    return thanks_sentence(said) % {"names": names, "count": said.unnamed}


def thanks_sentence(said: Thanks) -> str:
    """The same, with the names and the number still to be filled in."""
    if not said.unnamed:
        return _("With thanks to %(names)s.")
    if not said.names:
        return ngettext(
            "With thanks to %(count)s reader who is not named.",
            "With thanks to %(count)s readers who are not named.",
            said.unnamed,
        )
    return ngettext(
        "With thanks to %(names)s and %(count)s reader who is not named.",
        "With thanks to %(names)s and %(count)s readers who are not named.",
        said.unnamed,
    )


def file_name(book: Book, ending: str) -> str:
    """`Author - Title.epub`, without what file systems refuse."""
    said = " - ".join(word for word in (book.byline, title(book)) if word)
    safe = _NOT_IN_NAMES.sub(" ", unicodedata.normalize("NFC", said))
    safe = " ".join(safe.split()).strip(". ")[:_LONGEST_NAME].strip(". ")
    return f"{safe or book.public_id}.{ending}"
