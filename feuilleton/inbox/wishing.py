"""How somebody wants to be told: when it is quiet, when gathered letters come, of what, and nothing at all for a while.

Whoever has wished for nothing has no row, and all is as by default.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.inbox import digesting, subscribing
from feuilleton.inbox.models import FAVORITES, PERSONAL, Wishes
from feuilleton.kit.errors import Refusal

REVIEWS, ANSWERS, FAVORITE = "reviews", "answers", "favorites"
_CHOICES = {REVIEWS: PERSONAL, ANSWERS: PERSONAL, FAVORITE: FAVORITES}


@dataclass(frozen=True, slots=True)
class Wished:
    """All that can be wished for. Hours from 0 to 23, `digest_day` from 0 (Monday); quiet hours both or neither."""

    quiet_from: int | None
    quiet_until: int | None
    digest_hour: int
    digest_day: int
    reviews: str
    answers: str
    favorites: str
    text_in_mail: bool
    neutral: bool


def of(user: User) -> Wishes:
    """What they wish for; nothing is stored by asking."""
    return Wishes.objects.filter(user=user).first() or Wishes(user=user)


def wish(wished: Wished, *, by: User, at: datetime) -> Wishes:
    """Keep all of it; gathered letters that wait are moved to the new hour. Raises Refusal for what cannot be."""
    _check(wished)
    return _keep(by, at, **asdict(wished))


def pause(user: User, *, at: datetime) -> Wishes:
    """Send this person no letter until they resume; the inbox goes on. Twice is once."""
    wishes, _is_new = Wishes.objects.get_or_create(user=user)
    Wishes.objects.filter(pk=wishes.pk, paused_at=None).update(paused_at=at)
    wishes.refresh_from_db()
    return wishes


def resume(user: User) -> None:
    """Send letters again: of what comes from now on. What came in between is in the inbox."""
    with transaction.atomic():
        if Wishes.objects.filter(user=user).exclude(paused_at=None).update(paused_at=None):
            subscribing.pass_over(user)
            digesting.pass_over(user)


def set_personal(wishes: Wishes, what: str, wish: str) -> None:
    """Send letters of this kind (reviews, answers, favorites) so: each, daily or none. Twice is once.

    Raises Refusal for what there is none of.
    """
    if wish not in dict(_CHOICES.get(what, [])):
        raise Refusal(_("There is no such choice."), field=what)
    Wishes.objects.filter(pk=wishes.pk).update(**{what: wish})
    setattr(wishes, what, wish)


def _keep(user: User, at: datetime, **fields: Any) -> Wishes:
    with transaction.atomic():
        wishes, _is_new = Wishes.objects.update_or_create(user=user, defaults=fields)
        digesting.move(user, at=at)
    return wishes


def _check(wished: Wished) -> None:
    hours = (wished.quiet_from, wished.quiet_until)
    if (wished.quiet_from is None) != (wished.quiet_until is None):
        raise Refusal(_("Quiet hours need a beginning and an end."), field="quiet_from")
    if not all(hour is None or 0 <= hour <= 23 for hour in hours):
        raise Refusal(_("There is no such hour."), field="quiet_from")
    if not 0 <= wished.digest_hour <= 23:
        raise Refusal(_("There is no such hour."), field="digest_hour")
    if not 0 <= wished.digest_day <= 6:
        raise Refusal(_("There is no such day."), field="digest_day")
    for name, choices in _CHOICES.items():
        if getattr(wished, name) not in dict(choices):
            raise Refusal(_("There is no such choice."), field=name)
