"""The log: what happened, what it touched, who is told, how far each log reader has read, what one could not read."""

from __future__ import annotations

from django.apps import apps
from django.conf import settings
from django.db import models


class Event(models.Model):
    """One thing that happened. Ids rise in the order of commits; rows are never changed."""

    kind = models.CharField(max_length=60)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    subject_type = models.CharField(max_length=60)  # "stories.chapter"
    subject_id = models.BigIntegerField()
    at = models.DateTimeField()
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["at"], name="event_at")]

    def __str__(self) -> str:
        return f"{self.id} {self.kind} {self.subject_type} {self.subject_id}"

    @property
    def subject(self) -> models.Model | None:
        """The row this is about, or None when it is gone."""
        model = apps.get_model(self.subject_type)
        found: models.Model | None = model._base_manager.filter(pk=self.subject_id).first()
        return found


class Touch(models.Model):
    """An event changed something that stored pages are made from, known by its name."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="touches")
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "event"], name="touch_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.event_id}"


class Topic(models.Model):
    """An event worth telling, under one of the names that people follow ("story:5", "person:3").

    The inbox joins these with what somebody follows; so an event that has one is never compacted.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="topics")
    name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "event"], name="topic_once")]

    def __str__(self) -> str:
        return f"{self.name} at {self.event_id}"


class Cursor(models.Model):
    """The newest event that a log reader is done with."""

    reader = models.CharField(max_length=60, unique=True)
    event = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.reader} at {self.event}"


class Parked(models.Model):
    """An event on which a log reader failed. Kept until it could be read."""

    reader = models.CharField(max_length=60)
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="parked")
    error = models.TextField()
    tries = models.PositiveIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reader", "event"], name="parked_once")]

    def __str__(self) -> str:
        return f"{self.reader} failed {self.tries} times on {self.event_id}"
