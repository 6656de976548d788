"""Carrying notes from revision to revision: each is looked at once for each, and what was found is stored.

A log reader does it after the commit; who needs the places earlier (a page, the desk) catches up first. Twice is once.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from feuilleton.kit.prose import anchoring, mapping
from feuilleton.kit.prose.mapping import Mapped, Other
from feuilleton.notes.models import DETACHED, EXACT, HERE, Carried, Note, Placement
from feuilleton.stories.models import Chapter, Revision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

    from feuilleton.kit.prose.anchoring import Anchor
    from feuilleton.stories.models import Story

_AT_ONCE = 500


def catch_up(chapter: Chapter) -> None:
    """Carry the chapter's notes to what readers have now, if that is not done yet."""
    carried = _due().filter(chapter=chapter).select_related("revision").first()
    if carried is None:
        return
    new = Revision.objects.select_related("chapter__story").get(pk=carried.chapter.live_id)
    # Without their revisions, each of which is a whole text.
    standing = Placement.objects.filter(is_newest=True, revision__chapter=chapter).exclude(outcome=DETACHED)
    places = list(standing.order_by("pk"))
    found = between(carried.revision, new, [place.anchor for place in places])
    moved = [
        (place, placement(mapped, place, new))
        for place, mapped in zip(places, found, strict=True)
        if not _stands(place, mapped)
    ]
    moved = _found_elsewhere(chapter, carried.revision, new, moved)
    with transaction.atomic():
        there = Carried.objects.select_for_update().filter(chapter=chapter, revision=carried.revision)
        if there.update(revision=new):
            _store(chapter, moved)


def catch_up_all(story: Story) -> None:
    """`catch_up` for every chapter of a story; one question when nothing is due."""
    for carried in _due().filter(chapter__story=story).order_by("chapter"):
        catch_up(carried.chapter)


def _due() -> QuerySet[Carried]:
    return (
        Carried.objects.filter(chapter__live__isnull=False)
        .exclude(revision=F("chapter__live"))
        .select_related("chapter")
    )


def between(old: Revision, new: Revision, anchors: Sequence[Anchor]) -> list[Mapped[int]]:
    """What became of these places from one revision to another.

    Of a revision that was removed from history meanwhile there is nothing to map: its places are found by their words.
    """
    if old.expunged_at is not None:
        return [_by_its_words(anchor, new) for anchor in anchors]
    return mapping.carry(anchors, old.blocks, new.blocks)


def _by_its_words(anchor: Anchor, new: Revision) -> Mapped[int]:
    found = anchoring.find_quote(new.blocks, anchor.quote, anchor.before, anchor.after, anchor.start_block)
    return Mapped("exact", found, 1.0) if found is not None else Mapped("detached", None, 0.0)


def placement(mapped: Mapped[int], before: Placement | Anchor, revision: Revision) -> Placement:
    """The placement that says so, not stored yet; of a detached one, with the quotation of what it was."""
    if mapped.anchor is None:
        return Placement(revision=revision, outcome=DETACHED, kept=0.0, quote=before.quote)
    return Placement(revision=revision, outcome=mapped.outcome, kept=mapped.kept, **asdict(mapped.anchor))


def _stands(place: Placement, mapped: Mapped[int]) -> bool:
    """Whether it is where it was and what it was, so that the placement still holds."""
    if mapped.outcome != EXACT or mapped.anchor is None:
        return False
    was, now = place.anchor, mapped.anchor
    return (was.start_block, was.start, was.end_block, was.end) == (now.start_block, now.start, now.end_block, now.end)


def _found_elsewhere(
    chapter: Chapter, old: Revision, new: Revision, moved: list[tuple[Placement, Placement]]
) -> list[tuple[Placement, Placement]]:
    """Passages that are gone here may have gone to another chapter: to words that came there since."""
    lost = [pair for pair in moved if pair[1].outcome == DETACHED]
    if not lost:
        return moved
    others = _come_since(chapter, old)
    if not others:
        return moved
    gone = mapping.carry([place.anchor for place, _now in lost], old.blocks, new.blocks, _as_others(others, old))
    placed = {
        place.pk: placement(mapped, place, others[mapped.elsewhere])
        for (place, _now), mapped in zip(lost, gone, strict=True)
        if mapped.elsewhere is not None
    }
    return [(place, placed.get(place.pk, now)) for place, now in moved]


def _come_since(chapter: Chapter, old: Revision) -> dict[int, Revision]:
    """What readers have of the story's other chapters, where it is newer than that revision, by the chapter's key."""
    others = Chapter.objects.published().filter(story=chapter.story_id, live__made_at__gt=old.made_at)
    return {one.pk: one.live for one in others.exclude(pk=chapter.pk).select_related("live__chapter")}


def _as_others(revisions: dict[int, Revision], old: Revision) -> dict[int, Other]:
    """Each with what readers had of it when the old text was the newest: those words are nobody's lost passage."""
    others = {}
    for key, revision in revisions.items():
        earlier = Revision.objects.published().with_words().filter(chapter=key, made_at__lte=old.made_at)
        before = earlier.newest_first().first()
        others[key] = Other(before.blocks if before is not None else [], revision.blocks)
    return others


def _store(chapter: Chapter, moved: list[tuple[Placement, Placement]]) -> None:
    keys = [place.pk for place, _now in moved]
    for start in range(0, len(keys), _AT_ONCE):
        Placement.objects.filter(pk__in=keys[start : start + _AT_ONCE]).update(is_newest=False)
    rows = []
    for place, now in moved:
        now.note_id, now.part = place.note_id, place.part
        rows.append(now)
    Placement.objects.bulk_create(rows, batch_size=_AT_ONCE)
    for _place, now in moved:
        if now.part == HERE and now.revision.chapter_id != chapter.pk:
            Note.objects.filter(pk=now.note_id).update(chapter=now.revision.chapter)
            Carried.objects.get_or_create(chapter=now.revision.chapter, defaults={"revision": now.revision})
