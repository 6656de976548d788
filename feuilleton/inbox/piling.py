"""What piles up on an author's desk: notes on passages that wait, in numbers; each thing once, whoever found it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from feuilleton.notes import models
from feuilleton.notes.models import Note

if TYPE_CHECKING:
    from feuilleton.accounts.models import User

MOST = 1_000  # are counted, the newest
Pile = Counter[str]
"""How many notes of each kind."""


def waiting(user: User, stories: Collection[int], *, among: Collection[int] | None = None) -> dict[int, Pile]:
    """What waits for this person, by the key of the story. `among`: only of the notes with these keys."""
    notes = Note.objects.told_to(user).filter(story__in=stories)
    if among is not None:
        notes = notes.filter(pk__in=among)
    things: dict[int, tuple[int, str]] = {}
    for thing, story, kind in notes.newest_first().values_list(Coalesce("same_as", "pk"), "story", "kind")[:MOST]:
        things[thing] = (story, kind)
    piles: dict[int, Pile] = {}
    for story, kind in things.values():
        piles.setdefault(story, Counter())[kind] += 1
    return piles


def said(pile: Pile) -> str:
    """“2 typos, 1 question”, in the order in which kinds are offered."""
    return _(", ").join(_said(kind, pile[kind]) for kind, _name in models.KINDS if pile[kind])


def _said(kind: str, count: int) -> str:
    words = {
        models.REACTION: ngettext("%(count)s reaction", "%(count)s reactions", count),
        models.TYPO: ngettext("%(count)s typo", "%(count)s typos", count),
        models.WORDING: ngettext("%(count)s wording", "%(count)s wordings", count),
        models.CONTINUITY: ngettext("%(count)s contradiction", "%(count)s contradictions", count),
        models.FORMATTING: ngettext("%(count)s note on the formatting", "%(count)s notes on the formatting", count),
        models.QUESTION: ngettext("%(count)s question", "%(count)s questions", count),
    }
    return words[kind] % {"count": count}
