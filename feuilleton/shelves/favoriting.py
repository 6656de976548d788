"""Keeping a story or an author as a favorite, and letting go again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts import blocking
from feuilleton.accounts.models import PenName, User
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal
from feuilleton.shelves.models import Favorite
from feuilleton.stories.models import Authorship, Story

if TYPE_CHECKING:
    from datetime import datetime


class OnesOwn(Refusal):
    """Nobody is a favorite of themselves."""


def favorite(story: Story, *, by: User, at: datetime) -> None:
    """Keep the story as a favorite. Twice is once. Raises OnesOwn, Blocked."""
    authors = User.objects.filter(pen_names__authorships__story=story)
    if authors.filter(pk=by.pk).exists():
        raise OnesOwn(_("This story is yours; favorites are for what others wrote."))
    blocking.check_together(by, authors)
    with transaction.atomic():
        _row, is_new = Favorite.objects.get_or_create(user=by, story=story, defaults={"made_at": at})
        if is_new:
            recording.record("story_favorited", by=by, about=story, at=at, touches=[], guest=False)


def unfavorite(story: Story, *, by: User, at: datetime) -> None:
    """Let the story go. Twice is once."""
    with transaction.atomic():
        if Favorite.objects.filter(user=by, story=story).delete()[0]:
            recording.record("story_unfavorited", by=by, about=story, at=at, touches=[], guest=False)


def favorite_person(pen_name: PenName, *, by: User, at: datetime) -> None:
    """Keep an author as a favorite. Twice is once. Raises OnesOwn, Blocked."""
    if pen_name.user_id == by.pk:
        raise OnesOwn(_("This is a pen name of yours."))
    blocking.check_together(by, User.objects.filter(pen_names=pen_name))
    with transaction.atomic():
        _row, is_new = Favorite.objects.get_or_create(user=by, pen_name=pen_name, defaults={"made_at": at})
        if is_new:
            recording.record("person_favorited", by=by, about=pen_name, at=at, touches=[], guest=False)


def unfavorite_person(pen_name: PenName, *, by: User, at: datetime) -> None:
    """Let the author go. Twice is once."""
    with transaction.atomic():
        if Favorite.objects.filter(user=by, pen_name=pen_name).delete()[0]:
            recording.record("person_unfavorited", by=by, about=pen_name, at=at, touches=[], guest=False)


def may_favorite(story: Story, user: User) -> bool:
    """Whether the story is somebody else's."""
    return not Authorship.objects.filter(story=story, pen_name__user=user).exists()
