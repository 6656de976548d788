"""Tables of being told: who follows what and how, what was told to whom, and what has been read."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Index, Q
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts.models import PenName, User
from feuilleton.events.models import Event
from feuilleton.stories.models import Story

EACH, DAILY, WEEKLY, MANY, COMPLETE, NONE = "each", "daily", "weekly", "many", "complete", "none"
CADENCES = [
    (EACH, _("Each chapter")),
    (DAILY, _("Once a day")),
    (WEEKLY, _("Once a week")),
    (MANY, _("When several chapters wait")),
    (COMPLETE, _("When a story is complete")),
]
PERSONAL = [(EACH, _("Each")), (DAILY, _("Once a day")), (NONE, _("Not by mail"))]
FAVORITES = [(DAILY, _("Once a day")), (NONE, _("Not by mail"))]
MAIL = "mail"
DUE, SENT, SKIPPED, PARKED = "due", "sent", "skipped", "parked"
STATES = [(DUE, _("Due")), (SENT, _("Sent")), (SKIPPED, _("Skipped")), (PARKED, _("Parked"))]


def new_token() -> str:
    """What a link in a letter is known by: nobody guesses it."""
    return secrets.token_urlsafe(24)


class Subscriptions(models.QuerySet["Subscription"]):
    """Words for asking for subscriptions."""

    def active(self) -> Self:
        return self.filter(ended_at=None)

    def of(self, user: User | None) -> Self:
        return self.none() if user is None else self.filter(user=user)

    def with_pause(self) -> Self:
        """Each with `paused_at`: since when its follower has paused all letters, or None."""
        return self.annotate(paused_at=F("user__wishes__paused_at"))


class Subscription(models.Model):
    """Somebody follows a story or a pen name. `topic` is the name under which events tell of it ("story:5").

    `since`: the newest event when it began (or began anew); only later ones are theirs. `told`: the newest event that a
    gathered letter has told them of. It never runs out. `many`: how many chapters must wait, for that cadence alone.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="subscriptions")
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="subscriptions")
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.CASCADE, related_name="subscriptions")
    topic = models.CharField(max_length=40)
    cadence = models.CharField(max_length=10, choices=CADENCES, default=EACH)
    many = models.PositiveSmallIntegerField(null=True)
    mail = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    since = models.BigIntegerField(default=0)
    told = models.BigIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    token = models.CharField(max_length=40, unique=True, default=new_token)

    paused_at: datetime | None  # of `Subscriptions.with_pause` alone
    objects: ClassVar = Subscriptions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "topic"], name="follows_once"),
            models.CheckConstraint(
                condition=Q(story=None, pen_name__isnull=False) | Q(story__isnull=False, pen_name=None),
                name="follows_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(cadence=MANY, many__gte=2) | (~Q(cadence=MANY) & Q(many=None)), name="many_says_how_many"
            ),
        ]
        indexes = [
            Index(
                fields=["topic", "cadence", "id"], condition=Q(ended_at=None, mail=True), name="subscriptions_by_mail"
            ),
            Index(fields=["topic", "made_at"], condition=Q(ended_at=None), name="subscriptions_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} follows {self.topic}"


class Wishes(models.Model):
    """How one person wants to be told, and up to where they have read. Without a row, everything is as by default.

    `read_to`: the newest event that counts as read but for `Glance`. Quiet hours, `digest_hour` and `digest_day`
    (0 is Monday) are in the person's time zone; quiet from 22 until 7 passes midnight. `token` is in the links of
    letters that stand for no subscription; `feed_token` opens their own feed, and changes when they revoke it.
    """

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="wishes")
    read_to = models.BigIntegerField(default=0)
    paused_at = models.DateTimeField(null=True)
    quiet_from = models.PositiveSmallIntegerField(null=True)
    quiet_until = models.PositiveSmallIntegerField(null=True)
    digest_hour = models.PositiveSmallIntegerField(default=18)
    digest_day = models.PositiveSmallIntegerField(default=5)
    reviews = models.CharField(max_length=10, choices=PERSONAL, default=EACH)
    answers = models.CharField(max_length=10, choices=PERSONAL, default=EACH)
    favorites = models.CharField(max_length=10, choices=FAVORITES, default=DAILY)
    text_in_mail = models.BooleanField(default=False)
    neutral = models.BooleanField(default=False)
    token = models.CharField(max_length=40, unique=True, default=new_token)
    feed_token = models.CharField(max_length=40, null=True, unique=True)

    # What mail servers said of `bounced_address`; of no meaning once the person's address is another.
    bounced_address = models.EmailField(blank=True, default="")
    bounced_at = models.DateTimeField(null=True)
    bounce_words = models.CharField(max_length=500, blank=True, default="")
    strikes = models.PositiveSmallIntegerField(default=0)
    struck_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__range=(0, 23), quiet_until__range=(0, 23)),
                name="quiet_hours_are_hours",
            ),
            models.CheckConstraint(
                condition=Q(digest_hour__range=(0, 23), digest_day__range=(0, 6)), name="digest_at_a_time_there_is"
            ),
        ]

    def __str__(self) -> str:
        return f"wishes of {self.user_id}"


