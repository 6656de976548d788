"""Hiding a story from readers, with a reason that its author sees."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.events import recording
from feuilleton.kit import text
from feuilleton.kit.errors import Refusal
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User


def hide(story: Story, *, reason: str, by: User, at: datetime) -> None:
    """Keep the story from readers until it is shown again. Raises Refusal without a reason or a moderator's right."""
    _may(by)
    reason = text.tidy(reason).strip()
    if not reason:
        raise Refusal(_("Say why; the author will read it."), field="reason")
    if len(reason) > 2_000:
        raise Refusal(_("The reason can have 2,000 letters at most."), field="reason")
    with transaction.atomic():
        if Story.objects.filter(pk=story.pk, hidden_at=None).update(hidden_at=at, hidden_reason=reason):
            recording.record("story_hidden", by=by, about=story, at=at, touches=story.touches, reason=reason)
    story.refresh_from_db()


def show(story: Story, *, by: User, at: datetime) -> None:
    """Give a hidden story back to its readers."""
    _may(by)
    with transaction.atomic():
        if Story.objects.filter(pk=story.pk).exclude(hidden_at=None).update(hidden_at=None, hidden_reason=""):
            recording.record("story_shown", by=by, about=story, at=at, touches=story.touches)
    story.refresh_from_db()


def _may(by: User) -> None:
    if not by.may_moderate:
        raise Refusal(_("Only moderators can do this."))
