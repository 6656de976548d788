"""Letters about an event to those who follow it: a row for each that is to go, then sending what is due.

A job does one range of subscriptions. It may run any number of times: a row is made once, and sent until it is sent.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Min, QuerySet
from django.db.models.functions import Greatest
from django.utils import timezone
from django_tasks import task

from feuilleton.accounts import mailing
from feuilleton.events.models import Event
from feuilleton.inbox import hearing, quieting, sending, wording
from feuilleton.inbox.models import (
    COMPLETE,
    DUE,
    EACH,
    MAIL,
    MANY,
    Delivery,
    Release,
    Subscription,
    Subscriptions,
    Wishes,
)
from feuilleton.inbox.moulding import Mould, NoAddress
from feuilleton.stories.models import Chapter, Story

BULK = -10  # The jobs of everybody else go first.
AT_ONCE = 100
_GATHERS_AFTER = Greatest("since", "told")
_LOOKED_AT = (
    *("event_id", "user_id", "since", "state", "tries", "subscription__token", "subscription__user_id"),
    *("user__email", "user__time_zone", "user__wishes__user_id", "user__wishes__neutral"),
    *("user__wishes__text_in_mail", "user__wishes__quiet_from", "user__wishes__quiet_until"),
)


class Range(NamedTuple):
    """Subscriptions to one topic, by their keys, and the event that they may hear of."""

    event: Event
    topic: str
    first: int
    last: int

    def subscriptions(self, story: Story) -> Subscriptions:
        found: Subscriptions = hearing.subscriptions(self.event, story, self.topic)
        return hearing.by_mail(found.filter(pk__range=(self.first, self.last)))

    def due(self) -> QuerySet[Delivery]:
        keys = {"subscription__pk__range": (self.first, self.last), "subscription__topic": self.topic}
        return Delivery.objects.filter(event=self.event, channel=MAIL, state=DUE, **keys)


@task(priority=BULK)
def deliver_range(event: int, topic: str, first: int, last: int) -> datetime | None:
    """The task for one range. It returns when what is left of it is due again (quiet hours, refusals)."""
    there = Event.objects.filter(pk=event).first()
    # A task is where a clock enters.
    return deliver(Range(there, topic, first, last), at=timezone.now()) if there is not None else None


def deliver(part: Range, *, at: datetime) -> datetime | None:
    """Plan and send the letters of one range. Returns when something of it is due again; None when all is done."""
    released_at = _released_at(part.event)
    story = hearing.standing(part.event) if released_at is not None else None
    if released_at is not None and story is not None:
        if released_at > at - settings.FEUILLETON_LOG_KEPT:  # Later, the rows that say who has had it may be gone.
            plan(part, story, at=at)
        shut_until = sending.send(_envelopes(part, at), at=at)
        if shut_until is not None:
            return shut_until
    else:
        for row in part.due():
            sending.skip(row, "It was stopped, or is no longer to be read.")
    again_at: datetime | None = part.due().aggregate(first=Min("due_at"))["first"]
    return again_at


def cadences(event: Event) -> list[str]:
    """In which measures one is told of this event by a letter of its own, or of what gathered up to it."""
    match event.kind:
        case hearing.CHAPTER:
            return [EACH, MANY]
        case hearing.WHOLE:
            # When a chapter completes its story, the chapter's letter says so.
            return [COMPLETE, MANY] if event.data.get("chapter") else [EACH, COMPLETE, MANY]
        case _:
            return [EACH]


class Wanting(NamedTuple):
    """A subscription by which somebody wants a letter about the event, or about what gathered up to it."""

    key: int
    user: int
    cadence: str
    many: int | None
    gathers_after: int


def plan(part: Range, story: Story, *, at: datetime) -> None:
    """Make the rows of those in the range who are to get a letter now. Twice is once."""
    while not _plan(part, story, at=at):
        pass  # Another letter was planned meanwhile to some for whom chapters gathered: what waits is looked at anew.


def _plan(part: Range, story: Story, *, at: datetime) -> bool:
    """As `plan`; False if for some the chapters that wait are no longer those that were counted."""
    found = part.subscriptions(story).filter(cadence__in=cadences(part.event))
    fields = ("pk", "user_id", "cadence", "many", _GATHERS_AFTER)
    wanting = [Wanting(*row) for row in found.order_by("pk").values_list(*fields)]
    gathering = {one.key: one for one in _with_enough(part, [one for one in wanting if one.cadence == MANY])}
    with transaction.atomic():
        held = Subscription.objects.filter(pk__in=gathering).order_by("pk").select_for_update()
        now = dict(held.values_list("pk", _GATHERS_AFTER))
        still = [one for key, one in gathering.items() if now.get(key) == one.gathers_after]
        planned = [(one, 0) for one in wanting if one.cadence != MANY] + [(one, one.gathers_after) for one in still]
        rows = [
            Delivery(event=part.event, subscription_id=one.key, user_id=one.user, since=since, due_at=at)
            for one, since in planned
        ]
        Delivery.objects.bulk_create(rows, ignore_conflicts=True)
        told = Subscription.objects.filter(pk__in=[one.key for one in still], told__lt=part.event.pk)
        told.update(told=part.event.pk)
    return len(still) == len(gathering)


def _with_enough(part: Range, gathering: list[Wanting]) -> list[Wanting]:
    """Those for whom as many chapters wait as they said. When a story is complete, however few they are."""
    if not gathering:
        return []
    after = min(one.gathers_after for one in gathering)
    told = hearing.chapters_told(part.topic, after=after, until=part.event.pk)
    events = [event for event, _chapter in told]
    unheard = _unheard(part, told, {one.key: one.gathers_after for one in gathering})
    is_the_end = part.event.kind == hearing.WHOLE

    def enough(one: Wanting) -> bool:
        waiting = len(events) - bisect_right(events, one.gathers_after) - len(unheard.get(one.key, ()))
        return waiting >= (1 if is_the_end else one.many or 1)

    return [one for one in gathering if enough(one)]


def _unheard(part: Range, told: list[tuple[int, Chapter]], after: dict[int, int]) -> dict[int, frozenset[int]]:
    """By subscription: which of the events that it gathers, those later than `after` says, tell that person nothing."""
    missed = hearing.unheard(part.topic, told, [*after])
    return {key: frozenset(event for event in events if event > after[key]) for key, events in missed.items()}


def _still_told(event: Event) -> Story | None:
    return hearing.standing(event) if _released_at(event) is not None else None


def _released_at(event: Event) -> datetime | None:
    """When its letters were let out; None before that, and once they were stopped."""
    release: Release | None = Release.objects.filter(event=event, stopped_at=None).first()
    return release.released_at if release is not None else None


def _envelopes(part: Range, at: datetime) -> Iterator[sending.Envelope]:
    """What is due of the range, as messages. Whom it may not go to, or not now, is left out and marked so."""
    moulds: dict[Kind, Mould | None] = {}
    done = 0
    while rows := _next_rows(part, after=done, at=at):
        done = rows[-1].pk
        reached = list(_reached(part, rows))
        unheard = _unheard_of(part, reached)
        for row in reached:
            if _waits(row, at):
                continue
            kind = _kind(row, unheard)
            if kind not in moulds:
                moulds[kind] = _mould(part, kind)
            mould = moulds[kind]
            if mould is None:
                sending.skip(row, "Nothing is left to tell.")
                continue
            try:
                message = _cast(mould, row)
            except NoAddress:
                sending.park(row, sending.NO_ADDRESS)
            else:
                yield sending.Envelope(row, row.user, message)


def _next_rows(part: Range, *, after: int, at: datetime) -> list[Delivery]:
    due = part.due().filter(pk__gt=after, due_at__lte=at)
    with_people = due.select_related("subscription", "user", "user__wishes").only(*_LOOKED_AT)
    return list(with_people.order_by("pk")[:AT_ONCE])


def _reached(part: Range, rows: list[Delivery]) -> Iterator[Delivery]:
    """Of these rows, those whose people may hear of it at this moment; the others are skipped."""
    story = _still_told(part.event)
    asked = [row.subscription_id for row in rows if row.subscription_id is not None]
    reached = set(part.subscriptions(story).filter(pk__in=asked).values_list("pk", flat=True)) if story else set()
    for row in rows:
        if row.subscription_id in reached:
            yield row
        else:
            sending.skip(row, "They no longer hear of it.")


def _unheard_of(part: Range, rows: list[Delivery]) -> dict[int, frozenset[int]]:
    after = {row.subscription_id: row.since for row in rows if row.since and row.subscription_id is not None}
    if not after:
        return {}
    return _unheard(part, hearing.chapters_told(part.topic, after=min(after.values()), until=part.event.pk), after)


def _waits(row: Delivery, at: datetime) -> bool:
    """Whether it is the person's quiet hours; then it is due at their end."""
    until = quieting.quiet_until(_wishes(row), row.user.time_zone, at)
    if until is not None:
        sending.put_off(row, until)
    return until is not None


