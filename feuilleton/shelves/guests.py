"""Favorites of people without an account: known by the hash of a token that their own browser keeps."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction

from feuilleton.events import recording
from feuilleton.shelves.models import GuestFavorite

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.stories.models import Story


def key_of(token: str) -> str:
    """What is kept of a browser's token: it says nothing about anybody, and nobody can make the token from it."""
    return sha256(token.encode(errors="surrogatepass")).hexdigest()


def favorite(story: Story, *, key: str, at: datetime) -> None:
    """Keep the story as a favorite of the browser with this key. Twice is once."""
    with transaction.atomic():
        _row, is_new = GuestFavorite.objects.get_or_create(story=story, key=key, defaults={"made_at": at})
        if is_new:
            recording.record("story_favorited", by=None, about=story, at=at, touches=[], guest=True)


def unfavorite(story: Story, *, key: str, at: datetime) -> None:
    """Let the story go. Twice is once."""
    with transaction.atomic():
        if GuestFavorite.objects.filter(story=story, key=key).delete()[0]:
            recording.record("story_unfavorited", by=None, about=story, at=at, touches=[], guest=True)


def keeps(story: Story, *, key: str) -> bool:
    """Whether the browser with this key keeps the story."""
    return GuestFavorite.objects.filter(story=story, key=key).exists()
