"""Tables of moderation: which author was told of which measure."""

from __future__ import annotations

from django.db import models

from feuilleton.accounts.models import User
from feuilleton.events.models import Event


class Told(models.Model):
    """This person was sent the letter about this event. It goes when the event is forgotten."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.user_id} was told of {self.event_id}"
