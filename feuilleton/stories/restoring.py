"""Bringing an earlier revision back onto the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from feuilleton.kit.errors import Refusal
from feuilleton.kit.prose import rendering
from feuilleton.stories import drafting, holding, revising
from feuilleton.stories.models import ASIDE, Draft, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


def restore(revision: Revision, *, by: User, at: datetime) -> Draft:
    """Make a draft of an earlier revision. A draft that was there is set aside among the revisions, not lost.

    Raises Conflict if the draft is saved elsewhere meanwhile, Refusal for what was removed from history.
    """
    if revision.expunged_at is not None:
        raise Refusal(_("This version was removed from history. There is nothing to bring back."))
    draft = drafting.draft_of(revision)
    draft.saved_at = at
    there = drafting.stored(revision.chapter)
    if there is not None and there.source == draft.source and there.title == draft.title:
        return there
    html = rendering.render(there.blocks) if there is not None else ""
    try:
        with transaction.atomic():
            holding.chapter(revision.chapter)
            if there is not None:
                drafting.take(there)
                revising.keep(there, change=ASIDE, by=by, at=at, html=html)
            draft.version = there.version + 1 if there is not None else drafting.first_version(revision.chapter)
            draft.save(force_insert=True)
    except IntegrityError as error:
        # A first save, which waits for nobody, came between.
        raise drafting.Conflict(drafting.stored(revision.chapter)) from error
    return draft
