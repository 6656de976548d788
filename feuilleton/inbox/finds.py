"""What became of somebody's notes on passages, so far as it still holds and they may see it: in their inbox, by letter.

What was mended is counted by the thanks that stand for it, so what they took back is not in it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, QuerySet

from feuilleton.inbox import entries
from feuilleton.inbox.entries import Found
from feuilleton.kit.prepared import Prepared
from feuilleton.notes.models import ANSWERED, DECLINED, OPEN, Credit, Note
from feuilleton.stories.models import Authorship

if TYPE_CHECKING:
    from feuilleton.inbox.models import Alert

ARE_MENDED, IS_ANSWERED, IS_DECLINED, IS_HIDDEN = "notes_mended", "note_answered", "note_declined", "note_hidden"
KINDS = (ARE_MENDED, IS_ANSWERED, IS_DECLINED, IS_HIDDEN)
BY_LETTER = (ARE_MENDED, IS_ANSWERED, IS_DECLINED)
# What was said stays said when the note is opened again, until another thing is said of it.
_SAID = {IS_ANSWERED: (ANSWERED, OPEN), IS_DECLINED: (DECLINED, OPEN)}


class Told(NamedTuple):
    """What of an alert is needed to say it."""

    event: int
    kind: str
    data: dict[str, Any]
    note: int | None
    by: int | None
    story: int | None


def told(alert: Alert) -> Told:
    """What an alert of one of these kinds says."""
    return Told(alert.event, alert.kind, alert.data, alert.note_id, alert.by_id, alert.story_id)


def of(user: int, alerts: Collection[Told]) -> dict[int, Found]:
    """What each of these tells this person now, by its event; without those of which there is nothing to tell."""
    if not alerts:
        return {}
    names = _names(alerts)
    mended = [one for one in alerts if one.kind == ARE_MENDED]
    found = _mended(user, mended, names) if mended else {}
    said = [one for one in alerts if one.kind != ARE_MENDED]
    return found | _said(user, said, names) if said else found


def _mended(user: int, alerts: list[Told], names: dict[Any, str]) -> dict[int, Found]:
    chapters = entries.chapters(user, [one.data["chapter"] for one in alerts])
    theirs = Credit.objects.filter(note__user=user, revision__in=[one.data["revision"] for one in alerts])
    counts = dict(theirs.values("revision").annotate(count=Count("pk")).order_by().values_list("revision", "count"))
    found = {}
    for one in alerts:
        line, count = chapters.get(one.data["chapter"]), counts.get(one.data["revision"], 0)
        if line is not None and count:
            chapter = (line[1].public_id, line[1].number, line[1].title)
            found[one.event] = Found(names.get((one.story, one.by), ""), chapter, count)
    return found


def _said(user: int, alerts: list[Told], names: dict[Any, str]) -> dict[int, Found]:
    rows = entries.in_lots(_notes, user, [one.note for one in alerts if one.note is not None])
    notes = {key: (state, answer, reason, chapter) for key, state, answer, reason, *chapter in rows}
    found = {}
    for one in alerts:
        if one.note not in notes:
            continue
        state, answer, reason, (public_id, number, title) = notes[one.note]
        words = reason if one.kind == IS_HIDDEN else answer if state in _SAID[one.kind] else ""
        if words:
            name = names.get((one.story, one.by), "")
            found[one.event] = Found(name, (public_id, number or "", title or ""), words=words)
    return found


def _names(alerts: Collection[Told]) -> dict[Any, str]:
    """The pen name under which each of them stands on the story, by story and person."""
    theirs = Authorship.objects.filter(
        story__in={one.story for one in alerts}, pen_name__user__in={one.by for one in alerts if one.by is not None}
    )
    rows = theirs.order_by("-position").values_list("story", "pen_name__user", "pen_name__name")
    return {(story, user): name for story, user, name in rows}


def _notes_said(user: int, keys: list[int]) -> QuerySet[Any, Any]:
    theirs = Note.objects.visible_to(entries.member(user)).filter(user=user, pk__in=keys)
    return theirs.filter(*entries.strangers_to(user, "story_id")).values_list(
        *(
            "pk",
            "state",
            "answer",
            "hidden_reason",
            "chapter__public_id",
            "chapter__live__number",
            "chapter__live__title",
        )
    )


_notes = Prepared(_notes_said)
