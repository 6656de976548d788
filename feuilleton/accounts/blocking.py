"""Having nothing to do with somebody: whom I block cannot review, favorite, follow or answer me, nor I them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from feuilleton.accounts.models import Block, PenName, User
from feuilleton.events import recording
from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

MOST = 2_000


class Blocked(Refusal):
    """One of two people has blocked the other; which of them is not said."""


def block(pen_name: PenName, *, by: User, at: datetime) -> None:
    """Block whoever has this pen name, under all of their names. Twice is once; another of them is another block.

    Raises Refusal for one's own name, after 2,000 blocks, and, in one sentence, for nobody's name and a moderator's:
    who moderates is not said.
    """
    user = pen_name.user
    if user == by:
        raise Refusal(_("This is a pen name of yours."))
    if user is None or user.may_moderate:
        raise Refusal(_("This person cannot be blocked; report what they do instead."))
    with transaction.atomic():
        others = Block.objects.filter(by=by).exclude(pen_name=pen_name)
        if others.count() >= MOST:
            raise Refusal(_("You have blocked 2,000 people. Let one go first."))
        _row, is_new = Block.objects.get_or_create(by=by, user=user, pen_name=pen_name, defaults={"made_at": at})
        if is_new:
            recording.record("person_blocked", by=by, about=pen_name, at=at, touches=[], user=user.pk)


def unblock(block: Block, *, by: User, at: datetime) -> None:
    """Let a block of one's own go. Twice is once. The person behind it is free when no name of theirs is blocked."""
    with transaction.atomic():
        if Block.objects.filter(pk=block.pk, by=by).delete()[0]:
            recording.record("person_unblocked", by=by, about=by, at=at, touches=[], user=block.user_id)


def apart_from(user: User) -> QuerySet[Block]:
    """The blocks between this person and anybody, in either direction."""
    return Block.objects.filter(Q(by=user) | Q(user=user))


def keys_apart_from(user: User | None) -> set[int]:
    """The keys of all who have blocked this person or are blocked by them. One query; none for a stranger."""
    if user is None:
        return set()
    pairs = apart_from(user).values_list("by_id", "user_id")
    return {key for pair in pairs for key in pair} - {user.pk}


def check_together(user: User, others: QuerySet[User]) -> None:
    """Raises Blocked if this person and one of the others have a block between them."""
    if apart_from(user).filter(Q(by__in=others) | Q(user__in=others)).exists():
        raise Blocked(_("This is not possible between the two of you."))
