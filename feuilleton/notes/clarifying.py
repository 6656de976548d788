"""A clarification: an author's own note on a passage, shown where readers stumble, instead of another wording."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.notes import anchoring, carrying, deciding, models, rereading, wording
from feuilleton.notes.models import HERE, Note, Placement
from feuilleton.notes.wording import Said
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName, User
    from feuilleton.notes.anchoring import Marked
    from feuilleton.notes.asking import Notes


def clarify(
    marked: Marked, words: str, *, by: User, pen_name: PenName | None, at: datetime, answering: Note | None = None
) -> Note:
    """Publish an author's word on a passage. `answering`: the note that asked for it, which it answers, too.

    Raises Refusal for who is no author of the story, without words, and as `anchoring.anchor`.
    """
    _check_author(marked.chapter.story_id, by)
    read, found = anchoring.anchor(marked)
    said = wording.tidy(Said(models.CLARIFICATION, words), found.quote)
    rows = anchoring.rows(HERE, read, found)
    note = Note(
        story=marked.chapter.story,
        chapter=marked.chapter,
        user=by,
        pen_name=pen_name,
        kind=models.CLARIFICATION,
        source=said.words,
        state=models.ANSWERED,
        answers=answering,
        published_at=at,
        made_at=at,
    )
    with transaction.atomic():
        anchoring.hold(rows)
        same: Note | None = _same(note).first()
        if same is not None:
            return same
        note.save(force_insert=True)
        for row in rows:
            row.note = note
            row.save(force_insert=True)
        if answering is not None:
            deciding.answer(answering, said.words, by=by, at=at)
        recording.record("note_published", by=by, about=note, at=at, touches=marked.chapter.touches)
    return note


def clarify_where(note: Note, words: str, *, by: User, pen_name: PenName | None, at: datetime) -> Note:
    """Answer a note by a clarification of the passage that it speaks of. Raises Refusal where the passage is gone."""
    carrying.catch_up(note.chapter)
    place = Placement.objects.filter(note=note, part=HERE, is_newest=True).select_related("revision__chapter").first()
    if place is None or place.is_detached:
        raise Refusal(_("The passage is gone, so nothing can be said beside it. Answer the note instead."))
    live = place.revision.chapter.live_id
    marked = anchoring.Marked(
        place.revision.chapter, live or place.revision_id, place.start_block, place.start, place.end_block, place.end
    )
    return clarify(marked, words, by=by, pen_name=pen_name, at=at, answering=note.same_as or note)


def change(note: Note, words: str, *, by: User, at: datetime) -> None:
    """Say a clarification otherwise. Raises Refusal for who is no author, and without words."""
    _check_author(note.story_id, by)
    said = wording.tidy(Said(models.CLARIFICATION, words), "")
    with transaction.atomic():
        if (
            Note.objects.filter(pk=note.pk, kind=models.CLARIFICATION)
            .exclude(source=said.words)
            .update(source=said.words)
        ):
            recording.record("note_published", by=by, about=note, at=at, touches=note.chapter.touches)
    rereading.read_again(note)


def withdraw(note: Note, *, by: User, at: datetime) -> None:
    """Take a clarification away again; what it answered stays answered. Twice is once."""
    _check_author(note.story_id, by)
    with transaction.atomic():
        there = Note.objects.filter(pk=note.pk, kind=models.CLARIFICATION).select_related("chapter__story").first()
        if there is not None:
            recording.record("note_taken_back", by=by, about=there, at=at, touches=there.chapter.touches)
            there.delete()


def _same(note: Note) -> Notes:
    """The same again: sent twice, or thought of twice."""
    named = ("kind", "user", "chapter", "source", "answers")
    return Note.objects.filter(**{name: getattr(note, name) for name in named})


def _check_author(story: int, by: User) -> None:
    if not Story.objects.editable_by(by).filter(pk=story).exists():
        raise Refusal(_("Only its author can publish a clarification."))
