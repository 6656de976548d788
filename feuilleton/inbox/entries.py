"""What stands in an inbox, as values, and the questions that find what it speaks of, if this person may see it now."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.html import strip_tags

from feuilleton.accounts import visiting
from feuilleton.accounts.visiting import Kind, Visitor
from feuilleton.kit.prepared import Prepared
from feuilleton.reviews.models import Review
from feuilleton.shelves.models import Mark
from feuilleton.stories.models import UNLISTED, Announcement, Authorship, Chapter, Story

CHAPTER, COMPLETED = "chapter_published", "story_completed"
PAUSED, RESUMED, ANNOUNCED = "story_paused", "story_resumed", "announcement_made"
TOLD = (CHAPTER, COMPLETED, PAUSED, RESUMED, ANNOUNCED)
FIRST_WORDS = 300  # letters of a review

_SPOILERS = re.compile(r"<details\b.*?</details>", re.DOTALL)
_A_QUESTION = 40  # keys are asked for in lots of this size, so that few queries have to be written


class StoryLine(NamedTuple):
    """The story that something is about."""

    pk: int
    public_id: str
    title: str
    language: str
    audience: str
    status: str
    planned: int | None
    posted: int
    summary: str
    rating: str

    @property
    def is_complete(self) -> bool:
        return self.planned is not None and self.posted == self.planned

    @property
    def is_unlisted(self) -> bool:
        return self.audience == UNLISTED


class ChapterLine(NamedTuple):
    """A chapter that readers see, and whether this person has read it."""

    public_id: str
    title: str
    number: str
    summary: str
    published_at: datetime
    updated_at: datetime
    is_read: bool


class Words(NamedTuple):
    """An announcement."""

    public_id: str
    html: str


class Said(NamedTuple):
    """A review, or an answer to one, by its first words. `chapter`: its number and title, None for a whole story."""

    pk: int
    public_id: str
    state: str
    is_hidden: bool
    is_answer: bool
    by: str
    by_public_id: str | None
    first_words: str
    chapter: tuple[str, str, str] | None
    is_answered: bool

    @property
    def is_public(self) -> bool:
        """Whether readers see it."""
        return self.state == "shown" and not self.is_hidden


class Found(NamedTuple):
    """What became of what somebody found in a chapter (its public id, number and title).

    `by`: the pen name of whoever decided it, "" when it is no author's any more. `mended`: how many of their notes
    were; `first_words`: of an answer.
    """

    by: str
    chapter: tuple[str, str, str]
    mended: int = 0
    words: str = ""

    @property
    def first_words(self) -> str:
        return begun(self.words)


@dataclass(slots=True)
class Entry:
    """One thing told. `events`: those it stands for (a chapter and the end it brought are one), the newest first.

    `seen`: what the person said of it; None when they said nothing. `is_followed`: whether it is told because they
    asked for it; else it concerns them without asking. `is_own`: whether the story is theirs.
    """

    events: list[int]
    kind: str
    at: datetime
    story: StoryLine
    seen: bool | None = None
    is_followed: bool = False
    chapter: ChapterLine | None = None
    words: Words | None = None
    said: Said | None = None
    found: Found | None = None
    data: dict[str, Any] = field(default_factory=dict)
    is_own: bool = False

    @property
    def event(self) -> int:
        return self.events[0]

    def is_new(self, read_to: int) -> bool:
        """Whether it is unread by somebody who has read up to that event."""
        if self.seen is not None:
            return not self.seen
        return self.event > read_to and not (self.chapter and self.chapter.is_read)

    @property
    def to_answer(self) -> bool:
        """Whether it is a review that this person may still answer."""
        return self.said is not None and self.said.is_public and not self.said.is_answered


def chapters(user: int, keys: list[int]) -> dict[int, tuple[StoryLine, ChapterLine]]:
    """The published ones among these chapters that this person may see and hear of, by key."""
    rows = in_lots(_chapters, user, keys)
    return {row[0]: (StoryLine(*row[8:]), ChapterLine(*row[1:8])) for row in rows}


def stories(user: int, keys: list[int]) -> dict[int, StoryLine]:
    """The published ones among these stories that this person may see and hear of, by key."""
    return {row[0]: StoryLine(*row) for row in in_lots(_stories, user, keys)}


def announcements(user: int, keys: list[int]) -> dict[int, tuple[StoryLine, Words]]:
    """The standing ones among these announcements of stories that this person may see and hear of, by key."""
    return {row[0]: (StoryLine(*row[3:]), Words(*row[1:3])) for row in in_lots(_announcements, user, keys)}


def reviews(user: int, keys: list[int]) -> dict[int, Said]:
    """The reviews among these that this person sees, by key."""
    return {row[0]: _said(row) for row in in_lots(_reviews, user, keys)}


def member(user: int) -> Visitor:
    """A member with this key and no rights above others': what is hidden is told to nobody."""
    return visiting.like(Kind(is_member=True), user)


