"""Two texts for one draft: choosing the one to go on with, keeping the other among the earlier versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.kit.prose import rendering
from feuilleton.stories import composing, drafting, holding, revising
from feuilleton.stories.models import ASIDE, Chapter, Draft, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.composing import Typed


def go_on_with(chapter: Chapter, typed: Typed, *, version: int, by: User, at: datetime) -> Draft:
    """Make what was typed the draft; the stored draft, if it is still the `version` that was seen, is set aside.

    Raises Conflict, changing nothing, if it is not; Refusal if the text does not fit.
    """
    seen = drafting.find(chapter)
    composed = composing.compose(typed, before=seen.blocks)
    there = seen if version and seen.version == version else None
    html = rendering.render(there.blocks) if there else ""
    with transaction.atomic():
        if there is not None:
            holding.chapter(chapter)
            revising.keep(there, change=ASIDE, by=by, at=at, html=html)
        return drafting.save_composed(chapter, composed, version=version, at=at, based_on=chapter.live)


def keep_beside(chapter: Chapter, typed: Typed, *, by: User, at: datetime) -> Revision:
    """Keep what was typed among the chapter's revisions, unpublished; the draft stays as it is.

    The same text sent twice is kept once. Raises Refusal if the text does not fit.
    """
    composed = composing.compose(typed, before=drafting.find(chapter).blocks)
    draft = Draft(chapter=chapter, version=0, **composed.as_fields())
    html = rendering.render(draft.blocks)
    with transaction.atomic():
        holding.chapter(chapter)
        newest: Revision | None = chapter.revisions.newest_first().first()
        if newest is not None and newest.change == ASIDE and _same(newest, draft):
            return newest
        return revising.keep(draft, change=ASIDE, by=by, at=at, html=html)


def _same(revision: Revision, draft: Draft) -> bool:
    return all(
        getattr(revision, name) == getattr(draft, name) for name in ("title", "number", "summary", "notes", "source")
    )
