"""Writing a draft down as a revision. (A revision made a draft again: `restoring.py`.)"""

from __future__ import annotations

from typing import TYPE_CHECKING

from feuilleton.kit import inserting
from feuilleton.kit.prepared import Prepared
from feuilleton.kit.prose.cleaning import CLEANER_VERSION
from feuilleton.stories.models import Draft, Revision

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


def keep(draft: Draft, *, change: str, by: User | None, at: datetime, html: str) -> Revision:
    """Write the draft down as the chapter's next revision. For use inside a transaction that holds the chapter.

    `html` is the draft rendered beforehand: nothing slow stands inside a transaction.
    """
    newest = _newest.first(chapter=draft.chapter_id)
    revision = Revision(
        chapter=draft.chapter,
        ordinal=newest[0] + 1 if newest else 1,
        change=change,
        version=draft.version or 0,
        title=draft.title,
        number=draft.number,
        summary=draft.summary,
        notes=draft.notes,
        source=draft.source,
        format=draft.format,
        packed=draft.packed,
        words=draft.words,
        characters=draft.characters,
        html=html,
        cleaner=CLEANER_VERSION,
        by=by,
        made_at=at,
    )
    inserting.insert(revision)
    return revision


_newest = Prepared(
    lambda chapter: Revision.objects.filter(chapter=chapter).order_by("-ordinal").values_list("ordinal")[:1]
)
