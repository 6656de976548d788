"""The page on which a chapter is written: what stands in its fields, how things stand, and what can be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering
from feuilleton.stories import composing, drafting
from feuilleton.stories.composing import Note
from feuilleton.stories.models import CHANGED, CHANGES, MINOR, REWRITE, Draft, Revision
from feuilleton.web import comparing, instalments, measures
from feuilleton.web.writing import state
from feuilleton.web.writing.typed import AFTER, BEFORE, Beginning, beginning_of, typed_of

if TYPE_CHECKING:
    from feuilleton.stories.composing import Typed
    from feuilleton.stories.models import Chapter, Story
    from feuilleton.web.comparing import Passage

LATEST = 5


@dataclass(frozen=True)
class Sheet:
    """A chapter on the desk. `typed` is what its fields hold; `stored` is the draft as it is kept (version 0: none);
    `began_from` says what the typed text began as (see `typed.Beginning`).
    """

    chapter: Chapter
    stored: Draft
    typed: Typed
    began_from: Beginning
    refusal: Refusal | None = None
    in_conflict: bool = False
    one_more: str = ""

    @property
    def story(self) -> Story:
        return self.chapter.story

    @property
    def wrong(self) -> list[str]:
        """Sentences against the form as a whole: those that belong to no field that is drawn with its own."""
        return [self.refusal.words] if self.refusal else []

    @property
    def state(self) -> str:
        """Never more than is true: what was typed but refused is not saved."""
        if self.refusal or self.in_conflict:
            return _("Not saved. Your words are on this page only.")
        return saved(self.stored, self.story)

    @property
    def standing(self) -> str:
        # Never “nothing written yet”: the page saves by itself, and that would not be true for long.
        has_draft = self.stored.version > 0 or self.chapter.live_id is None
        return state.of_chapter(self.chapter, has_draft=has_draft)

    @property
    def heading(self) -> str:
        """The page's name: “Write chapter VI of Salt Wages”."""
        if not self.typed.number:
            return _("Write a chapter of %(story)s") % {"story": self.story.title}
        which = instalments.signs(self.typed.number, None, get_language() or "en")[0]
        return _("Write chapter %(number)s of %(story)s") % {"number": which, "story": self.story.title}

    @property
    def notes_before(self) -> list[Note]:
        return self._notes(BEFORE)

    @property
    def notes_after(self) -> list[Note]:
        return self._notes(AFTER)

    @property
    def has_readers(self) -> bool:
        """Whether the author must say how much changed, since the chapter was published before."""
        return self.chapter.published_at is not None

    @property
    def publish(self) -> str:
        """The words of the button that shows it to readers."""
        if self.chapter.is_withdrawn:
            return _("Publish it again")
        return _("Publish the changes") if self.has_readers else _("Publish")

    @property
    def changes(self) -> list[tuple[str, str, str]]:
        """What an author may call a revision: its key, its name, what it means for readers."""
        return [
            (MINOR, _("Minor"), _("Slips of the pen. No date moves.")),
            (CHANGED, _("Changed"), _("Something is different. The story counts as updated.")),
            (REWRITE, _("Rewritten"), _("Worth reading again. The story counts as updated.")),
        ]

    @property
    def latest_versions(self) -> list[Version]:
        found = self.chapter.revisions.newest_first().defer("packed", "source", "html", "notes", "summary")[:LATEST]
        return [Version(one, self.story) for one in found]

    @property
    def stored_where(self) -> str:
        """What the other text of a conflict is, and since when."""
        if self.stored.version:
            return _("Stored %(when)s") % {"when": state.saved(self.stored)}
        if not self.stored.based_on_id:
            return _("Nothing is stored")
        return _("What readers had") if self.chapter.is_withdrawn else _("What readers have")

    @property
    def stored_text(self) -> str:
        """The other text of a conflict, with its title, as its author would type it."""
        stored = typed_of(self.stored)
        return f"{stored.title}\n\n{stored.source}".strip()

    @property
    def differences(self) -> list[Passage]:
        """From the stored text to what was typed."""
        try:
            composed = composing.compose(self.typed, before=self.stored.blocks)
        except Refusal:
            return []
        return comparing.differences(self.stored, Draft(**composed.as_fields()))

    def _notes(self, place: str) -> list[Note]:
        notes = [note for note in self.typed.notes if note.place == place]
        return [*notes, Note(place=place, source="")] if not notes or self.one_more == place else notes


@dataclass(frozen=True)
class Version:
    """An earlier version in a list."""

    revision: Revision
    story: Story

    @property
    def ordinal(self) -> int:
        return self.revision.ordinal

    @property
    def when(self) -> str:
        return state.at(self.revision.made_at)

    @property
    def removed(self) -> str:
        """Since when its words are gone, if they are."""
        gone = self.revision.expunged_at
        return _("Removed from history on %(day)s") % {"day": measures.day(gone)} if gone is not None else ""

    @property
    def change(self) -> str:
        return str(dict(CHANGES)[self.revision.change])

    @property
    def named(self) -> str:
        """Which it is, in a list: what its author called it, and when."""
        return _("%(ordinal)s. %(change)s %(when)s") % {
            "ordinal": self.ordinal, "change": self.change, "when": self.when
        }  # fmt: skip

    @property
    def length(self) -> str:
        return measures.length(self.revision.words, self.revision.characters, self.story.language)


def opened(chapter: Chapter, *, one_more: str = "") -> Sheet:
    """The chapter as it is stored."""
    stored = drafting.find(chapter)
    return Sheet(chapter, stored, typed_of(stored), beginning_of(stored), one_more=one_more)


def refused(chapter: Chapter, typed: Typed, refusal: Refusal, *, began_from: Beginning) -> Sheet:
    """The chapter with what was typed, which a rule refused; a Conflict shows what is stored beside it."""
    in_conflict = isinstance(refusal, drafting.Conflict)
    return Sheet(chapter, drafting.find(chapter), typed, began_from, refusal=refusal, in_conflict=in_conflict)


def saved(draft: Draft, story: Story) -> str:
    """“Saved at 21:14:08. 412 words.”, or what is so where no draft is stored."""
    length = measures.length(draft.words, draft.characters, story.language)
    if draft.version:
        return _("Saved %(when)s. %(length)s.") % {"when": state.saved(draft), "length": length}
    if draft.based_on_id is None:
        return _("Nothing is saved yet.")
    words = _("As readers had it. %(length)s.") if draft.chapter.is_withdrawn else _("As readers have it. %(length)s.")
    return words % {"length": length}


def as_revision(draft: Draft) -> Revision:
    """The draft as the revision it would become: what pages for readers are made from. Not stored."""
    fields = {name: getattr(draft, name) for name in composing.Composed.__slots__}
    return Revision(chapter=draft.chapter, html=rendering.render(draft.blocks), **fields)
