"""Tables of what authors make."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from feuilleton.accounts.models import PenName, User
from feuilleton.kit import languages
from feuilleton.kit.ids import public_id
from feuilleton.kit.prose import blocks as prose
from feuilleton.stories import asking
from feuilleton.tags.models import KINDS, Tag

GENERAL, TEEN, MATURE, EXPLICIT, UNRATED = "general", "teen", "mature", "explicit", "unrated"
RATINGS = [
    (GENERAL, _("General")),
    (TEEN, _("Teen")),
    (MATURE, _("Mature")),
    (EXPLICIT, _("Explicit")),
    (UNRATED, _("Not rated")),
]
WARNINGS = [
    ("violence", _("graphic violence")),
    ("death", _("death of a main character")),
    ("nonconsensual", _("rape or abuse")),
    ("underage", _("sex with somebody underage")),
    ("unsaid", _("the author gives no warnings, and there may be cause")),
]
ONGOING, HIATUS, ABANDONED = "ongoing", "hiatus", "abandoned"
STATUSES = [(ONGOING, _("Ongoing")), (HIATUS, _("On hiatus")), (ABANDONED, _("Abandoned"))]
EVERYONE, MEMBERS, UNLISTED = "everyone", "members", "unlisted"
AUDIENCES = [
    (EVERYONE, _("Everyone")),
    (MEMBERS, _("Members only")),
    (UNLISTED, _("Whoever has the address")),
]
FIRST, MINOR, CHANGED, REWRITE, ASIDE = "first", "minor", "changed", "rewrite", "aside"
CHANGES = [
    (FIRST, _("First published")),
    (MINOR, _("Minor")),
    (CHANGED, _("Changed")),
    (REWRITE, _("Rewritten")),
    (ASIDE, _("Set aside, never published")),
]
GUESTS, NOBODY = "guests", "nobody"
REVIEWERS = [
    (GUESTS, _("Everybody, also without an account")),
    (MEMBERS, _("Members")),
    (NOBODY, _("Nobody")),
]
HELD = [
    (NOBODY, _("Nobody’s")),
    (GUESTS, _("Those of guests")),
    (EVERYONE, _("Everybody’s")),
]
OFF, REACTIONS, TYPOS, ALL, MARGIN = "off", "reactions", "typos", "all", "margin"
NOTES_WELCOME = [
    (OFF, _("None")),
    (REACTIONS, _("Reactions")),
    (TYPOS, _("Reactions, and typos for you alone")),
    (ALL, _("All kinds, for you alone")),
    (MARGIN, _("All kinds; reactions and questions for every reader to see")),
]
MARRIED, ENGAGED, TOGETHER, DIVORCED, WIDOWED, SINGLE = (
    "married", "engaged", "together", "divorced", "widowed", "single"
)  # fmt: skip
SIBLING, PARENT, CHILD, COUSIN = "sibling", "parent", "child", "cousin"
DEAD, ALIVE, TRAIT = "dead", "alive", "trait"
RELATIONS = [
    (MARRIED, _("is married to")),
    (ENGAGED, _("is engaged to")),
    (TOGETHER, _("is a couple with")),
    (DIVORCED, _("is divorced from")),
    (WIDOWED, _("is the widow or widower of")),
    (SINGLE, _("is not married")),
    (SIBLING, _("is a sister or brother of")),
    (PARENT, _("is a parent of")),
    (CHILD, _("is a child of")),
    (COUSIN, _("is a cousin of")),
    (DEAD, _("is dead")),
    (ALIVE, _("is alive")),
    (TRAIT, _("has")),
]
LONGEST_TITLE = 255


class Story(models.Model):
    """A story: its header, and sums that its rules keep (`chapter_count`, `words`, `characters`, dates).

    Nothing of it shows until a chapter is published. It is complete when as many are published as planned.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    title = models.CharField(max_length=LONGEST_TITLE)
    summary = models.TextField(blank=True, default="")
    disclaimer = models.TextField(blank=True, default="")
    language = models.CharField(max_length=35, default="en")
    rating = models.CharField(max_length=10, choices=RATINGS, default=UNRATED)
    warnings: models.JSONField[list[str], list[str]] = models.JSONField(default=list, blank=True)
    warning_words = models.CharField(max_length=500, blank=True, default="")
    status = models.CharField(max_length=10, choices=STATUSES, default=ONGOING)
    planned = models.PositiveIntegerField(null=True, blank=True)
    audience = models.CharField(max_length=10, choices=AUDIENCES, default=EVERYONE)
    other_headers: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(
        default=list, blank=True
    )

    # What its author lets readers do (`stories/welcoming.py`).
    reviews_from = models.CharField(max_length=10, choices=REVIEWERS, default=MEMBERS, db_default=MEMBERS)
    reviews_held = models.CharField(max_length=10, choices=HELD, default=NOBODY, db_default=NOBODY)
    mails_text = models.BooleanField(default=False, db_default=False)
    notes_welcome = models.CharField(max_length=10, choices=NOTES_WELCOME, default=TYPOS, db_default=TYPOS)
    credits_shown = models.BooleanField(default=True, db_default=True)
    shows_changes = models.BooleanField(default=True, db_default=True)

    # Swept every few minutes from what readers keep and say, so that nobody waits for a row that all of them write.
    favorite_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    guest_favorite_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)
    review_count = models.PositiveIntegerField(default=0, db_default=0, editable=False)

    chapter_count = models.PositiveIntegerField(default=0, editable=False)
    words = models.PositiveIntegerField(default=0, editable=False)
    characters = models.PositiveIntegerField(default=0, editable=False)
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    completed_at = models.DateTimeField(null=True, blank=True)

    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.TextField(blank=True, default="")
    removed_at = models.DateTimeField(null=True, blank=True)
    orphaned_at = models.DateTimeField(null=True, blank=True)
    offered_to = models.ForeignKey(PenName, null=True, blank=True, on_delete=models.SET_NULL, related_name="offered")

    authors: models.ManyToManyField[PenName, Authorship] = models.ManyToManyField(
        PenName, through="Authorship", related_name="stories"
    )

    objects: ClassVar = asking.Stories.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["-updated_at", "-id"],
                name="stories_lately_updated",
                condition=models.Q(hidden_at=None, removed_at=None, chapter_count__gt=0),
            ),
            models.Index(
                fields=["-updated_at", "-id"],
                name="stories_for_everyone",
                condition=models.Q(hidden_at=None, removed_at=None, chapter_count__gt=0, audience=EVERYONE),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_complete(self) -> bool:
        return self.planned is not None and self.chapter_count == self.planned and self.chapter_count > 0

    @property
    def is_hidden(self) -> bool:
        return self.hidden_at is not None

    @property
    def asks_first(self) -> bool:
        """Whether a page asks the reader before its text is shown."""
        return self.rating in (MATURE, EXPLICIT)

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def warning_names(self) -> list[str]:
        names = dict(WARNINGS)
        return [str(names[key]) for key in self.warnings if key in names]

    @property
    def topics(self) -> list[str]:
        """The names under which those who follow this story, or one of its authors, hear of what happens to it."""
        return [f"story:{self.pk}", *(f"person:{one}" for one in asking.people_of(self.pk))]

    @property
    def touches(self) -> list[str]:
        """What stored pages may have been made from this story: itself, its people, its tags, the front page."""
        return ["front", *self.topics, *(f"tag:{one}" for one in asking.tags_of(self.pk))]


class Authorship(models.Model):
    """A pen name on a story's title page, in the order of `position`."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="authorships")
    pen_name = models.ForeignKey(PenName, on_delete=models.PROTECT, related_name="authorships")
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "pen_name"], name="author_once_on_a_story")]

    def __str__(self) -> str:
        return f"{self.pen_name_id} on {self.story_id}"


class StoryTag(models.Model):
    """A tag on a story: what its author typed, and the tag that means."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="story_tags")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="story_tags")
    kind = models.CharField(max_length=12, choices=KINDS)
    typed = models.CharField(max_length=150)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "tag"], name="tag_once_on_a_story")]

    def __str__(self) -> str:
        return self.typed


