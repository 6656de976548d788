"""Where a reader has been: pausing that, forgetting a story, forgetting everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.shelves.models import Mark, Place, Reader

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.accounts.models import User
    from feuilleton.stories.models import Story


def pause(user: User, *, at: datetime) -> None:
    """Keep no more of where this person reads, until `resume`. What is kept stays."""
    Reader.objects.update_or_create(user=user, defaults={"history_paused_at": at})


def resume(user: User) -> None:
    """Keep again where this person reads."""
    Reader.objects.filter(user=user).update(history_paused_at=None)


def is_paused(user: User) -> bool:
    """Whether nothing is kept at present."""
    return Reader.objects.filter(user=user).exclude(history_paused_at=None).exists()


def forget(story: Story, *, by: User) -> None:
    """Forget that this person read the story: their place in it, and what of it they have read."""
    with transaction.atomic():
        Place.objects.filter(user=by, story=story).delete()
        Mark.objects.filter(user=by, story=story).delete()


def forget_all(*, by: User) -> None:
    """Forget everything this person has read. Shelves and favorites stay."""
    with transaction.atomic():
        Place.objects.filter(user=by).delete()
        Mark.objects.filter(user=by).delete()