def story_fields(path: str) -> list[str]:
    """The fields of a `StoryLine`, for a query that reaches the story by `path`."""
    names = ("pk", "public_id", "title", "language", "audience", "status", "planned", "chapter_count", "summary")
    return [path + name for name in (*names, "rating")]


def strangers_to(user: int, story: str) -> list[Q]:
    """The rule of what nobody is told: of their own stories, and across a block with an author. `story`: its path."""
    authors = Authorship.objects.filter(story=OuterRef(story))
    barred = (
        authors.filter(pen_name__user=user),
        authors.filter(pen_name__user__blocks__user=user),
        authors.filter(pen_name__user__blocked_by__by=user),
    )
    return [~Q(Exists(some)) for some in barred]


def begun(text: str) -> str:
    """The first words of it, on one line."""
    words = " ".join(text.split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"


def in_lots(ask: Prepared, user: int, keys: list[int]) -> list[Any]:
    """The rows that a query by person and keys finds: one of a length that is written already."""
    if not keys:
        return []
    spare = -len(keys) % _A_QUESTION
    return ask(user=user, keys=[*keys, *[-1] * spare])


def _chapters_said(user: int, keys: list[int]) -> QuerySet[Any, Any]:
    seen = Chapter.objects.visible_to(member(user)).published().filter(pk__in=keys)
    read = Mark.objects.filter(user=user, chapter=OuterRef("pk"))
    return (  # type: ignore[no-any-return]
        seen.filter(*strangers_to(user, "story_id"))
        .annotate(is_read=Exists(read))
        .values_list(
            *("pk", "public_id", "live__title", "live__number", "live__summary", "published_at", "updated_at"),
            *("is_read", *story_fields("story__")),
        )
    )


def _stories_said(user: int, keys: list[int]) -> QuerySet[Any, Any]:
    seen = Story.objects.visible_to(member(user)).published().filter(pk__in=keys)
    return seen.filter(*strangers_to(user, "pk")).values_list(*story_fields(""))


def _announcements_said(user: int, keys: list[int]) -> QuerySet[Any, Any]:
    seen = Announcement.objects.visible_to(member(user)).filter(pk__in=keys).filter(*strangers_to(user, "story_id"))
    return seen.values_list("pk", "public_id", "html", *story_fields("story__"))


def _reviews_said(user: int, keys: list[int]) -> QuerySet[Any, Any]:
    answers = Review.objects.standing().filter(parent=OuterRef("pk"), user=user)
    return (  # type: ignore[no-any-return]
        Review.objects.told_to(member(user))
        .filter(pk__in=keys)
        .annotate(is_answered=Exists(answers), answers_to=F("root_id"))
        .values_list(
            *("pk", "public_id", "state", "hidden_at", "answers_to", "pen_name__name", "pen_name__public_id"),
            *("guest_name", "html", "is_answered", "chapter__public_id", "chapter__live__number"),
            "chapter__live__title",
        )
    )


_chapters = Prepared(_chapters_said)
_stories = Prepared(_stories_said)
_announcements = Prepared(_announcements_said)
_reviews = Prepared(_reviews_said)


def _said(row: tuple[Any, ...]) -> Said:
    pk, public_id, state, hidden_at, root, name, name_id, guest, html, is_answered, *chapter = row
    return Said(
        pk=pk,
        public_id=public_id,
        state=state,
        is_hidden=hidden_at is not None,
        is_answer=root is not None,
        by=name or guest,
        by_public_id=name_id,
        first_words=begun(strip_tags(_SPOILERS.sub(" … ", html).replace("<br>", " ").replace("</p>", " "))),
        chapter=(chapter[0], chapter[1] or "", chapter[2] or "") if chapter[0] else None,
        is_answered=is_answered,
    )