class Kind(NamedTuple):
    """What makes one letter about an event differ from another, but for whom it goes to.

    `unheard`: of what was told since then, the events that it leaves out.
    """

    since: int
    unheard: frozenset[int]
    neutral: bool
    with_text: bool


def _kind(row: Delivery, unheard: dict[int, frozenset[int]]) -> Kind:
    wishes = _wishes(row)
    left_out = unheard.get(row.subscription_id or 0, frozenset())
    return Kind(row.since, left_out, bool(wishes and wishes.neutral), bool(wishes and wishes.text_in_mail))


def _mould(part: Range, kind: Kind) -> Mould | None:
    if not kind.since:
        return wording.mould(part.event, neutral=kind.neutral, with_text=kind.with_text)
    told = hearing.chapters_told(part.topic, after=kind.since, until=part.event.pk)
    chapters = [chapter for event, chapter in told if event not in kind.unheard]
    return wording.waiting(part.event, chapters, neutral=kind.neutral) if chapters else None


def _cast(mould: Mould, row: Delivery) -> bytes:
    assert row.subscription is not None
    # Of the event and the subscription alone: whoever sends it again sends the same message.
    name = mailing.message_id("news", row.event_id, row.subscription_id)
    return mould.cast(to=row.user.email, token=row.subscription.token, message_id=name)


def _wishes(row: Delivery) -> Wishes | None:
    wishes: Wishes | None = getattr(row.user, "wishes", None)
    return wishes
