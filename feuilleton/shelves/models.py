"""Tables of what readers keep."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts.models import PenName, User
from feuilleton.kit.ids import public_id
from feuilleton.shelves import asking
from feuilleton.stories.models import Chapter, Revision, Story

if TYPE_CHECKING:
    from datetime import datetime

    Moment = models.DateTimeField[datetime, datetime]
    MaybeMoment = models.DateTimeField[datetime | None, datetime | None]

READING, LATER, PAUSED, DROPPED, FINISHED = "reading", "later", "paused", "dropped", "finished"
STATES = [
    (READING, _("Reading")),
    (LATER, _("For later")),
    (PAUSED, _("Paused")),
    (DROPPED, _("Dropped")),
    (FINISHED, _("Finished")),
]
LONGEST_NAME = 60


class Favorite(models.Model):
    """Somebody keeps a story, or whoever writes under a pen name, as a favorite."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="favorites")
    story = models.ForeignKey(Story, null=True, on_delete=models.CASCADE, related_name="favorites")
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.CASCADE, related_name="favorites")
    made_at: Moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "story"], name="favorite_story_once"),
            models.UniqueConstraint(fields=["user", "pen_name"], name="favorite_person_once"),
            models.CheckConstraint(
                condition=models.Q(story=None) ^ models.Q(pen_name=None), name="favorite_is_a_story_or_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} keeps {self.story_id or self.pen_name_id}"


class GuestFavorite(models.Model):
    """Somebody without an account keeps a story. `key` is the hash of a token that only their browser has."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="guest_favorites")
    key = models.CharField(max_length=64)
    made_at: Moment = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "key"], name="guest_favorite_once")]

    def __str__(self) -> str:
        return f"a guest keeps {self.story_id}"


class Shelf(models.Model):
    """A shelf of one's own, beside the five that everybody has. `removed_at`: taken down, and may come back."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shelves")
    name = models.CharField(max_length=LONGEST_NAME)
    key = models.CharField(max_length=120, editable=False)
    made_at: Moment = models.DateTimeField()
    removed_at: MaybeMoment = models.DateTimeField(null=True)

    objects: ClassVar = asking.Shelves.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="shelf_name_once", condition=models.Q(removed_at=None))
        ]

    def __str__(self) -> str:
        return self.name


class Shelved(models.Model):
    """A story on a shelf: on one of everybody's (`state`), where it stands only once, or on one's own (`shelf`)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="shelved")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="shelved")
    state = models.CharField(max_length=10, choices=STATES, blank=True, default="")
    shelf = models.ForeignKey(Shelf, null=True, on_delete=models.CASCADE, related_name="shelved")
    at: Moment = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "story"], name="shelved_once", condition=models.Q(shelf=None)),
            models.UniqueConstraint(fields=["shelf", "story"], name="once_on_a_shelf"),
            models.CheckConstraint(
                condition=models.Q(shelf=None) ^ models.Q(state=""), name="on_a_common_shelf_or_an_own_one"
            ),
        ]
        indexes = [models.Index(fields=["user", "state", "-at"], name="shelved_lately")]

    def __str__(self) -> str:
        return f"{self.story_id} on {self.state or self.shelf_id}"


class Spot(models.Model):
    """A point in a chapter's text, as it stood in `revision`: a block by its id, "" for before all of them, and a
    number of code points into `Block.text`.
    """

    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    block = models.CharField(max_length=8, blank=True, default="")
    offset = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Place(Spot):
    """Where somebody is in a story: where they last read, by the clock of the device they read on (`seen_at`)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="places")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="places")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="places")
    at_end = models.BooleanField(default=False)
    seen_at: Moment = models.DateTimeField()
    device = models.CharField(max_length=60, blank=True, default="")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "story"], name="place_once_in_a_story")]
        indexes = [models.Index(fields=["user", "-seen_at", "-id"], name="places_lately")]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.chapter_id}"


class Mark(Spot):
    """What somebody has read of a chapter: all of it, or up to a spot. No row: nothing.

    It outlives the chapter: `called` is the chapter's number and title, by which it is known when it is posted again.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="marks")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="marks")
    chapter = models.ForeignKey(Chapter, null=True, on_delete=models.SET_NULL, related_name="marks")
    called = models.CharField(max_length=300, blank=True, default="")
    is_read = models.BooleanField(default=False)
    at: Moment = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "chapter"], name="mark_once_on_a_chapter")]
        indexes = [models.Index(fields=["user", "story"], name="marks_in_a_story")]

    def __str__(self) -> str:
        return f"{self.user_id} has read {'' if self.is_read else 'some of '}{self.chapter_id}"


class Reader(models.Model):
    """What a reader wishes of all this. No row: that it is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reader")
    history_paused_at: MaybeMoment = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"reader {self.user_id}"
