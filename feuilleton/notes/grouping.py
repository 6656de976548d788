"""One thing, one item: notes that say the same of the same words are one, whoever says it first.

For use inside the transaction of a rule.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.notes import models, rereading
from feuilleton.notes.models import HERE, MENDED, Note, Placement

if TYPE_CHECKING:
    from collections.abc import Iterable

# A slip is a slip, whatever a reader calls it.
_ALIKE = {models.TYPO: (models.TYPO, models.WORDING), models.WORDING: (models.TYPO, models.WORDING)}
_NEVER = (models.REACTION, models.PRIVATE, models.CLARIFICATION, models.QUESTION)
_AT_ONCE = 500
_STATE = ("state", "answer", "decided_by_id", "decided_at", "resolved_in_id")


def join(note: Note) -> None:
    """Let the note join the one that said the same of the same words before, if that is not decided yet."""
    if note.kind in _NEVER:
        return
    mine = Placement.objects.filter(note=note, part=HERE, is_newest=True).first()
    if mine is None or mine.is_detached:
        return
    kinds = _ALIKE.get(note.kind, (note.kind,))
    others = Placement.objects.filter(
        is_newest=True,
        part=HERE,
        start_block=mine.start_block,
        note__chapter=note.chapter_id,
        note__kind__in=kinds,
        note__same_as=None,
        note__resolved_in=None,
        note__state__in=[*models.WAITING, *MENDED],
    ).exclude(note=note)
    if note.kind == models.CONTINUITY:
        others = others.filter(note__placements__part=models.AGAINST) if _has_other_side(note) else others
    same = next((one.note for one in others.select_related("note").order_by("note_id") if _overlap(mine, one)), None)
    if same is not None:
        with suppress(rereading.Gone):
            _hold(same)
            _follow(note, same.same_as or same)


def mark_alike(note: Note, same: Note) -> None:
    """Let the note, and all that joined it, be what another said already.

    Raises Refusal for notes of two stories, and Gone.
    """
    if note.story_id != same.story_id or note.pk == same.pk:
        raise Refusal(_("A note can only be the same as another of the same story."))
    _hold(note, same)
    head = same.same_as or same
    if head.pk == note.pk:
        raise Refusal(_("It is the first of them already."))
    for one in [*Note.objects.filter(same_as=note), note]:
        _follow(one, head)


def leave(note: Note) -> None:
    """Before a note goes: the oldest of those that joined it takes its place."""
    first, *others = [*note.alike.order_by("pk")] or [None]
    if first is None:
        return
    Note.objects.filter(pk=first.pk).update(same_as=None)
    Note.objects.filter(pk__in=[one.pk for one in others]).update(same_as=first)
    models.Credit.objects.filter(note=first).update(is_first=True)


def of(note: Note) -> list[Note]:
    """The note and all that joined it, the first first."""
    head = note.same_as or note
    return [head, *Note.objects.filter(same_as=head).order_by("pk")]


def keys(notes: Iterable[Note]) -> list[int]:
    """The keys of all that is one with these."""
    heads = [note.same_as_id or note.pk for note in notes]
    lots = (heads[start : start + _AT_ONCE] for start in range(0, len(heads), _AT_ONCE))
    return [key for lot in lots for key in Note.objects.filter(_one_with(lot)).values_list("pk", flat=True)]


def _one_with(heads: list[int]) -> Q:
    return Q(pk__in=heads) | Q(same_as__in=heads)


def _follow(note: Note, head: Note) -> None:
    note.same_as = head
    for name in _STATE:
        setattr(note, name, getattr(head, name))
    note.save(update_fields=["same_as", *_STATE])


def _hold(*notes: Note) -> None:
    """Read them as they are by now, and so they stay until the transaction is over. Raises Gone."""
    held = Note.objects.select_for_update().filter(pk__in=[note.pk for note in notes]).order_by("pk")
    list(held.values_list("pk"))
    for note in notes:
        rereading.read_again(note)


def _has_other_side(note: Note) -> bool:
    return Placement.objects.filter(note=note, part=models.AGAINST).exists()


def _overlap(one: Placement, other: Placement) -> bool:
    if one.start_block != one.end_block or other.start_block != other.end_block:
        return one.start_block == other.start_block and one.end_block == other.end_block
    return one.start < other.end and other.start < one.end
