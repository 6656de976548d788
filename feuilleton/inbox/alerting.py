"""Alerts: what concerns one person alone, and the letter about it if they want one of its own."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from feuilleton.accounts import blocking, mailing
from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import Visitor
from feuilleton.events.models import Event
from feuilleton.inbox import digesting, finds, hearing, moulding, quieting, sending, wording
from feuilleton.inbox.models import DUE, EACH, MAIL, Alert, Delivery, Wishes
from feuilleton.reviews.models import Review
from feuilleton.stories.models import Story

PERSONAL = 10  # It overtakes whatever goes to many.
# By which wish a letter of its own goes; of whatever else there is none.
_WISHES = {"review_written": "reviews", "review_answered": "answers"} | dict.fromkeys(finds.BY_LETTER, "answers")


def authors(story: Story) -> QuerySet[User]:
    """Whom the story is by."""
    return User.objects.filter(pk__in=story.authors.exclude(user=None).values("user"))


def alert(
    event: Event,
    people: QuerySet[User],
    *,
    by: User | None,
    kind: str = "",
    story: Story | None = None,
    review: int | None = None,
    note: int | None = None,
    data: dict[str, Any] | None = None,
) -> None:
    """Alert each of these people, once for each event, and plan the letter that they wish for.

    Left out are those who did it themselves (`by`), and whoever has a block between them and who did.
    """
    with transaction.atomic():
        for user in _others(people, event.by, by):
            made, is_new = Alert.objects.get_or_create(
                user=user,
                event=event.pk,
                defaults={
                    "kind": kind or event.kind,
                    "story": story,
                    "review_id": review,
                    "note_id": note,
                    "by": by,
                    "data": data or {},
                    "at": event.at,
                },
            )
            if is_new:
                _plan(made, event)
                digesting.plan_for(made)


def _others(people: QuerySet[User], *doing: User | None) -> Iterable[User]:
    did = [user for user in doing if user is not None]
    apart: set[int] = set().union(*(blocking.keys_apart_from(user) for user in did))
    return people.filter(is_active=True).exclude(pk__in=[user.pk for user in did]).exclude(pk__in=apart).order_by("pk")


def _plan(alert: Alert, event: Event) -> None:
    wishes = Wishes.objects.filter(user=alert.user).first() or Wishes(user=alert.user)
    if not _wants(alert, wishes):
        return
    row, is_new = Delivery.objects.get_or_create(
        event=event, user=alert.user, channel=MAIL, defaults={"due_at": alert.at}
    )
    if is_new:
        deliver_alert.enqueue(row.pk)


@task(priority=PERSONAL)
def deliver_alert(delivery: int) -> datetime | None:
    """The task for one letter. It returns when it is due again: in quiet hours, when the mail server is in trouble."""
    row = Delivery.objects.select_related("user").filter(pk=delivery, state=DUE).first()
    return deliver(row, at=timezone.now()) if row else None  # A task is where a clock enters.


def deliver(row: Delivery, *, at: datetime) -> datetime | None:
    """Send the letter, if it may go now. Returns when it is due again; None when it is done with."""
    wishes, _is_new = Wishes.objects.get_or_create(user=row.user)
    alert = Alert.objects.filter(user=row.user, event=row.event_id).select_related("story").first()
    if alert is None or not _wants(alert, wishes) or not _is_seen(alert, row.user):
        sending.skip(row, "They no longer hear of it.")
        return None
    if row.due_at > at:
        return row.due_at
    if (quiet := quieting.quiet_until(wishes, row.user.time_zone, at)) is not None:
        sending.put_off(row, quiet)
        return quiet
    name = mailing.message_id("alert", row.event_id, row.user_id)
    try:
        message = wording.personal(alert, row.user, wishes, id=name)
    except moulding.NoAddress:
        sending.park(row, sending.NO_ADDRESS)
        return None
    if message is None:
        sending.skip(row, "Nothing is left to tell.")
        return None
    shut_until = sending.send([sending.Envelope(row, row.user, message)], at=at)
    still_due = Delivery.objects.filter(pk=row.pk, state=DUE).first()
    return shut_until or (still_due.due_at if still_due else None)


def _wants(alert: Alert, wishes: Wishes) -> bool:
    return alert.kind in _WISHES and bool(getattr(wishes, _WISHES[alert.kind]) == EACH)


def _is_seen(alert: Alert, user: User) -> bool:
    """Whether mail reaches them, and what it would tell of is still there for them."""
    if not User.objects.filter(hearing.reached_by_mail(), pk=user.pk).exists():
        return False
    if alert.kind in finds.KINDS:
        return bool(finds.of(user.pk, [finds.told(alert)]))
    return bool(Review.objects.told_to(Visitor(user)).standing().filter(pk=alert.review_id).exists())
