"""Saying something about a passage, changing it, taking it back."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.notes import admitting, anchoring, grouping, models, rereading, wording
from feuilleton.notes.models import AGAINST, HERE, Credit, Note, Placement
from feuilleton.stories.models import Fact

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName
    from feuilleton.kit.prose.anchoring import Anchor
    from feuilleton.notes.anchoring import Marked
    from feuilleton.notes.wording import Said
    from feuilleton.stories.models import Chapter, Revision

_TRIES = 3


def write(
    marked: Marked,
    said: Said,
    *,
    by: User,
    pen_name: PenName | None,
    at: datetime,
    names_me: bool = True,
    against: Marked | None = None,
    fact: Fact | None = None,
) -> Note:
    """Keep what somebody says about a passage. The same again is the same note.

    `against`: what the passage contradicts, in any chapter of the story that they may read; or `fact`. A note that says
    what another said of the same words joins it (`grouping`). What a reader writes for themselves is told to nobody.
    Raises Refusal where the author does not welcome this kind, Blocked, and as `anchoring.anchor`, `wording.tidy`.
    """
    chapter = marked.chapter
    read, found = anchoring.anchor(marked)
    said = wording.tidy(said, found.quote)
    admitted = admitting.admit(chapter, said, by=by, pen_name=pen_name, at=at)
    other = _other_side(chapter, against, fact, said)
    print_of_it = _fingerprint(by, read, found, said)
    same: Note | None = Note.objects.filter(fingerprint=print_of_it).first()
    if same is not None:
        return same
    places = [(HERE, read, found)] + ([(AGAINST, *other)] if other else [])
    note = Note(
        story=chapter.story,
        chapter=chapter,
        user=by,
        pen_name=pen_name,
        names_me=names_me,
        kind=said.kind,
        reaction=said.reaction,
        source=said.words,
        replacement=said.replacement,
        fact=fact if said.kind == models.CONTINUITY else None,
        published_at=at if admitted.is_public else None,
        made_at=at,
        fingerprint=print_of_it,
    )
    for tries_left in reversed(range(_TRIES)):
        rows = [row for part, revision, anchor in places for row in anchoring.rows(part, revision, anchor)]
        try:
            with transaction.atomic():
                return _keep(note, rows, at=at)
        except anchoring.Revised:
            note.pk = None
            if not tries_left:
                raise
        except IntegrityError:
            break
    kept: Note = Note.objects.get(fingerprint=print_of_it)
    return kept


def _keep(note: Note, rows: list[Placement], *, at: datetime) -> Note:
    anchoring.hold(rows)
    note.save(force_insert=True)
    for row in rows:
        row.note = note
        row.save(force_insert=True)
    if note.kind != models.PRIVATE:
        grouping.join(note)
        touches = note.chapter.touches if note.is_public else []
        recording.record("note_written", by=note.user, about=note, at=at, touches=touches, sort=note.kind)
    return note


def rename(note: Note, *, names_me: bool, pen_name: PenName | None, by: User, at: datetime) -> None:
    """Say how thanks for it name its writer, or that they do not. Raises Refusal for another's note or name."""
    _check_own(note, by)
    if pen_name is not None and pen_name.user_id != by.pk:
        raise Refusal(_("This pen name is not yours."), field="pen_name")
    with transaction.atomic():
        theirs = Note.objects.filter(pk=note.pk, user=by)
        if theirs.update(names_me=names_me, pen_name=pen_name or note.pen_name):
            recording.record("note_signed", by=by, about=note, at=at, touches=note.story.touches)
    rereading.read_again(note)


def take_back(note: Note, *, by: User, at: datetime) -> None:
    """Delete one's own note, thanks and all; those that said the same stand. Twice is once.

    Raises Refusal for somebody else's.
    """
    _check_own(note, by)
    with transaction.atomic():
        there = Note.objects.select_for_update().select_related("story").filter(pk=note.pk).first()
        if there is None:
            return
        # Thanks stand while a mended note is open again.
        is_shown = there.is_public or Credit.objects.filter(note=there).exists()
        touches = there.story.touches if is_shown else []
        grouping.leave(there)
        recording.record("note_taken_back", by=by, about=there, at=at, touches=touches)
        there.delete()


def _check_own(note: Note, by: User) -> None:
    if note.user_id != by.pk:
        raise Refusal(_("This note is not yours."))


def _other_side(
    chapter: Chapter, against: Marked | None, fact: Fact | None, said: Said
) -> tuple[Revision, Anchor] | None:
    if said.kind != models.CONTINUITY:
        return None
    if fact is not None and fact.story_id != chapter.story_id:
        raise Refusal(_("That fact is of another story."), field="against")
    if against is None:
        if fact is None and not said.words:
            raise Refusal(_("Mark what it contradicts, or say it in words."), field="against")
        return None
    if against.chapter.story_id != chapter.story_id:
        raise Refusal(_("That chapter is of another story."), field="against")
    return anchoring.anchor(against)


def _fingerprint(by: User, read: Revision, found: Anchor, said: Said) -> str:
    place = f"{read.pk} {found.start_block} {found.start} {found.end_block} {found.end}"
    return sha256(f"{by.pk} {place} {said.kind} {said.reaction} {said.replacement!r} {said.words}".encode()).hexdigest()
