"""Notes on passages in the demonstration archive: written, decided and mended, each on its day, through the rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from feuilleton.accounts.models import PenName
from feuilleton.notes import carrying, clarifying, crediting, deciding, noting
from feuilleton.notes.anchoring import Marked
from feuilleton.notes.wording import Said
from feuilleton.stories import publishing, stating
from feuilleton.stories.models import MINOR
from feuilleton.stories.stating import Stated

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.ops.demonstration.readers import Act
    from feuilleton.ops.populating import Archive
    from feuilleton.stories.models import Chapter


def write(act: Act, archive: Archive, at: datetime) -> None:
    """A reader says something about a passage."""
    by, more = archive.people[act.by], act.more
    said = Said(more["note"], act.text, more.get("becomes"), more.get("reaction", ""))
    against = more.get("against")
    archive.notes[more["passage"], act.by] = noting.write(
        _marked(_chapter(archive, act), more["passage"]),
        said,
        by=by,
        pen_name=_name(by),
        at=at,
        names_me=more.get("names_me", True),
        against=_marked(_chapter(archive, act, against["chapter"]), against["passage"]) if against else None,
    )


def decide(act: Act, archive: Archive, at: datetime) -> None:
    """The author makes something of what a reader said."""
    note, by = archive.notes[act.of, act.more["found_by"]], archive.people[act.by]
    note.refresh_from_db()
    if act.more["do"] == "accept":
        deciding.accept(note, by=by, at=at)
    elif act.more["do"] == "decline":
        deciding.decline(note, act.text, by=by, at=at)
    else:
        pen_name = archive.stories[act.story].authors.get()
        clarifying.clarify_where(note, act.text, by=by, pen_name=pen_name, at=at)


def mend(act: Act, archive: Archive, at: datetime) -> None:
    """The author publishes what they accepted. Thanks are said on that day, and not when a worker comes to the log."""
    chapter = _chapter(archive, act)
    publishing.publish(chapter, by=archive.people[act.by], at=at, change=MINOR)
    chapter.refresh_from_db()
    carrying.catch_up(chapter)
    crediting.credit(chapter, at=at)


def state(act: Act, archive: Archive, at: datetime) -> None:
    """The author writes down who is what to whom."""
    stated = Stated(**{name: value for name, value in act.more.items() if name in Stated.__slots__})
    since = _chapter(archive, act) if act.chapter else None
    stating.state(archive.stories[act.story], replace(stated, since=since), by=archive.people[act.by], at=at)


def _chapter(archive: Archive, act: Act, place: int | None = None) -> Chapter:
    chapter = archive.chapters[act.story, place or act.chapter or 0]
    chapter.refresh_from_db()
    return chapter


def _marked(chapter: Chapter, words: str) -> Marked:
    """The first place in what readers have of the chapter where these words stand. Raises StopIteration for none."""
    live = chapter.live
    assert live is not None
    block = next(block for block in live.blocks if words in block.text)
    start = block.text.index(words)
    return Marked(chapter, live.pk, block.id, start, block.id, start + len(words))


def _name(user: User) -> PenName:
    return PenName.objects.of(user).in_order()[0]
