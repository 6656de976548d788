"""Tables of moderation: what readers report, and which author was told of which measure."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts.models import User
from feuilleton.events.models import Event
from feuilleton.kit.ids import public_id
from feuilleton.notes.models import Note
from feuilleton.reviews.models import Review
from feuilleton.stories.models import LONGEST_TITLE, Chapter, Story

STORY, CHAPTER, REVIEW, NOTE = "story", "chapter", "review", "note"
KINDS = [(STORY, _("A story")), (CHAPTER, _("A chapter")), (REVIEW, _("A review")), (NOTE, _("A note"))]
SPAM, COPIED, LABELS, CRUEL, UNLAWFUL, OTHER = "spam", "copied", "labels", "cruel", "unlawful", "other"
WRONGS = [
    (SPAM, _("It is advertising, or says nothing")),
    (COPIED, _("It is somebody else’s work")),
    (LABELS, _("Its rating, warnings or tags are wrong")),
    (CRUEL, _("It attacks or harasses somebody")),
    (UNLAWFUL, _("It is against the law")),
    (OTHER, _("Something else")),
]
LABELLED = (STORY, CHAPTER)
"""Only these have a rating, warnings and tags."""


class Told(models.Model):
    """This person was sent the letter about this event. It goes when the event is forgotten."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="told_once")]

    def __str__(self) -> str:
        return f"{self.user_id} was told of {self.event_id}"


class Reports(models.QuerySet["Report"]):
    """Words for asking for reports. All of them are for moderators alone."""

    def waiting(self) -> Self:
        return self.filter(answered_at=None)

    def answered(self) -> Self:
        return self.exclude(answered_at=None)

    def with_things(self) -> Self:
        """With what they are about, without its text."""
        heavy = ("live__html", "live__packed", "live__source", "live__notes")
        return self.select_related("story", "chapter__live", "review", "note__chapter", "by").defer(
            "story__other_headers", *(f"chapter__{one}" for one in heavy)
        )


class Report(models.Model):
    """Somebody says that something is wrong with a story, a chapter, a review or a note. Only moderators know who.

    `title` and `quote` are as they stood then, and outlive the thing itself. `by` is None for a guest, who may have
    left an e-mail. `fingerprint`: the same for one sender and one thing while it waits; None once it is answered.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    kind = models.CharField(max_length=10, choices=KINDS)
    story = models.ForeignKey(Story, null=True, on_delete=models.SET_NULL, related_name="+")
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.SET_NULL, related_name="+")
    review = models.ForeignKey(Review, null=True, on_delete=models.SET_NULL, related_name="+")
    note = models.ForeignKey(Note, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=LONGEST_TITLE)
    quote = models.TextField(blank=True, default="")
    wrong = models.CharField(max_length=10, choices=WRONGS)
    words = models.TextField(blank=True, default="")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    email = models.EmailField(blank=True, default="")
    fingerprint = models.CharField(max_length=32, null=True, unique=True)
    made_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    answer = models.TextField(blank=True, default="")

    objects: ClassVar = Reports.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="reports_waiting", condition=models.Q(answered_at=None)),
        ]

    def __str__(self) -> str:
        return f"report {self.public_id}"

    @property
    def is_answered(self) -> bool:
        return self.answered_at is not None

    @property
    def thing(self) -> Story | Chapter | Review | Note | None:
        """What it is about, as it is now; None once it is deleted, in its author's bin, or (a note) private again."""
        if self.story is None or self.story.removed_at is not None:
            return None
        if self.kind == STORY:
            return self.story
        if self.kind == CHAPTER:
            return self.chapter if self.chapter is not None and self.chapter.removed_at is None else None
        if self.kind == NOTE:
            is_known = self.note is not None and (self.note.is_public or self.note.hidden_at is not None)
            return self.note if is_known else None
        return self.review if self.review is not None and self.review.state != "deleted" else None

    @property
    def answers_to(self) -> str:
        """The address that an answer goes to, "" where there is none."""
        return self.by.email if self.by is not None and self.by.is_active else self.email
