"""Asking to be told of a story or of all that somebody writes, each in its own measure, for as long as one likes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from feuilleton.accounts import blocking
from feuilleton.accounts.models import PenName, User
from feuilleton.events.models import Event
from feuilleton.inbox import remeasuring
from feuilleton.inbox.models import CADENCES, EACH, MANY, Release, Subscription
from feuilleton.inbox.remeasuring import Waiting
from feuilleton.kit.errors import Refusal

if TYPE_CHECKING:
    from datetime import datetime

    from feuilleton.stories.models import Story

MOST = 5_000
FEWEST_WAITING, MOST_WAITING = 2, 50
TO_UNDO = timedelta(days=1)


def follow(
    thing: Story | PenName, *, by: User, at: datetime, cadence: str = EACH, many: int | None = None, mail: bool = True
) -> Subscription:
    """Tell this person of what comes from now on. Twice is once, in the way asked for last; one that ended begins anew.

    `many`: how many chapters must wait, for that cadence. Raises Refusal for one's own, for a cadence there is none
    of, and after 5,000; Blocked where there is a block between this person and an author.
    """
    many = _checked(cadence, many)
    _check_strangers(thing, by)
    with transaction.atomic():
        newest, said = _newest(), {"cadence": cadence, "many": many, "mail": mail}
        kept = Subscription.objects.select_for_update().filter(user=by, topic=topic_of(thing)).first()
        if kept is None:
            _check_room(by)
            begun = {**said, "made_at": at, "since": newest, "told": newest, **_subject(thing)}
            kept, is_new = Subscription.objects.get_or_create(user=by, topic=topic_of(thing), defaults=begun)
            return kept if is_new else change(kept, cadence=cadence, many=many, mail=mail, at=at)
        if kept.ended_at is None:
            return change(kept, cadence=cadence, many=many, mail=mail, at=at)
        _check_room(by)
        _update(kept, **said, made_at=at, since=newest, told=newest, ended_at=None)
    return kept


def change(
    subscription: Subscription, *, cadence: str, mail: bool, at: datetime, many: int | None = None
) -> Subscription:
    """Be told of it in another way. Raises Refusal for a cadence there is none of.

    What waits for a letter is told by one in the new way: gathered, or at once. What was told already, or was not to be
    told, is not told once more.
    """
    many = _checked(cadence, many)
    waiting: list[Waiting] = []
    said: dict[str, object] = {"cadence": cadence, "many": many, "mail": mail}
    with transaction.atomic():
        kept = Subscription.objects.select_for_update(of=("self",)).select_related("user").get(pk=subscription.pk)
        if (kept.cadence, kept.mail) != (cadence, mail):
            newest = _newest_released()  # Asked first: what is released from now on is not taken for told.
            waiting = remeasuring.waiting(kept, at=at)
            if kept.cadence != MANY or not kept.mail:
                said["told"] = max(kept.told, waiting[0].event - 1 if waiting else newest)
        _update(subscription, **said)
        remeasuring.hand_over(subscription, waiting, at=at)
    return subscription


def end(subscription: Subscription, *, at: datetime) -> None:
    """Tell this person of it no more. Its row stays, so that it can be taken back. Twice is once."""
    Subscription.objects.filter(pk=subscription.pk, ended_at=None).update(ended_at=at)
    subscription.refresh_from_db()


def resume(subscription: Subscription, *, at: datetime) -> None:
    """Go on with one that ended: within a day as if it never had; later, with what comes from now on."""
    with transaction.atomic():
        kept = Subscription.objects.select_for_update().get(pk=subscription.pk)
        if kept.ended_at is not None:
            _check_room(kept.user)
            newest = _newest()
            anew = {} if at - kept.ended_at <= TO_UNDO else {"made_at": at, "since": newest, "told": newest}
            _update(kept, ended_at=None, **anew)
    subscription.refresh_from_db()


def pass_over(user: User) -> None:
    """Gather for this person nothing of what was released until now."""
    newest = _newest_released()
    Subscription.objects.of(user).filter(told__lt=newest).update(told=newest)


def topic_of(thing: Story | PenName) -> str:
    """The name under which the log tells of it (`story.topics`)."""
    return f"person:{thing.pk}" if isinstance(thing, PenName) else f"story:{thing.pk}"


def _subject(thing: Story | PenName) -> dict[str, object]:
    return {"pen_name": thing} if isinstance(thing, PenName) else {"story": thing}


def _checked(cadence: str, many: int | None) -> int | None:
    """How many chapters must wait: None for every cadence but that one."""
    if cadence not in dict(CADENCES):
        raise Refusal(_("There is no such choice."), field="cadence")
    if cadence != MANY:
        return None
    if many is None or not FEWEST_WAITING <= many <= MOST_WAITING:
        raise Refusal(_("Two to fifty chapters can wait."), field="many")
    return many


def _check_strangers(thing: Story | PenName, by: User) -> None:
    """Raises Refusal unless it is somebody else's, and they are at peace."""
    names = PenName.objects.filter(pk=thing.pk) if isinstance(thing, PenName) else thing.authors.all()
    authors = User.objects.filter(pen_names__in=names)
    if authors.filter(pk=by.pk).exists():
        raise Refusal(_("This is yours: you will be the first to know."))
    blocking.check_together(by, authors)


def _check_room(by: User) -> None:
    if Subscription.objects.of(by).active().count() >= MOST:
        raise Refusal(_("You follow 5,000 already. Let one go first."))


def _newest() -> int:
    newest: int | None = Event.objects.aggregate(newest=Max("pk"))["newest"]
    return newest or 0


def _newest_released() -> int:
    newest: int | None = Release.objects.exclude(released_at=None).aggregate(newest=Max("event"))["newest"]
    return newest or 0


def _update(subscription: Subscription, **fields: object) -> None:
    for name, value in fields.items():
        setattr(subscription, name, value)
    subscription.save(update_fields=[*fields])
