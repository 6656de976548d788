"""What chapters and people are called on the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from feuilleton.stories.models import Chapter
from feuilleton.web import instalments, measures

if TYPE_CHECKING:
    from feuilleton.notes.models import Note
    from feuilleton.stories.models import Revision, Story


@dataclass(frozen=True, slots=True)
class Called:
    """A chapter: its number as eyes see it, its title, and the two of them in one."""

    public_id: str
    sign: str
    title: str

    @property
    def whole(self) -> str:
        return ". ".join(part for part in (self.sign, self.title) if part) or _("Untitled")

    @property
    def short(self) -> str:
        return self.sign or self.title or _("Untitled")


def called(chapter: Chapter) -> Called:
    """The chapter as readers know it; “Untitled” where they do not."""
    text: Revision | None = chapter.live
    number, title = (text.number, text.title) if text else ("", "")
    sign = instalments.signs(number, None, get_language() or "en")[0] if number else ""
    return Called(chapter.public_id, sign, title)


def chapters_of(story: Story) -> list[Called]:
    """The chapters that readers have, in their order. One query."""
    return [called(one) for one in Chapter.objects.published().filter(story=story).in_reading_order().for_contents()]


def who(note: Note) -> str:
    """The pen name a note was written under."""
    return note.pen_name.name if note.pen_name is not None else _("somebody who has left")


def readers(count: int) -> str:
    return ngettext("%(count)s reader", "%(count)s readers", count) % {"count": measures.number(count)}


def notes(count: int) -> str:
    return ngettext("%(count)s note", "%(count)s notes", count) % {"count": measures.number(count)}
