"""A story's own page for its author: its chapters in order, how each stands, and what can be done with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from feuilleton.accounts.models import PenName
from feuilleton.http import answers
from feuilleton.importing.models import Manuscript
from feuilleton.inbox import foretelling
from feuilleton.stories.models import Draft, Revision, Story
from feuilleton.web import cards, instalments, measures
from feuilleton.web.writing import desk, state
from feuilleton.web.writing.door import signed_in, writer


@signed_in
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    person = writer(request)
    found: Story = get_object_or_404(Story.objects.editable_by(person), public_id=public_id)
    authors = cards.authors_of([found.pk])[found.pk]
    others = PenName.objects.of(person).exclude(authorships__story=found).in_order()
    context = {
        "story": found,
        "authors": authors,
        "states": state.of_story(found),
        "chapters": _lines(found),
        "other_names": [(one.public_id, one.name) for one in others],
        "brought": list(Manuscript.objects.of(person).filter(story=found).for_lists()),
        "bin": desk.bin_of(person, found),
        "notes_said": state.notes(desk.notes_waiting(person, [found.pk])[found.pk]),
    }
    return answers.page(request, "writing/story.html", context)


@dataclass(frozen=True)
class Line:
    """A chapter as its author sees it in the contents: the heading readers see, else the draft's.

    `is_unheard`: it can be taken back before any letter tells of it.
    """

    chapter: Any
    text: Revision | Draft | None
    has_draft: bool
    language: str
    is_first: bool
    is_last: bool
    is_unheard: bool

    @property
    def number(self) -> str:
        return self.text.number if self.text else ""

    @property
    def title(self) -> str:
        return (self.text.title if self.text else "") or instalments.called(self.number)

    @property
    def has_title(self) -> bool:
        return bool(self.text and self.text.title)

    @property
    def length(self) -> str:
        return measures.length(self.text.words, self.text.characters, self.language) if self.text else ""

    @property
    def state(self) -> str:
        return state.of_chapter(self.chapter, has_draft=self.has_draft)


def _lines(story: Story) -> list[Line]:
    heavy = [f"{of}__{what}" for of in ("live", "draft") for what in ("packed", "source", "notes", "summary")]
    waits = Q(pk__in=foretelling.waiting(story, at=timezone.now()))
    chapters = list(
        story.chapters.present()
        .in_reading_order()
        .select_related("live", "draft")
        .defer(*heavy, "live__html")
        .annotate(waits=waits)
    )
    lines = []
    for place, chapter in enumerate(chapters, start=1):
        draft = getattr(chapter, "draft", None)
        text = chapter.live or draft
        lines.append(
            Line(
                chapter=chapter,
                text=text,
                has_draft=draft is not None,
                language=story.language,
                is_first=place == 1,
                is_last=place == len(chapters),
                is_unheard=chapter.waits and chapter.is_published and foretelling.audience(chapter).has_letters,
            )
        )
    return lines