class Alert(models.Model):
    """One thing that happened to this person's own stories or words. What is told to many has no row: it is joined.

    `review_id` is the key of the review it is about, `note_id` of the note on a passage, and `by` who did it (None: a
    guest, or the account is gone). `data` says "gathered" if it was to be told in a gathered letter when it came.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="alerts")
    event = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="+")
    review_id = models.BigIntegerField(null=True, db_index=True)
    note_id = models.BigIntegerField(null=True, db_index=True)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    data = models.JSONField(default=dict)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="alerted_once")]

    def __str__(self) -> str:
        return f"{self.user_id} is told of {self.kind}"


class Glance(models.Model):
    """An exception to `Wishes.read_to`: this event was read before its turn, or put back among the unread."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="glances")
    event = models.BigIntegerField()
    read = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "event"], name="glanced_once")]

    def __str__(self) -> str:
        return f"{self.user_id} at {self.event}"


class Release(models.Model):
    """When an event that is told leaves the house by letter and feed: after a hold, in which it can be taken back."""

    event = models.OneToOneField(Event, primary_key=True, on_delete=models.CASCADE, related_name="release")
    due_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    stopped_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        indexes = [Index(fields=["released_at"], name="release_when")]

    def __str__(self) -> str:
        return f"release of {self.event_id}"


class Delivery(models.Model):
    """One event, to one person, by one channel. For personal ones there is no subscription.

    `since`: the letter gathers what was told under the subscription's topic after this event; 0: the event alone.
    """

    event = models.ForeignKey(Event, db_index=False, on_delete=models.CASCADE, related_name="deliveries")
    subscription = models.ForeignKey(Subscription, null=True, on_delete=models.CASCADE, related_name="deliveries")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    channel = models.CharField(max_length=10, default=MAIL)
    since = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default=DUE)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "subscription", "channel"], name="delivered_once"),
            models.UniqueConstraint(fields=["event", "user", "channel"], name="delivered_once_to_a_person"),
        ]
        indexes = [
            Index(fields=["event", "due_at"], condition=Q(state=DUE), name="deliveries_waiting"),
            Index(fields=["event", "-id"], condition=Q(state=PARKED), name="deliveries_given_up"),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} to {self.user_id}: {self.state}"


class Digest(models.Model):
    """A gathered letter of one day to one person: their daily or weekly subscriptions, or their favorites.

    It tells of what happened after `since` up to `until` (keys of events). Until it is begun, `until` is 0, and `since`
    too, if it is to go on where the last one ended.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    cadence = models.CharField(max_length=10)
    day = models.DateField()
    since = models.BigIntegerField(default=0)
    until = models.BigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=STATES, default=DUE)
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True, default="")
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "cadence", "day"], name="digest_once_a_day")]
        indexes = [Index(fields=["due_at"], condition=Q(state=DUE), name="digests_due")]

    def __str__(self) -> str:
        return f"{self.cadence} of {self.day} to {self.user_id}: {self.state}"


class Line(models.Model):
    """The way to the mail server. While it is shut nobody tries it; each further failure keeps it shut for longer."""

    channel = models.CharField(max_length=10, unique=True)
    tries = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=500, blank=True, default="")
    shut_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.channel}: {self.trouble or 'open'}"
