"""Whose story it is: the pen name it stands under, leaving it without a name, handing it to somebody else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.stories import holding
from feuilleton.stories.models import Authorship, Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import PenName, User


def sign(story: Story, pen_name: PenName, *, by: User, at: datetime) -> None:
    """Put the story under another of the author's own pen names. Raises Refusal if the name is not theirs."""
    if pen_name.user_id != by.pk:
        raise Refusal(_("This pen name is not yours."), field="pen_name")
    with transaction.atomic():
        before = story.touches
        theirs = Authorship.objects.filter(story=story, pen_name__user=by)
        if theirs.filter(pen_name=pen_name).exists():
            return
        position = theirs.values_list("position", flat=True).first() or 1
        theirs.delete()
        Authorship.objects.create(story=story, pen_name=pen_name, position=position)
        recording.record("story_signed", by=by, about=story, at=at, touches=[*before, *story.touches])


def orphan(story: Story, *, by: User, at: datetime, offered_to: PenName | None = None) -> None:
    """Take the author's names off the story; readers keep it. With `offered_to` it waits for that person's yes.

    Nobody finds a stranger's story under their name: a story is handed over when the other accepts it.
    """
    with transaction.atomic():
        before = story.touches
        if Authorship.objects.filter(story=story, pen_name__user=by).delete()[0]:
            # With another author's name on it, the story is theirs, and nobody's orphan.
            alone = not Authorship.objects.filter(story=story).exists()
            Story.objects.filter(pk=story.pk).update(orphaned_at=at if alone else None, offered_to=offered_to)
            recording.record("story_orphaned", by=by, about=story, at=at, touches=before)
    story.refresh_from_db()


def accept(story: Story, *, by: User, at: datetime) -> None:
    """Take a story that was handed to one of `by`'s pen names. Raises Refusal if it is not offered to them."""
    with transaction.atomic():
        story = holding.story(story.pk)
        if story.offered_to is None or story.offered_to.user_id != by.pk:
            raise Refusal(_("This story is not offered to you."))
        Authorship.objects.create(story=story, pen_name=story.offered_to)
        Story.objects.filter(pk=story.pk).update(orphaned_at=None, offered_to=None)
        recording.record("story_handed_over", by=by, about=story, at=at, touches=story.touches)


def decline(story: Story, *, by: User, at: datetime) -> None:
    """Leave an offered story as it is, without a name."""
    with transaction.atomic():
        if Story.objects.filter(pk=story.pk, offered_to__user=by).update(offered_to=None):
            recording.record("story_declined", by=by, about=story, at=at, touches=[])
