"""Somebody's own feed: a secret address that shows their alerts to whatever reads it, until they close it."""

from __future__ import annotations

from feuilleton.accounts.models import User
from feuilleton.inbox.models import Wishes, new_token


def open_anew(user: User) -> str:
    """Give the feed a new address, known by the token that is returned. The old one opens nothing any more."""
    token = new_token()
    Wishes.objects.update_or_create(user=user, defaults={"feed_token": token})
    return token


def close(user: User) -> None:
    """Take the feed's address away. Twice is once."""
    Wishes.objects.filter(user=user).update(feed_token=None)


def owner(token: str) -> User | None:
    """Whose feed it is. The token is 192 random bits: nobody comes near one by trying."""
    wishes = Wishes.objects.filter(feed_token=token, user__is_active=True).select_related("user").first()
    return wishes.user if wishes is not None else None
