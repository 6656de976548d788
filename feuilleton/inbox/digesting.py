"""Gathered letters: once a day or once a week at the hour a person likes by their own clock; none when nothing is new.

Whoever is to have one has a row from the moment there is something to tell, for the next such hour; so what comes
until then is in the same letter, nobody is asked after who has nothing new, and one day has one letter.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django_tasks import task

from feuilleton.accounts import mailing
from feuilleton.accounts.models import User
from feuilleton.events.models import Cursor, Event
from feuilleton.inbox import gathering, quieting, recounting, sending, wording
from feuilleton.inbox.gathering import PERSONAL, SUMS, WORDS
from feuilleton.inbox.models import (
    DAILY,
    DUE,
    SENT,
    SKIPPED,
    WEEKLY,
    Alert,
    Digest,
    Subscription,
    Subscriptions,
    Wishes,
)
from feuilleton.inbox.moulding import Mould, NoAddress

BULK = -5  # after what concerns one person at once, before letters to many
RANGE, LETTERS = 500, 1000  # subscriptions, letters of one job
LEASE = timedelta(hours=2)
_KINDS = {"story_favorited": "favorites", "person_favorited": "favorites"}
_KINDS |= {"note_written": "favorites", "note_reopened": "favorites"}
_KINDS |= {"review_written": "reviews", "review_answered": "answers"}
_KINDS |= {"notes_mended": "answers", "note_answered": "answers"}


def tell(event: Event) -> None:
    """A log reader: when something told to many has been released, plan the letters it is gathered into."""
    if event.kind != "news_released":
        return
    told = Event.objects.filter(pk=event.data["event"]).first()
    for topic in told.topics.values_list("name", flat=True) if told else []:
        keys = list(_gathering(topic).order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(keys), RANGE):
            part = keys[start : start + RANGE]
            plan_range.enqueue(topic, part[0], part[-1])


@task(priority=BULK)
def plan_range(topic: str, first: int, last: int) -> None:
    """The task that plans for the subscriptions to one topic in a range of keys."""
    plan_following(topic, first, last, at=timezone.now())  # A task is where a clock enters.


def plan_following(topic: str, first: int, last: int, *, at: datetime) -> None:
    """Plan for whoever gathers what is told under the topic, of the subscriptions with these keys and between."""
    wanting = _gathering(topic).filter(pk__range=(first, last)).select_related("user", "user__wishes")
    plan(((one.user, one.cadence) for one in wanting), at=at)


def plan_for(alert: Alert) -> None:
    """Plan the letter that gathers this alert, if the person wants such ones gathered, and keep that it is to be in it.

    So what had a letter of its own, or was to have none, is in none when they want such ones gathered later.
    """
    kind = _KINDS.get(alert.kind)
    wishes = _wishes(alert.user)
    if kind and getattr(wishes, kind) == DAILY:
        alert.data["gathered"] = True
        alert.save(update_fields=["data"])
        plan([(alert.user, SUMS if kind == "favorites" else WORDS)], at=alert.at)


def plan(wanted: Iterable[tuple[User, str]], *, at: datetime) -> None:
    """Have each of these people sent the gathered letter of that kind at its next hour. Twice is once."""
    pairs = dict.fromkeys(wanted)
    people = [user.pk for user, _cadence in pairs]
    # Whoever waits for one already, as most do at the second chapter of a day, needs nothing.
    waiting = set(Digest.objects.filter(_waiting(), user__in=people).values_list("user", "cadence"))
    pairs = {pair: None for pair in pairs if (pair[0].pk, pair[1]) not in waiting}
    begun = Digest.objects.filter(user__in=people, day__gte=at.date() - timedelta(days=1)).exclude(_waiting())
    taken = set(begun.values_list("user", "cadence", "day"))
    rows = []
    for user, cadence in pairs:
        days = moments(_wishes(user), user.time_zone, cadence, at)
        day, due_at = next(one for one in days if (user.pk, cadence, one[0]) not in taken)
        rows.append(Digest(user=user, cadence=cadence, day=day, due_at=due_at))
    with transaction.atomic():
        Digest.objects.bulk_create(rows, ignore_conflicts=True)


def move(user: User, *, at: datetime) -> None:
    """Their hour, day or time zone is another now: plan anew what waits."""
    user = User.objects.select_related("wishes").get(pk=user.pk)
    with transaction.atomic():
        waiting = Digest.objects.select_for_update().filter(_waiting(), user=user, due_at__gt=at)
        beginning = dict(waiting.order_by("cadence").values_list("cadence", "since"))
        waiting.delete()
        plan([(user, cadence) for cadence in beginning], at=at)
        for cadence, since in beginning.items():
            Digest.objects.filter(_waiting(), user=user, cadence=cadence).update(since=since)


def pass_over(user: User) -> None:
    """Have what is not sent yet tell this person nothing of what happened until now."""
    newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    with transaction.atomic():
        Digest.objects.filter(user=user, state=DUE).update(since=newest)


def plan_late(subscription: Subscription, *, after: int, at: datetime) -> None:
    """Plan its next gathered letter: it tells of whatever was released later than the event, and not told yet.

    For a subscription that was not gathered so until now: letters of the kind may have gone since the release.
    """
    user, cadence = subscription.user, subscription.cadence
    waiting = Digest.objects.select_for_update().filter(_waiting(), user=user, cadence=cadence)
    with transaction.atomic():
        while (row := waiting.order_by("day").first()) is None:  # One that waited a moment ago may be begun now.
            plan([(user, cadence)], at=at)
        told = told_up_to(user, cadence)
        if after >= told:
            return
        if not row.since:
            _put_down(subscription, after, told)
        Digest.objects.filter(pk=row.pk).update(since=after)


def _put_down(subscription: Subscription, after: int, until: int) -> None:
    """What was released between the two events has been told to their other subscriptions of that kind."""
    releases = Event.objects.filter(kind="news_released", pk__gt=after, pk__lte=until).values_list("data", flat=True)
    told = max((data["event"] for data in releases), default=0)
    others = Subscription.objects.filter(user=subscription.user_id, cadence=subscription.cadence, told__lt=told)
    others.exclude(pk=subscription.pk).update(told=told)


def told_up_to(user: User, cadence: str) -> int:
    """The event after which their next letter of that kind goes on."""
    waiting = Digest.objects.filter(_waiting(), user=user, cadence=cadence).exclude(since=0)
    told = Digest.objects.filter(user=user, cadence=cadence, state__in=(SENT, SKIPPED))
    since: int | None = waiting.values_list("since", flat=True).first()
    return since or told.aggregate(until=Max("until"))["until"] or 0


def moments(wishes: Wishes, zone: str, cadence: str, after: datetime) -> Iterator[tuple[date, datetime]]:
    """The days of this person's gathered letters and the moment of each, in order, the first later than `after`.

    An hour that a day has twice is the first of the two; one that it has not is as long after the gap.
    """
    clock = quieting.clock(zone)
    day = after.astimezone(clock).date()
    while True:
        if cadence != WEEKLY or day.weekday() == wishes.digest_day:
            moment = datetime.combine(day, time(wishes.digest_hour), clock).astimezone(UTC)
            if moment > after:
                yield day, moment
        day += timedelta(days=1)


@task()
def send_due() -> None:
    """The periodic task: hand out the letters whose hour has come, as jobs of 1,000."""
    hand_out(at=timezone.now())  # A task is where a clock enters.


def hand_out(*, at: datetime) -> int:
    """Leave jobs for all letters that are due; returns how many letters.

    Each is claimed for one job by a due time of its own; one that is not sent when that comes is handed out again.
    """
    handed, until = 0, at + LEASE
    while True:
        with transaction.atomic():
            due = Digest.objects.filter(state=DUE, due_at__lte=at).order_by("due_at", "pk")
            rows = list(due.select_for_update(skip_locked=True)[:LETTERS])
            if not rows:
                return handed
            _begin([row for row in rows if not row.until])
            keys = [row.pk for row in rows]
            Digest.objects.filter(pk__in=keys).update(due_at=until)
            send_range.enqueue(keys, until.isoformat())
        handed += len(rows)


@task(priority=BULK)
def send_range(keys: list[int], claim: str) -> None:
    """The task that writes and sends these letters, so far as they are still claimed for it."""
    send(keys, claim=datetime.fromisoformat(claim), at=timezone.now())  # A task is where a clock enters.


def send(keys: list[int], *, claim: datetime, at: datetime) -> None:
    """Write and send the letters of this claim. What they tell of is asked for now, so far as it may still be told."""
    claimed = Digest.objects.filter(pk__in=keys, state=DUE, due_at=claim)
    rows = list(claimed.select_related("user", "user__wishes").order_by("pk"))
    _give_wishes(rows)
    shut_until = sending.send(_envelopes(rows, at), at=at)
    if shut_until is not None:
        claimed.update(due_at=shut_until)


def _envelopes(rows: list[Digest], at: datetime) -> Iterator[sending.Envelope]:
    waking = [row for row in rows if not _waits(row, at)]
    moulds: dict[object, Mould] = {}
    for row, told in gathering.of(waking):
        if told is None:
            sending.skip(row, "There was nothing new, or letters are paused.")
            continue
        if told.key not in moulds:
            moulds[told.key] = recounting.mould(told, at=at)
        try:
            message = _cast(moulds[told.key], row)
        except NoAddress:
            sending.park(row, sending.NO_ADDRESS)
        else:
            yield sending.Envelope(row, row.user, message)


def _cast(mould: Mould, row: Digest) -> bytes:
    name = mailing.message_id("digest", row.cadence, row.day.isoformat(), row.user_id)
    return mould.cast(to=row.user.email, token=wording.own_token(row.user.wishes, row.cadence), message_id=name)


def _waits(row: Digest, at: datetime) -> bool:
    until = quieting.quiet_until(_wishes(row.user), row.user.time_zone, at)
    if until is not None:
        sending.put_off(row, until)
    return until is not None


def _begin(rows: list[Digest]) -> None:
    """Say for good of which events these letters tell: those after the last such letter, up to the newest.

    After an earlier or later one where the row says so already.
    """
    told = Digest.objects.filter(user__in=[row.user_id for row in rows], state__in=(SENT, SKIPPED))
    since = {tuple(row[:2]): row[2] for row in told.values_list("user", "cadence").annotate(Max("until"))}
    newest = Event.objects.aggregate(newest=Max("pk"))["newest"] or 0
    alerted = Cursor.objects.filter(reader="inbox").values_list("event", flat=True).first() or newest
    alike: dict[tuple[int, int], list[int]] = {}
    for row in rows:
        until = max(1, min(newest, alerted) if row.cadence in PERSONAL else newest)
        alike.setdefault((row.since or since.get((row.user_id, row.cadence), 0), until), []).append(row.pk)
    for (after, until), keys in alike.items():
        Digest.objects.filter(pk__in=keys).update(since=after, until=until)


def _waiting() -> Q:
    """Rows that nobody has begun to write."""
    return Q(state=DUE, until=0)


def _gathering(topic: str) -> Subscriptions:
    return Subscription.objects.active().filter(topic=topic, cadence__in=(DAILY, WEEKLY), mail=True)


def _give_wishes(rows: list[Digest]) -> None:
    """The links of gathered letters are known by a token of the person's wishes, so there must be some."""
    without = {row.user_id: row.user for row in rows if getattr(row.user, "wishes", None) is None}
    if not without:
        return
    Wishes.objects.bulk_create([Wishes(user=user) for user in without.values()], ignore_conflicts=True)
    found = {wishes.user_id: wishes for wishes in Wishes.objects.filter(user__in=without)}
    for row in rows:
        if row.user_id in found:
            row.user.wishes = found[row.user_id]


def _wishes(user: User) -> Wishes:
    wishes: Wishes = getattr(user, "wishes", None) or Wishes(user=user)
    return wishes
