"""What the link at the foot of a letter ends, and takes up again: one subscription, or one kind of gathered letter.

Who has the link needs no account to use it, and can do nothing else with it. It never runs out. What was done to a
gathered letter is named in a signed word, so that taking it back touches nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from feuilleton.accounts.models import User
from feuilleton.inbox import subscribing, wishing
from feuilleton.inbox.models import COMPLETE, DAILY, EACH, NONE, WEEKLY, Subscription, Subscriptions, Wishes
from feuilleton.kit.errors import Refusal

INBOX, END, AGAIN = "inbox", "end", "again"
GATHERED = (DAILY, WEEKLY)
_SALT = "feuilleton.inbox.unsubscribing"
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


def end(letters: Letters, *, at: datetime) -> str:
    """Send none of them any more. Of gathered letters the subscriptions stay, for the inbox. Twice is once.

    Returns the word by which `resume` takes back just this; "" where there is nothing to tell it.
    """
    if letters.subscription is not None:
        subscribing.end(letters.subscription, at=at)
    elif letters.kind in GATHERED:
        with transaction.atomic():
            keys = [one.pk for one in _locked(_gathered(letters).filter(mail=True))]
            Subscription.objects.filter(pk__in=keys).update(mail=False)
        return _word(letters, keys)
    elif letters.wishes is not None:
        wishing.set_personal(letters.wishes, letters.kind, NONE)
    return ""


def resume(letters: Letters, *, at: datetime, word: str = "") -> None:
    """Send them again. Twice is once. Raises Refusal for a word that `end` or `choose` did not give for these letters.

    Gathered letters tell again of what the word takes back; without one (the link was opened anew), of all that would
    be gathered into them.
    """
    if letters.subscription is not None:
        subscribing.resume(letters.subscription, at=at)
    elif letters.kind in GATHERED:
        _each(_named(letters, word) if word else _gathered(letters), letters.kind, at)
    elif letters.wishes is not None and letters.are_ended:
        wishing.set_personal(letters.wishes, letters.kind, EACH if letters.kind != wishing.FAVORITE else DAILY)


def choose(letters: Letters, choice: str, *, at: datetime) -> str:
    """Send them in this gentler way (`Letters.choices`); returns what `end` does.

    Raises Refusal for one there is none of.
    """
    if choice not in letters.choices:
        raise Refusal(_("There is no such choice."))
    if choice == END:
        return end(letters, at=at)
    if letters.subscription is not None:
        _change(letters.subscription, choice, at)
    elif letters.kind in GATHERED:
        return _word(letters, _each(_gathered(letters).filter(mail=True), choice, at))
    elif letters.wishes is not None:
        wishing.set_personal(letters.wishes, letters.kind, DAILY)
    return ""


def _change(subscription: Subscription, choice: str, at: datetime) -> None:
    subscribing.resume(subscription, at=at)
    if choice == INBOX:
        cadence, many = subscription.cadence, subscription.many
        subscribing.change(subscription, cadence=cadence, many=many, mail=False, at=at)
    else:
        subscribing.change(subscription, cadence=choice, mail=True, at=at)


def _each(subscriptions: Subscriptions, cadence: str, at: datetime) -> list[int]:
    with transaction.atomic():
        return [subscribing.change(one, cadence=cadence, mail=True, at=at).pk for one in _locked(subscriptions)]


def _locked(subscriptions: Subscriptions) -> list[Subscription]:
    """In the order of their keys, so that two who ask for the same do not wait for each other."""
    return list(subscriptions.select_for_update().order_by("pk"))


def _word(letters: Letters, keys: list[int]) -> str:
    return signing.dumps([letters.user.pk, letters.kind, keys], salt=_SALT, compress=True) if keys else ""


def _named(letters: Letters, word: str) -> Subscriptions:
    """Of the subscriptions that the word names, those that are still gathered."""
    try:
        user, kind, keys = signing.loads(word, salt=_SALT)
    except (signing.BadSignature, ValueError):
        raise Refusal(_("There is no such choice.")) from None
    if (user, kind) != (letters.user.pk, letters.kind):
        raise Refusal(_("There is no such choice."))
    return Subscription.objects.of(letters.user).active().filter(pk__in=keys, cadence__in=GATHERED)


def _gathered(letters: Letters) -> Subscriptions:
    return Subscription.objects.of(letters.user).active().filter(cadence=letters.kind)
