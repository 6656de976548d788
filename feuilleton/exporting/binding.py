"""Gathering what goes into a book: a whole story or one chapter, as whoever asks may read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from feuilleton.kit import languages
from feuilleton.notes import thanking
from feuilleton.notes.thanking import Thanks

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from feuilleton.kit.prose.blocks import Block
    from feuilleton.stories.models import Chapter, Story


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter of a book. Notes: {"label", "html"} each."""

    public_id: str
    title: str
    number: str
    summary: str
    notes_before: list[dict[str, str]]
    notes_after: list[dict[str, str]]
    html: str
    blocks: list[Block]
    published_at: datetime | None
    thanks: Thanks


@dataclass(frozen=True, slots=True)
class Book:
    """A story as it goes out, the same for everyone who may see the same chapters.

    `modified`: when the newest revision in it was published, so that the same text gives the same bytes.
    """

    public_id: str
    title: str
    authors: list[str]
    summary: str
    disclaimer: str
    language: str
    direction: str
    rating: str
    warnings: list[str]
    tags: list[tuple[str, str]]
    planned: int | None
    is_complete: bool
    modified: datetime
    parts: list[Part]
    of_one_chapter: bool = False

    @property
    def byline(self) -> str:
        return ", ".join(self.authors)

    @property
    def thanked(self) -> list[Part]:
        """The chapters in which readers found something."""
        return [part for part in self.parts if part.thanks]

    @property
    def contributors(self) -> list[str]:
        """Who is thanked by name, each once."""
        return list(dict.fromkeys(one.name for part in self.parts for one in part.thanks.names))


def bind(story: Story, chapters: QuerySet[Chapter]) -> Book | None:
    """The story with those of `chapters` that are published (`story.chapters.visible_to(visitor)`); None if none is."""
    return _book(story, _in_order(chapters.filter(story=story)))


def bind_chapter(chapter: Chapter) -> Book | None:
    """A book of this one chapter, which the caller may read; None if it is not published."""
    return _book(chapter.story, _in_order(type(chapter).objects.filter(pk=chapter.pk)), of_one_chapter=True)


def _in_order(chapters: QuerySet[Chapter]) -> list[Chapter]:
    return list(chapters.published().in_reading_order().select_related("live"))  # type: ignore[attr-defined]


def _book(story: Story, chapters: list[Chapter], *, of_one_chapter: bool = False) -> Book | None:
    revisions = [chapter.live for chapter in chapters if chapter.live]
    if not revisions:
        return None
    thanks = thanking.by_chapter(story.pk)
    warnings = [*story.warning_names, story.warning_words]
    return Book(
        public_id=chapters[0].public_id if of_one_chapter else story.public_id,
        title=story.title,
        authors=list(story.authorships.order_by("position", "id").values_list("pen_name__name", flat=True)),
        summary=story.summary,
        disclaimer=story.disclaimer,
        language=story.language,
        direction=languages.direction(story.language),
        rating=story.get_rating_display(),
        warnings=[warning for warning in warnings if warning],
        tags=list(story.story_tags.order_by("position", "id").values_list("kind", "typed")),
        planned=story.planned,
        is_complete=story.is_complete,
        modified=max(revision.made_at for revision in revisions),
        parts=[_part(chapter, thanks.get(chapter.pk, Thanks())) for chapter in chapters],
        of_one_chapter=of_one_chapter,
    )


def _part(chapter: Chapter, thanks: Thanks) -> Part:
    live = chapter.live
    assert live is not None
    return Part(
        public_id=chapter.public_id,
        title=live.title,
        number=live.number,
        summary=live.summary,
        notes_before=live.notes_before,
        notes_after=live.notes_after,
        html=live.html,
        blocks=live.blocks,
        published_at=chapter.published_at,
        thanks=thanks,
    )
