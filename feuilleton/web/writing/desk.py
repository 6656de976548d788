"""The desk: what is being written, how each story truly stands, what is offered, what lies in the bin."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from feuilleton.http import answers, paging
from feuilleton.importing.models import Manuscript
from feuilleton.notes.models import Note
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import cards, instalments
from feuilleton.web.writing import state
from feuilleton.web.writing.door import signed_in, writer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from feuilleton.accounts.models import User
    from feuilleton.web.cards import Person

MOST_DRAFTS = 10


@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    person = writer(request)
    listed = paging.page_of(request, _stories(person))
    keys = [story.pk for story in listed.rows]
    authors, notes = cards.authors_of(keys), notes_waiting(person, keys)
    context = {
        "listed": listed,
        "mine": [MyStory(story, authors[story.pk], notes[story.pk]) for story in listed.rows],
        "drafts": [Waiting(chapter) for chapter in _drafts(person)],
        "waiting": list(Manuscript.objects.of(person).waiting().for_lists()[:MOST_DRAFTS]),
        "offered": list(Story.objects.offered_to(person).select_related("offered_to").order_by("pk")),
        "bin": bin_of(person),
    }
    return answers.page(request, "writing/desk.html", context)


@dataclass(frozen=True)
class MyStory:
    """A story on its author's desk, with `drafts` counted in. `notes`: how many wait."""

    story: Any
    authors: list[Person]
    notes: int

    @property
    def url(self) -> str:
        return reverse("write_story", args=[self.story.public_id])

    @property
    def states(self) -> list[str]:
        return state.of_story(self.story)

    @property
    def waiting(self) -> str:
        return state.drafts(self.story.drafts) if self.story.drafts else ""

    @property
    def notes_waiting(self) -> str:
        return state.notes(self.notes)


@dataclass(frozen=True)
class Waiting:
    """A draft that waits, by the place it has in its story."""

    chapter: Any

    @property
    def url(self) -> str:
        return reverse("write_chapter", args=[self.chapter.public_id])

    @property
    def title(self) -> str:
        return self.chapter.draft.title or instalments.called(self.chapter.draft.number)

    @property
    def saved(self) -> str:
        return state.saved(self.chapter.draft)


@dataclass(frozen=True)
class Removed:
    """Something in the bin: the way back, and until when there is one. `of`: the story a chapter is from."""

    title: str
    of: str
    until: date
    bring_back: str


def notes_waiting(person: User, stories: Sequence[int]) -> Counter[int]:
    """How many notes on each of these stories wait for an answer. One query for all of them."""
    waiting = Note.objects.decided_by(person).heads().to_decide().filter(story__in=stories)
    return Counter(dict(waiting.order_by("story").values_list("story").annotate(count=Count("pk"))))


def bin_of(person: User, story: Story | None = None) -> list[Removed]:
    """What this person removed and may bring back, stories first; with `story`, the chapters of that one."""
    chapters = Chapter.objects.in_bin_of(person).select_related("story", "live", "draft").order_by("-removed_at", "-id")
    chapters = chapters.defer(*(f"{of}__{what}" for of in ("live", "draft") for what in ("packed", "source", "notes")))
    if story is not None:
        return [_removed(chapter) for chapter in chapters.filter(story=story)]
    stories = Story.objects.in_bin_of(person).order_by("-removed_at", "-id")
    return [*map(_removed_story, stories), *map(_removed, chapters)]


def _removed_story(story: Story) -> Removed:
    assert story.removed_at is not None
    way = reverse("write_bring_back_story", args=[story.public_id])
    return Removed(story.title, "", state.kept_until(story.removed_at), way)


def _removed(chapter: Chapter) -> Removed:
    text = chapter.live or getattr(chapter, "draft", None)
    assert chapter.removed_at is not None
    return Removed(
        (text.title or instalments.called(text.number)) if text else instalments.called(""),
        chapter.story.title,
        state.kept_until(chapter.removed_at),
        reverse("write_bring_back_chapter", args=[chapter.public_id]),
    )


def _stories(person: User) -> Any:
    """Their stories, the one they or its readers saw change last first."""
    drafts = Count("chapters", filter=Q(chapters__removed_at=None, chapters__draft__isnull=False))
    return (
        Story.objects.editable_by(person)
        .annotate(drafts=drafts)
        .order_by(Coalesce("updated_at", "made_at").desc(), "-id")
    )


def _drafts(person: User) -> Any:
    """The drafts they saved last."""
    found = Chapter.objects.editable_by(person).filter(draft__isnull=False).select_related("story", "draft")
    found = found.defer("draft__packed", "draft__source", "draft__notes")
    return found.order_by("-draft__saved_at", "-id")[:MOST_DRAFTS]
