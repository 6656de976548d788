"""The table of reviews and of the answers to them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts.models import PenName, User
from feuilleton.kit.ids import public_id
from feuilleton.reviews import asking
from feuilleton.stories.models import Chapter, Revision, Story

SHOWN, HELD, UNCONFIRMED, SPAM, DELETED = "shown", "held", "unconfirmed", "spam", "deleted"
STATES = [
    (SHOWN, _("Shown")),
    (HELD, _("Held")),
    (UNCONFIRMED, _("Not confirmed yet")),
    (SPAM, _("Spam")),
    (DELETED, _("Deleted")),
]
ASKED, LINKS, YOUNG, HURRIED, REPEATED, CHANGED = "asked", "links", "young", "hurried", "repeated", "changed"
WHY_HELD = [
    (ASKED, _("Its author reads reviews before they are shown.")),
    (LINKS, _("It is by a guest, and has links in it.")),
    (YOUNG, _("It has links in it, and the account is not a day old.")),
    (HURRIED, _("The account is not a day old, and has written many in a short time.")),
    (REPEATED, _("The same words stand under several stories.")),
    (CHANGED, _("It was changed after it was let through.")),
]
AUTHOR, MODERATOR = "author", "moderator"
HIDERS = [(AUTHOR, _("The author")), (MODERATOR, _("A moderator"))]


class Review(models.Model):
    """What somebody says about a chapter or a whole story (`root` None), or an answer in its thread.

    `source` is Markdown as it was typed, `html` what it became. A deleted one has lost its words and its people, and
    stays only while answers to it do. `fingerprint`: the same submission again is the same review. `words_key` is the
    same for the same words, whoever says them (None for short ones). `shown_at`: when readers could see it first.
    `passed_source`: the words that changes are measured against, "" for those there are. Of spam: `spam_with` is what
    it was marked with, `spam_by` says who did, `state_before` what it was.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="reviews")
    chapter = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.CASCADE, related_name="reviews")
    revision = models.ForeignKey(
        Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="answers", db_index=False
    )
    root = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.RESTRICT, related_name="thread", db_index=False
    )
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews")
    pen_name = models.ForeignKey(
        PenName, null=True, blank=True, on_delete=models.SET_NULL, related_name="reviews", db_index=False
    )
    guest_name = models.CharField(max_length=60, blank=True, default="")
    guest_email = models.EmailField(blank=True, default="")

    source = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    state = models.CharField(max_length=12, choices=STATES, default=SHOWN)
    passed_source = models.TextField(blank=True, default="")
    held_why = models.CharField(max_length=10, choices=WHY_HELD, blank=True, default="")
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_by = models.CharField(max_length=10, choices=HIDERS, blank=True, default="")
    hidden_reason = models.TextField(blank=True, default="")
    spam_with = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="spam_along", db_index=False
    )
    spam_by = models.CharField(max_length=10, choices=HIDERS, blank=True, default="")
    state_before = models.CharField(max_length=12, choices=STATES, blank=True, default="")
    made_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True, blank=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64, null=True, blank=True, unique=True)
    words_key = models.CharField(max_length=16, null=True, blank=True)

    objects: ClassVar = asking.Reviews.as_manager()

    class Meta:
        # Partial ones: each index more is a page more to write while somebody waits for their review to be posted. By
        # what is empty, not by values: SQLite cannot tell from `words_key = ?` that it is not "".
        indexes = [
            models.Index(fields=["parent"], name="reviews_answers", condition=models.Q(parent__isnull=False)),
            models.Index(fields=["root"], name="reviews_threads", condition=models.Q(root__isnull=False)),
            models.Index(
                fields=["words_key"], name="reviews_in_same_words", condition=models.Q(words_key__isnull=False)
            ),
            models.Index(fields=["guest_email"], name="reviews_of_guests", condition=models.Q(user=None)),
            models.Index(fields=["made_at"], name="reviews_never_shown", condition=models.Q(shown_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(parent=None, root=None) | models.Q(parent__isnull=False, root__isnull=False),
                name="answer_has_a_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"review {self.public_id}"

    @property
    def is_answer(self) -> bool:
        return self.root_id is not None

    @property
    def is_by_guest(self) -> bool:
        return bool(self.guest_email)

    @property
    def is_public(self) -> bool:
        """Whether it is shown and not hidden; its thread's head may yet not be."""
        return self.state == SHOWN and self.hidden_at is None

    @property
    def touches(self) -> list[str]:
        """What stored pages may have been made from this."""
        chapter = [f"reviews:c{self.chapter_id}"] if self.chapter_id else []
        return [*chapter, f"reviews:s{self.story_id}"]
