"""What an author makes of a note: accept it into the draft, mend it otherwise, answer, decline, put off, open again."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.notes import admitting, carrying, crediting, grouping, mending, models, rereading
from feuilleton.notes.models import ACCEPTED, ANSWERED, DECLINED, FIXED, HERE, LATER, OPEN, Note, Placement
from feuilleton.stories import drafting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.kit.prose.blocks import Block
    from feuilleton.stories.models import Chapter, Draft

LONGEST = 2_000
_TRIES = 3


class Outlook(NamedTuple):
    """What accepting would make of a chapter's draft: its blocks afterwards, which notes fit, and which do not."""

    draft: Draft
    blocks: list[Block]
    fitting: list[Note]
    others: list[Note]


def accept(note: Note, *, by: User, at: datetime, words: str | None = None, seen: str | None = None) -> None:
    """Put what the note proposes into the chapter's draft; readers have it when the draft is published.

    `words`: what to write instead of the proposal. `seen`: what the author saw in the draft when they chose them.
    Raises mending.Changed, Refusal for what proposes nothing or was decided already. Twice is once.
    """
    if note.state == ACCEPTED:
        return
    if not note.is_waiting:
        raise Refusal(_("This was decided already. Open it again first."))
    proposed = words if words is not None else note.replacement
    if proposed is None:
        raise Refusal(_("This note proposes no words. Change the text, and say that it is mended."))
    _accept_all(note.chapter, [(note, proposed, seen)], by=by, at=at)


def accept_all(notes: Sequence[Note], *, by: User, at: datetime) -> tuple[list[Note], list[Note]]:
    """Accept every note of a chapter that proposes words and still fits: one draft, saved once.

    Returns those that were accepted, and those that did not fit.
    """
    fitting = [note for note in notes if note.proposes and note.is_waiting]
    others = [note for note in notes if note not in fitting]
    accepted: list[Note] = []
    for chapter in dict.fromkeys(note.chapter for note in fitting):
        theirs = [(note, note.replacement or "", None) for note in fitting if note.chapter_id == chapter.pk]
        done = _accept_all(chapter, theirs, by=by, at=at, skips=True)
        accepted += done
        others += [note for note, _words, _seen in theirs if note not in done]
    return accepted, others


def would_change(notes: Sequence[Note]) -> list[Outlook]:
    """What `accept_all` would do, chapter by chapter, in the order given. Nothing is stored."""
    fitting = [note for note in notes if note.proposes and note.is_waiting]
    outlooks = []
    for chapter in dict.fromkeys(note.chapter for note in fitting):
        carrying.catch_up(chapter)
        theirs = [(note, note.replacement or "", None) for note in fitting if note.chapter_id == chapter.pk]
        draft = drafting.find(chapter)
        text, done = _mended(chapter, draft, theirs, skips=True)
        outlooks.append(Outlook(draft, text.blocks, done, [one for one, _words, _seen in theirs if one not in done]))
    return outlooks


def mend_otherwise(note: Note, *, by: User, at: datetime) -> None:
    """Say that the note is right and is, or will be, mended in other words. Twice is once.

    Readers are thanked when the change is published; at once, if what they have was changed there already.
    """
    _decide(note, FIXED, by=by, at=at, kind="note_fixed")
    carrying.catch_up(note.chapter)
    crediting.credit(note.chapter, at=at)
    rereading.read_again(note)


def decline(note: Note, words: str = "", *, by: User, at: datetime) -> None:
    """Leave the passage as it is. Nobody is told, unless a kind word goes with it. Twice is once."""
    _decide(note, DECLINED, by=by, at=at, kind="note_declined", answer=_said(words))


def put_off(note: Note, *, by: User, at: datetime) -> None:
    """Not now: it stays on the desk, behind the others. Twice is once."""
    _decide(note, LATER, by=by, at=at, kind="note_put_off")


def answer(note: Note, words: str, *, by: User, at: datetime) -> None:
    """Say something to whoever wrote it. Raises Refusal when there are no words."""
    said = _said(words)
    if not said:
        raise Refusal(_("Write something first."), field="words")
    _decide(note, ANSWERED, by=by, at=at, kind="note_answered", answer=said)


def mark_same(note: Note, same: Note, *, by: User, at: datetime) -> None:
    """Say that the note is what another said already."""
    with transaction.atomic():
        grouping.mark_alike(note, same)
        answered = note.state == ANSWERED  # as the other was before
        recording.record("note_was_known", by=by, about=note, at=at, touches=[], answered=answered)
    rereading.read_again(note)


def publish(note: Note, *, by: User, at: datetime) -> None:
    """Let every reader of the chapter see the note beside its passage. Twice is once. Not what its writer kept."""
    if note.kind == models.PRIVATE:
        raise Refusal(_("This note is its reader’s own."))
    if note.hidden_at is not None:
        raise Refusal(_("A moderator has hidden this note."))
    _set_published(note, at, by=by, at=at)


