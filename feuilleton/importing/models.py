"""The table of manuscripts: each file as it was sent, what its author put right, and what was made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import Q

from feuilleton.accounts.models import User
from feuilleton.kit.ids import public_id
from feuilleton.stories.models import Story

if TYPE_CHECKING:
    from datetime import datetime

LONGEST_NAME = 255


class Manuscripts(models.QuerySet["Manuscript"]):
    """Words for asking for manuscripts."""

    def of(self, user: User | None) -> Self:
        """Those that this person sent. Nobody else sees them."""
        return self.none() if user is None else self.filter(user=user)

    def waiting(self) -> Self:
        """Those that are no story yet, or no longer."""
        return self.filter(brought_at=None)

    def for_lists(self) -> Self:
        """Without the file itself, the newest first."""
        return self.defer("data", "corrections", "said").order_by("-made_at", "-id")


class Manuscript(models.Model):
    """A file somebody sent, kept as it came, byte for byte. It goes with its sender's account.

    `charset`, `format`: the sender's word for them, "" while we tell them ourselves. `corrections`: rounds, each the
    string "all_text" or {place in the source: field}. `said`: fields of the story that were typed over what was found.
    `made`: {"story": whether the story was started by this, "chapters": public ids, "replaced": public ids}.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="manuscripts")
    file_name = models.CharField(max_length=LONGEST_NAME, blank=True, default="")
    data = models.BinaryField()
    digest = models.CharField(max_length=64)
    charset = models.CharField(max_length=40, blank=True, default="")
    format = models.CharField(max_length=10, blank=True, default="")
    corrections: models.JSONField[list[Any], list[Any]] = models.JSONField(default=list, blank=True)
    said: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    story = models.ForeignKey(Story, null=True, blank=True, on_delete=models.SET_NULL, related_name="manuscripts")
    made: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict, blank=True)
    made_at: models.DateTimeField[datetime, datetime] = models.DateTimeField()
    brought_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = Manuscripts.as_manager()

    class Meta:
        constraints = [
            # The same file sent twice is looked over once. What was taken back does not stand in its way.
            models.UniqueConstraint(
                fields=["user", "digest"],
                condition=Q(brought_at=None, undone_at=None),
                name="manuscript_waits_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name or f"manuscript {self.public_id}"

    @property
    def is_brought(self) -> bool:
        return self.brought_at is not None
