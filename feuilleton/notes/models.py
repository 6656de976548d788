"""Tables of notes on passages: what was said, where it stands in each revision, who found what."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Index, Q
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts.models import PenName, User
from feuilleton.kit.ids import public_id
from feuilleton.kit.prose.anchoring import Anchor
from feuilleton.notes import asking
from feuilleton.stories.models import Chapter, Fact, Revision, Story

REACTION, TYPO, WORDING, CONTINUITY = "reaction", "typo", "wording", "continuity"
FORMATTING, QUESTION, PRIVATE, CLARIFICATION = "formatting", "question", "private", "clarification"
KINDS = [
    (REACTION, _("Reaction")),
    (TYPO, _("Typo")),
    (WORDING, _("Wording")),
    (CONTINUITY, _("Continuity")),
    (FORMATTING, _("Formatting")),
    (QUESTION, _("Question")),
    (PRIVATE, _("For yourself")),
    (CLARIFICATION, _("Clarification")),
]
REACTIONS = [
    ("loved", _("I love this")),
    ("laughed", _("This made me laugh")),
    ("moved", _("This moved me")),
    ("gripped", _("I could not stop here")),
    ("saw", _("I can see it before me")),
    ("surprised", _("I did not see this coming")),
]
OPEN, LATER, ACCEPTED, FIXED = "open", "later", "accepted", "fixed"
ANSWERED, DECLINED = "answered", "declined"
STATES = [
    (OPEN, _("Waits for its author")),
    (LATER, _("Not now")),
    (ACCEPTED, _("Accepted")),
    (FIXED, _("Mended otherwise")),
    (ANSWERED, _("Answered")),
    (DECLINED, _("Left as it is")),
]
WAITING = (OPEN, LATER)
MENDED = (ACCEPTED, FIXED)

EXACT, EDITED, MOVED, TOUCHED, DETACHED = "exact", "edited", "moved", "touched", "detached"
OUTCOMES = [
    (EXACT, _("Stands as it was")),
    (EDITED, _("The passage was changed")),
    (MOVED, _("The passage stands elsewhere now")),
    (TOUCHED, _("The passage was rewritten")),
    (DETACHED, _("The passage is gone")),
]
HERE, AGAINST = "here", "against"
PARTS = [(HERE, _("The passage")), (AGAINST, _("What it contradicts"))]


class Note(models.Model):
    """What somebody says about a passage of a chapter; a clarification is its author's own.

    `source` is plain text as it was typed. `replacement`: what should stand in the passage's place (None: nothing is
    proposed; "": it should go). `reaction`: one of `REACTIONS`. `fact`: what the passage contradicts, or what was made
    a fact of it. `same_as`: the note that said the same before, whose state and answer hold for this one too.
    `published_at`: when its author, or the story's welcome, let other readers see it. `resolved_in`: the revision that
    mended it. `answers`: of a clarification, the note it answers. `names_me`: whether thanks name the pen name.
    `hidden_at`: when a moderator took it away from them, with `hidden_reason`; nobody publishes it then.
    `reopened_by_*`: each side may open it again once. `fingerprint`: the same submission again is the same note.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="passage_notes")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="passage_notes")
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="passage_notes")
    pen_name = models.ForeignKey(PenName, null=True, on_delete=models.SET_NULL, related_name="+")
    names_me = models.BooleanField(default=True)

    kind = models.CharField(max_length=14, choices=KINDS)
    reaction = models.CharField(max_length=12, choices=REACTIONS, blank=True, default="")
    source = models.TextField(blank=True, default="")
    replacement = models.TextField(null=True, blank=True)
    fact = models.ForeignKey(Fact, null=True, blank=True, on_delete=models.SET_NULL, related_name="passage_notes")

    state = models.CharField(max_length=10, choices=STATES, default=OPEN)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="alike")
    answers = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="clarified_by")
    answer = models.TextField(blank=True, default="")
    decided_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    resolved_in = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    reopened_by_reader_at = models.DateTimeField(null=True, blank=True)
    reopened_by_author_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True, default="", db_default="")
    made_at = models.DateTimeField()
    fingerprint = models.CharField(max_length=64, null=True, blank=True, unique=True)

    objects: ClassVar = asking.Notes.as_manager()

    class Meta:
        indexes = [
            Index(fields=["chapter", "id"], condition=Q(published_at__isnull=False), name="notes_for_readers"),
            Index(fields=["user", "-id"], name="notes_of_a_reader"),
            Index(fields=["story", "state"], name="notes_by_state"),
        ]

    def __str__(self) -> str:
        return f"note {self.public_id}"

    @property
    def is_public(self) -> bool:
        return self.published_at is not None

    @property
    def is_waiting(self) -> bool:
        return self.state in WAITING

    @property
    def is_mended(self) -> bool:
        """Whether what it found is set right for readers."""
        return self.resolved_in_id is not None

    @property
    def proposes(self) -> bool:
        return self.replacement is not None


class Placement(models.Model):
    """Where a note's passage stands from a revision on, until a later placement of it says otherwise.

    Offsets are code points of a block's text. A detached one has no place (`start_block` ""), and its `quote` is what
    the passage last was. `kept`: the share of the passage's words that are still there; 0 with `moved`: its author put
    it there. The newest one is `is_newest`. Quotations are wiped with the revision they came from.
    """

    note = models.ForeignKey(Note, on_delete=models.CASCADE, related_name="placements")
    part = models.CharField(max_length=8, choices=PARTS, default=HERE)
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="placements")
    is_newest = models.BooleanField(default=True)
    outcome = models.CharField(max_length=10, choices=OUTCOMES, default=EXACT)
    kept = models.FloatField(default=1.0)
    start_block = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField(default=0)
    end_block = models.CharField(max_length=20, blank=True)
    end = models.PositiveIntegerField(default=0)
    quote = models.TextField(blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["note", "part", "revision"], name="placed_once_in_a_revision"),
            models.UniqueConstraint(fields=["note", "part"], condition=Q(is_newest=True), name="one_newest_place"),
        ]

    def __str__(self) -> str:
        return f"{self.part} of {self.note_id} in {self.revision_id}: {self.outcome}"

    @property
    def is_detached(self) -> bool:
        return self.outcome == DETACHED

    @property
    def was_put_here(self) -> bool:
        """Whether its author said that the passage stands here (`reattaching.py`): nothing of its words was found."""
        return self.outcome == MOVED and self.kept == 0.0

    @property
    def anchor(self) -> Anchor:
        """The place as the text's own tools know it."""
        return Anchor(**{name: getattr(self, name) for name in Anchor.__dataclass_fields__})


class Carried(models.Model):
    """Up to which revision a chapter's notes were carried."""

    chapter = models.OneToOneField(Chapter, primary_key=True, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"notes of {self.chapter_id} carried to {self.revision_id}"


class Credit(models.Model):
    """A reader's note was mended in this revision. Who it is (`note.user`) nobody can change.

    `is_first`: whether they said it before anybody else did.
    """

    note = models.OneToOneField(Note, primary_key=True, on_delete=models.CASCADE, related_name="credit")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="credits")
    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="credits")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="credits")
    is_first = models.BooleanField(default=True)
    made_at = models.DateTimeField()

    objects: ClassVar = asking.Credits.as_manager()

    def __str__(self) -> str:
        return f"credit for {self.note_id} in {self.revision_id}"