def unpublish(note: Note, *, by: User, at: datetime) -> None:
    """Take the note away from readers again; its writer and the authors still see it. Twice is once."""
    _set_published(note, None, by=by, at=at)


def reopen(note: Note, *, by: User, at: datetime) -> None:
    """Put a decided note back among those that wait: once by whoever wrote it, once by an author. Twice is once.

    Raises Refusal for who did so before, by this note or by another of theirs that is one with it, and for anybody
    else; Blocked for a reader who is apart from an author.
    """
    _check_decidable(note)
    if note.is_waiting:
        return
    is_reader = note.user_id == by.pk
    field = "reopened_by_reader_at" if is_reader else "reopened_by_author_at"
    if not is_reader and not Note.objects.decided_by(by).filter(pk=note.pk).exists():
        raise Refusal(_("This note is not yours."))
    head = note.same_as or note
    alike = Note.objects.filter(pk__in=grouping.keys([head])).exclude(**{field: None})
    if (alike.filter(user=by) if is_reader else alike).exists():
        raise Refusal(_("You have opened it again once already. Write another note."))
    if is_reader:
        admitting.check_together(by, note.story)
    with transaction.atomic():
        there = Note.objects.filter(pk=note.pk, **{field: None}).exclude(state__in=models.WAITING)
        if there.update(**{field: at}):
            Note.objects.filter(pk__in=grouping.keys([head])).update(state=OPEN, resolved_in=None)
            recording.record("note_reopened", by=by, about=note, at=at, touches=[], by_reader=is_reader)
    rereading.read_again(note)


def _accept_all(
    chapter: Chapter,
    wished: Sequence[tuple[Note, str, str | None]],
    *,
    by: User,
    at: datetime,
    skips: bool = False,
) -> list[Note]:
    carrying.catch_up(chapter)
    for tries_left in reversed(range(_TRIES)):
        try:
            return _try_to_accept(chapter, wished, by=by, at=at, skips=skips)
        except drafting.Conflict:
            if not tries_left:
                raise
    return []


def _try_to_accept(
    chapter: Chapter, wished: Sequence[tuple[Note, str, str | None]], *, by: User, at: datetime, skips: bool
) -> list[Note]:
    draft = drafting.find(chapter)
    text, done = _mended(chapter, draft, wished, skips=skips)
    if not done:
        return []
    with transaction.atomic():
        mending.save(chapter, draft, text, at=at)
        for note in done:
            _decide(note, ACCEPTED, by=by, at=at, kind="note_accepted")
    return done


def _mended(
    chapter: Chapter, draft: Draft, wished: Sequence[tuple[Note, str, str | None]], *, skips: bool
) -> tuple[mending.Text, list[Note]]:
    """The draft with all of them in it that fit; without `skips` the first that does not raises why."""
    live = chapter.live.blocks if chapter.live else []
    text = mending.Text(draft.source, draft.format, draft.blocks)
    done = []
    for note, words, seen in wished:
        try:
            text = mending.mend(text, live, _place(note), words, seen=seen)
            done.append(note)
        except Refusal:
            if not skips:
                raise
    return (mending.settle(text) if done else text), done


def _place(note: Note) -> Placement:
    place = Placement.objects.filter(note=note, part=HERE, is_newest=True).first()
    if place is None or place.is_detached:
        raise Refusal(_("The passage is gone. Change the text, and say that it is mended."))
    return place


def _decide(note: Note, state: str, *, by: User, at: datetime, kind: str, answer: str = "") -> None:
    _check_decidable(note)
    with transaction.atomic():
        head = note.same_as or note
        there = Note.objects.filter(pk=head.pk).exclude(state=state, answer=answer)
        if there.update(state=state, answer=answer, decided_by=by, decided_at=at):
            # Whoever joins it at this moment has joined it now, or reads what was decided.
            alike = Note.objects.filter(pk__in=grouping.keys([head]))
            alike.update(state=state, answer=answer, decided_by=by, decided_at=at)
            touches = note.chapter.touches if alike.published().exists() else []
            recording.record(kind, by=by, about=head, at=at, touches=touches, said=bool(answer))
    rereading.read_again(note)


def _check_decidable(note: Note) -> None:
    if note.kind in (models.PRIVATE, models.CLARIFICATION):
        raise Refusal(_("There is nothing to decide about this note."))


def _set_published(note: Note, published_at: datetime | None, *, by: User, at: datetime) -> None:
    with transaction.atomic():
        there = Note.objects.filter(pk=note.pk, published_at__isnull=published_at is not None, hidden_at=None)
        if there.update(published_at=published_at):
            kind = "note_published" if published_at else "note_unpublished"
            recording.record(kind, by=by, about=note, at=at, touches=note.chapter.touches)
    rereading.read_again(note)


def _said(words: str) -> str:
    said = text.tidy(words).strip()
    if len(said) > LONGEST:
        raise Refusal(
            _("An answer can have 2,000 letters at most; this one has %(count)s.") % {"count": f"{len(said):,}"},
            field="words",
        )
    return said
