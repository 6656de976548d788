"""Leaving the archive: what becomes of each story, then of the pen names, then the account is closed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts import closing
from feuilleton.accounts.models import PenName, User
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.stories import authoring
from feuilleton.stories.models import Authorship, Draft, Story

if TYPE_CHECKING:
    from datetime import datetime

REMOVED, KEPT = "removed", "kept"

Fate = str | PenName
"""What becomes of a story: REMOVED for good, KEPT for its readers without a name, or offered to that pen name."""


class Undecided(Refusal):
    """A story is not spoken of. `story` is the first such."""

    def __init__(self, story: Story) -> None:
        super().__init__(_("Say what becomes of “%(title)s”.") % {"title": story.title}, field=story.public_id)
        self.story = story


def leave(user: User, fates: Mapping[int, Fate], *, at: datetime) -> None:
    """Close the account, doing with each of its stories (by key) what `fates` says. All of it happens, or nothing.

    What lies in the bin goes for good; pen names with nothing left under them are free again. Leaving twice is leaving
    once. Raises Undecided for a story without a fate; Refusal for one that cannot be, or for the only archivist.
    """
    with transaction.atomic():
        if not User.objects.select_for_update().filter(pk=user.pk).exists():
            return
        closing.check_may_close(user)
        for story in Story.objects.written_by(user):
            _settle(story, fates.get(story.pk), by=user, at=at)
        for story in Story.objects.in_bin_of(user):
            _delete(story, by=user, at=at)
        pen_names = PenName.objects.of(user)
        touches = [name for pen_name in pen_names for name in pen_name.touches]
        pen_names.filter(authorships=None).delete()
        closing.close(user, at=at, touches=touches)


def may_stay(story: Story) -> bool:
    """Whether a story can be kept without a name: there is something that its readers would miss."""
    return story.chapter_count > 0


def _settle(story: Story, fate: Fate | None, *, by: User, at: datetime) -> None:
    if isinstance(fate, PenName):
        _offer(story, fate, by=by, at=at)
    elif fate == REMOVED:
        _delete(story, by=by, at=at)
    elif fate == KEPT and may_stay(story):
        authoring.orphan(story, by=by, at=at)
        if not story.authorships.exists():
            # Nobody could ever open them again, and they were never shown to anybody.
            Draft.objects.filter(chapter__story=story).delete()
    else:
        raise Undecided(story)


def _offer(story: Story, to: PenName, *, by: User, at: datetime) -> None:
    if to.user_id is None or to.user_id == by.pk:
        raise Refusal(
            _("“%(title)s” can be handed to somebody else who is here; “%(name)s” is nobody else’s pen name.")
            % {"title": story.title, "name": to.name},
            field=story.public_id,
        )
    authoring.orphan(story, by=by, at=at, offered_to=to)


def _delete(story: Story, *, by: User, at: datetime) -> None:
    """For good: nobody is left who could bring it back. A story with other authors is theirs, and stays."""
    if Authorship.objects.filter(story=story).exclude(pen_name__user=by).exists():
        authoring.orphan(story, by=by, at=at)
        return
    recording.record("story_deleted", by=by, about=story, at=at, touches=story.touches)
    story.delete()