class Chapter(models.Model):
    """A place in a story. What readers see of it is its live revision; what its author works on is its draft."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="chapters")
    position = models.PositiveIntegerField()
    live = models.ForeignKey("Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    reviews_locked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = asking.Chapters.as_manager()

    class Meta:
        indexes = [models.Index(fields=["story", "position", "id"], name="chapters_in_order")]

    def __str__(self) -> str:
        return f"chapter {self.public_id}"

    @property
    def is_published(self) -> bool:
        return self.live_id is not None and self.withdrawn_at is None and self.removed_at is None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def is_revised(self) -> bool:
        """Whether it changed for readers, in more than a minor way, since it was first published."""
        return bool(self.updated_at and self.published_at and self.updated_at > self.published_at)

    @property
    def touches(self) -> list[str]:
        return self.story.touches


class Announcement(models.Model):
    """Something an author says to the story's readers beside its chapters. It moves no date and nobody's place."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="announcements")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    source = models.TextField()
    html = models.TextField()
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = asking.Announcements.as_manager()

    def __str__(self) -> str:
        return f"announcement {self.public_id} on {self.story_id}"


class Fact(models.Model):
    """Who is what to whom in a story: “Edda – is engaged to – Joan”, from one chapter on (None: the beginning).

    `until`: the chapter from which on it no longer holds. The place it was read from is `quote` in the block `block` of
    `revision`. Without `confirmed_at` it was drafted by the machine and says nothing yet. A secret one is on no page
    that anybody but the authors sees; today that is true of all.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="facts")
    subject = models.CharField(max_length=120)
    relation = models.CharField(max_length=10, choices=RELATIONS)
    object = models.CharField(max_length=200, blank=True, default="")
    since = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    until = models.ForeignKey(Chapter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_secret = models.BooleanField(default=False)
    revision = models.ForeignKey("Revision", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    block = models.CharField(max_length=20, blank=True, default="")
    quote = models.TextField(blank=True, default="")
    by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = asking.Facts.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "subject", "relation", "object", "since"], name="fact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.relation} {self.object}".strip()


class Text(models.Model):
    """What readers see of a chapter: the fields that a draft and a revision share.

    `notes`: [{"place": "before" | "after", "label": str, "source": Markdown, "html": clean HTML}], in order.
    `blocks`: `kit.prose.blocks.pack`. `source` is what was typed or brought, in `format` (markdown, html, text).
    """

    title = models.CharField(max_length=LONGEST_TITLE, blank=True, default="")
    number = models.CharField(max_length=20, blank=True, default="")
    summary = models.TextField(blank=True, default="")
    notes: models.JSONField[list[dict[str, str]], list[dict[str, str]]] = models.JSONField(default=list, blank=True)
    source = models.TextField(blank=True, default="")
    format = models.CharField(max_length=10, default="markdown")
    packed: models.JSONField[list[dict[str, Any]], list[dict[str, Any]]] = models.JSONField(
        default=list, blank=True, db_column="blocks"
    )
    words = models.PositiveIntegerField(default=0)
    characters = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    @property
    def blocks(self) -> list[prose.Block]:
        return prose.unpack(self.packed)

    @property
    def notes_before(self) -> list[dict[str, str]]:
        return [note for note in self.notes if note["place"] == "before"]

    @property
    def notes_after(self) -> list[dict[str, str]]:
        return [note for note in self.notes if note["place"] == "after"]


class Revision(Text):
    """A text as it was published (or, with change `aside`, set aside unpublished). Its source never changes.

    `html` is made from the blocks, and may be made again by a newer cleaner (`cleaner`). `version` is that of the draft
    it was, so that the chapter's next draft counts on from it. Removed from history (`expunging.py`), it has no words.
    """

    chapter = models.ForeignKey(Chapter, on_delete=models.CASCADE, related_name="revisions")
    ordinal = models.PositiveIntegerField()
    change = models.CharField(max_length=10, choices=CHANGES)
    version = models.PositiveIntegerField(default=0, db_default=0)
    html = models.TextField(blank=True, default="")
    cleaner = models.PositiveSmallIntegerField(default=0)
    by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expunged_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar = asking.Revisions.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chapter", "ordinal"], name="revisions_in_order")]

    def __str__(self) -> str:
        return f"revision {self.ordinal} of chapter {self.chapter_id}"

    @property
    def was_published(self) -> bool:
        return self.change != ASIDE


class Draft(Text):
    """What an author works on, beside the live revision. `version` counts its saves; a save names the one it saw.

    No two drafts of a chapter share a version: a page left open since an earlier one cannot write over a later one.
    """

    chapter = models.OneToOneField(Chapter, on_delete=models.CASCADE, related_name="draft")
    based_on = models.ForeignKey(Revision, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"draft of chapter {self.chapter_id}, version {self.version}"
