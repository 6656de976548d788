"""What is between a member and somebody whose page they look at: whether they keep them, whether a block parts them."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Exists, Q

from feuilleton.accounts.models import Block, PenName, User
from feuilleton.shelves.models import Favorite


class Between(NamedTuple):
    """`is_kept`: as a favorite; `has_blocked`: by the member who looks; `is_apart`: by either of the two."""

    is_kept: bool
    has_blocked: bool
    is_apart: bool


def of(user: User | None, person: PenName) -> Between | None:
    """None where there is nothing to ask: strangers, oneself."""
    if user is None or person.user_id == user.pk:
        return None
    blocked, blocking = Q(by=user, user=person.user_id), Q(by=person.user_id, user=user)
    return Between(
        *User.objects.filter(pk=user.pk)
        .values_list(
            Exists(Favorite.objects.filter(user=user, pen_name=person)),
            Exists(Block.objects.filter(blocked)),
            Exists(Block.objects.filter(blocked | blocking)),
        )
        .get()
    )
