"""The log reader's part for notes on passages: authors hear that some wait, readers what became of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.accounts.models import User
from feuilleton.inbox import alerting, finds
from feuilleton.inbox.models import Alert
from feuilleton.notes import grouping, models
from feuilleton.notes.models import Note

if TYPE_CHECKING:
    from feuilleton.events.models import Event
    from feuilleton.stories.models import Chapter


def tell_of_note(event: Event, note: Note) -> None:
    """Read one event about a note."""
    if (event.kind == "note_written" and note.kind != models.PRIVATE) or (
        event.kind == "note_reopened" and event.data.get("by_reader")
    ):
        _tell_authors(event, note)
    elif event.kind == finds.IS_HIDDEN:
        _tell_readers(event, [note], event.kind)
    elif event.kind == finds.IS_ANSWERED or (event.kind == finds.IS_DECLINED and event.data.get("said")):
        _tell_readers(event, grouping.of(note), event.kind)
    elif event.kind == "note_was_known" and event.data.get("answered"):
        # Whoever is found to have asked the same has the answer, too.
        knowing = Alert.objects.filter(kind=finds.IS_ANSWERED).exclude(event=event.pk).values("note_id")
        unknowing = Note.objects.filter(pk__in=grouping.keys([note])).exclude(pk__in=knowing)
        _tell_readers(event, list(unknowing.oldest_first()), finds.IS_ANSWERED)


def tell_of_mending(event: Event, chapter: Chapter) -> None:
    """Whoever found what a revision mended hears of all of it at once."""
    people = User.objects.filter(pk__in=[int(key) for key in event.data["readers"]])
    data = {"chapter": chapter.pk, "revision": event.data["revision"]}
    alerting.alert(event, people, by=event.by, story=chapter.story, data=data)


def forget(event: Event) -> None:
    """What was taken back waits for nobody, and nothing came of it."""
    Alert.objects.filter(note_id=event.subject_id, event__lt=event.pk).delete()


def _tell_authors(event: Event, note: Note) -> None:
    people = alerting.authors(note.story)
    alerting.alert(event, people, by=note.user, story=note.story, note=note.pk, data={"sort": note.kind})


def _tell_readers(event: Event, notes: list[Note], kind: str) -> None:
    for note in notes:
        people = User.objects.filter(passage_notes=note)
        alerting.alert(event, people, by=event.by, kind=kind, story=note.story, note=note.pk)
