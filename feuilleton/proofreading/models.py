"""Tables of proofreading: what an author does not want to be shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from feuilleton.accounts.models import User
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

    Moment = models.DateTimeField[datetime, datetime]


class Ignored(models.Model):
    """An observation that is let be in a story, wherever it comes again: `Finding.check` and `Finding.key`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="ignored")
    check_name = models.CharField(max_length=20)
    key = models.CharField(max_length=150)
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    at: Moment = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "check_name", "key"], name="ignored_once_in_a_story")]

    def __str__(self) -> str:
        return f"{self.check_name} “{self.key}” in {self.story_id}"
