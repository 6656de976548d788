"""What the link at the foot of a letter ends, and takes up again: one subscription, or one kind of gathered letter.

Who has the link needs no account to use it, and can do nothing else with it. It never runs out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.inbox import subscribing, wishing
from feuilleton.inbox.models import COMPLETE, DAILY, EACH, NONE, WEEKLY, Subscription, Subscriptions, Wishes
from feuilleton.kit.errors import Refusal

INBOX, END, AGAIN = "inbox", "end", "again"
GATHERED = (DAILY, WEEKLY)
PERSONAL = (wishing.REVIEWS, wishing.ANSWERS, wishing.FAVORITE)
_GENTLER = {
    "subscription": (DAILY, WEEKLY, COMPLETE, INBOX, END),
    DAILY: (WEEKLY, END),
    WEEKLY: (DAILY, END),
    wishing.REVIEWS: (DAILY, END),
    wishing.ANSWERS: (DAILY, END),
    wishing.FAVORITE: (END,),
}


@dataclass(frozen=True, slots=True)
class Letters:
    """The letters that a link belongs to: those of a subscription, or of a kind (`daily`, `reviews` …) to a person."""

    user: User
    subscription: Subscription | None = None
    wishes: Wishes | None = None
    kind: str = "subscription"

    @property
    def are_ended(self) -> bool:
        """Whether none of them come any more."""
        if self.subscription is not None:
            return self.subscription.ended_at is not None
        if self.kind in GATHERED:
            return not _gathered(self).filter(mail=True).exists()
        return bool(getattr(self.wishes, self.kind) == NONE)

    @property
    def choices(self) -> tuple[str, ...]:
        """What `choose` takes, the gentlest first."""
        return _GENTLER[self.kind]


def find(token: str) -> Letters | None:
    """The letters whose link has this token; None when there are none."""
    own, dot, kind = token.partition(".")
    if not dot:
        found = Subscription.objects.select_related("user", "story", "pen_name").filter(token=own).first()
        return Letters(found.user, subscription=found) if found else None
    wishes = Wishes.objects.select_related("user").filter(token=own).first()
    return Letters(wishes.user, wishes=wishes, kind=kind) if wishes and kind in (*GATHERED, *PERSONAL) else None


def end(letters: Letters, *, at: datetime) -> None:
    """Send none of them any more. Of gathered letters the subscriptions stay, for the inbox. Twice is once."""
    if letters.subscription is not None:
        subscribing.end(letters.subscription, at=at)
    elif letters.kind in GATHERED:
        _gathered(letters).update(mail=False)
    elif letters.wishes is not None:
        wishing.set_personal(letters.wishes, letters.kind, NONE)


def resume(letters: Letters, *, at: datetime) -> None:
    """Send them again. Twice is once."""
    if letters.subscription is not None:
        subscribing.resume(letters.subscription, at=at)
    elif letters.kind in GATHERED:
        _each(letters, letters.kind, only_by_mail=False)
    elif letters.wishes is not None and letters.are_ended:
        wishing.set_personal(letters.wishes, letters.kind, EACH if letters.kind != wishing.FAVORITE else DAILY)


def choose(letters: Letters, choice: str, *, at: datetime) -> None:
    """Send them in this gentler way (`Letters.choices`). Raises Refusal for one there is none of."""
    if choice not in letters.choices:
        raise Refusal(_("There is no such choice."))
    if choice == END:
        end(letters, at=at)
    elif letters.subscription is not None:
        _change(letters.subscription, choice, at)
    elif letters.kind in GATHERED:
        _each(letters, choice, only_by_mail=True)
    elif letters.wishes is not None:
        wishing.set_personal(letters.wishes, letters.kind, DAILY)


def _change(subscription: Subscription, choice: str, at: datetime) -> None:
    subscribing.resume(subscription, at=at)
    if choice == INBOX:
        subscribing.change(subscription, cadence=subscription.cadence, many=subscription.many, mail=False)
    else:
        subscribing.change(subscription, cadence=choice, mail=True)


def _each(letters: Letters, cadence: str, *, only_by_mail: bool) -> None:
    with transaction.atomic():
        for one in _gathered(letters).filter(mail=True) if only_by_mail else _gathered(letters):
            subscribing.change(one, cadence=cadence, mail=True)


def _gathered(letters: Letters) -> Subscriptions:
    return Subscription.objects.of(letters.user).active().filter(cadence=letters.kind)
