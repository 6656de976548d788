"""A letter about one alert, to the person whom it concerns: a review of their story, an answer to them."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone
from django_tasks import task

from feuilleton.accounts import mailing
from feuilleton.accounts.models import User
from feuilleton.accounts.visiting import Visitor
from feuilleton.events.models import Event
from feuilleton.inbox import hearing, moulding, quieting, sending, wording
from feuilleton.inbox.models import DUE, EACH, MAIL, Alert, Delivery, Wishes
from feuilleton.reviews.models import Review

PERSONAL = 10  # It overtakes whatever goes to many.


def plan(alert: Alert, event: Event) -> None:
    """Have a letter sent about it, if this person wants one for each of its kind. For use inside a transaction."""
    wishes = Wishes.objects.filter(user=alert.user).first() or Wishes(user=alert.user)
    if not _wants(alert, wishes):
        return
    row, is_new = Delivery.objects.get_or_create(
        event=event, user=alert.user, channel=MAIL, defaults={"due_at": alert.at}
    )
    if is_new:
        deliver_alert.enqueue(row.pk)


@task(priority=PERSONAL)
def deliver_alert(delivery: int) -> None:
    """The task for one letter. In quiet hours, and when the mail server is in trouble, it is left to another one."""
    row = Delivery.objects.select_related("user").filter(pk=delivery, state=DUE).first()
    again_at = deliver(row, at=timezone.now()) if row else None  # A task is where a clock enters.
    if again_at is not None:
        deliver_alert.using(run_after=again_at).enqueue(delivery)


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
    return (wishes.answers if alert.kind == "review_answered" else wishes.reviews) == EACH


def _is_seen(alert: Alert, user: User) -> bool:
    """Whether mail reaches them, and what it would tell of is still there for them."""
    if not User.objects.filter(hearing.reached_by_mail(), pk=user.pk).exists():
        return False
    return bool(Review.objects.told_to(Visitor(user)).standing().filter(pk=alert.review_id).exists())
