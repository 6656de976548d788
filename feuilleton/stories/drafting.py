"""Drafts: beginning one, saving it only over what was seen, setting it aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prepared import Prepared
from feuilleton.kit.prose import marking, rendering
from feuilleton.kit.prose.blocks import pack
from feuilleton.stories import arranging, composing, holding, revising
from feuilleton.stories.models import ASIDE, Chapter, Draft, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.composing import Composed, Typed


class Conflict(Refusal):
    """The draft was saved elsewhere since. Nothing was changed; `current` is the text that is stored."""

    def __init__(self, current: Draft | None) -> None:
        super().__init__(_("This chapter was saved in another place since you opened it here. Both texts are below."))
        self.current = current


def stored(chapter: Chapter) -> Draft | None:
    """The chapter's draft as it was saved last, or None."""
    draft: Draft | None = _drafts.first(chapter=chapter.pk)
    if draft is not None:
        draft.chapter = chapter
    return draft


def find(chapter: Chapter) -> Draft:
    """The chapter's draft; where there is none, one that is not saved yet (version 0), made from what readers see."""
    draft = stored(chapter)
    if draft is not None:
        return draft
    if chapter.live is None:
        return Draft(chapter=chapter, version=0, number=arranging.next_number(chapter.story))
    return draft_of(chapter.live)


def draft_of(revision: Revision) -> Draft:
    """A draft, not saved, that says what the revision says; text that came in otherwise is put in Markdown."""
    source = revision.source if revision.format == "markdown" else marking.to_markdown(revision.blocks)
    return Draft(
        chapter=revision.chapter,
        based_on=revision,
        version=0,
        title=revision.title,
        number=revision.number,
        summary=revision.summary,
        notes=revision.notes,
        source=source,
        format="markdown",
        packed=pack(revision.blocks),
        words=revision.words,
        characters=revision.characters,
    )


def save(chapter: Chapter, typed: Typed, *, version: int, by: User | None, at: datetime) -> Draft:
    """Store what was typed, if the stored draft is still the `version` that was seen (0: none was stored).

    Raises Conflict, changing nothing, if it is not; Refusal if the text does not fit. Sending the same save twice
    stores it once. Autosave is no news: it records no event.
    """
    seen = find(chapter)
    return _store(chapter, composing.compose(typed, before=seen.blocks), seen=seen, version=version, at=at)


def save_composed(
    chapter: Chapter, composed: Composed, *, version: int, at: datetime, based_on: Revision | None = None
) -> Draft:
    """As `save`, for a text that has been composed already."""
    seen = Draft(chapter=chapter, based_on=based_on)
    return _store(chapter, composed, seen=seen, version=version, at=at)


def set_aside(chapter: Chapter, *, version: int, by: User | None, at: datetime) -> Revision | None:
    """Take the draft off the desk: it is kept among the chapter's revisions, unpublished. None if there is none.

    Raises Conflict if the stored draft is not the `version` that was seen.
    """
    draft = stored(chapter)
    if draft is None:
        return None
    if draft.version != version:
        raise Conflict(draft)
    html = rendering.render(draft.blocks)
    with transaction.atomic():
        holding.chapter(chapter)
        take(draft)
        return revising.keep(draft, change=ASIDE, by=by, at=at, html=html)


def take(draft: Draft) -> None:
    """Take the draft off the desk, for what it says to be kept as a revision.

    For use inside a transaction that holds the chapter. Raises Conflict if another save came since it was found.
    """
    if not Draft.objects.filter(pk=draft.pk, version=draft.version).delete()[0]:
        raise Conflict(stored(draft.chapter))


def first_version(chapter: Chapter) -> int:
    """The version of a new draft: one that no earlier draft of the chapter had."""
    return (chapter.revisions.aggregate(latest=Max("version"))["latest"] or 0) + 1


def _store(chapter: Chapter, composed: Composed, *, seen: Draft, version: int, at: datetime) -> Draft:
    fields = composed.as_fields() | {"saved_at": at}
    try:
        with transaction.atomic():
            if version == 0:
                first = first_version(chapter)
                return Draft.objects.create(chapter=chapter, based_on=seen.based_on, version=first, **fields)
            if Draft.objects.filter(chapter=chapter, version=version).update(version=version + 1, **fields):
                return Draft.objects.get(chapter=chapter)
    except IntegrityError:
        pass
    current = stored(chapter)
    following = version + 1 if version else first_version(chapter)
    if current is not None and current.version == following and _says(current, composed):
        return current
    raise Conflict(current)


def _says(draft: Draft, composed: Composed) -> bool:
    return all(
        getattr(draft, name) == getattr(composed, name)
        for name in ("title", "number", "summary", "notes", "source", "format")
    )


_drafts = Prepared(lambda chapter: Draft.objects.filter(chapter=chapter))
