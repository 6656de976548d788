"""The entire story on one page."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.pages.storing import stored
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import adult, cards, metadata
from feuilleton.web.addresses import address, whole
from feuilleton.web.notes import beside
from feuilleton.web.reading import downloads


class Part(NamedTuple):
    """A chapter among the others."""

    place: str
    url: str
    chapter_url: str
    number: str
    title: str
    words: int
    characters: int
    summary: str
    html: str
    notes_before: list[dict[str, str]]
    notes_after: list[dict[str, str]]
    published_at: Any
    revised_at: Any


@stored()
def entire(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    authors = cards.authors_of([story.pk])[story.pk]
    touches = ["archive", f"story:{story.pk}", *cards.touches(authors)]
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, authors, made_from=touches)
    chapters = list(beside.flagged(story.chapters.visible_to(visitor).published().in_reading_order().for_reading()))
    clarified = beside.clarified(chapters)
    about = metadata.story(request, story, authors)
    context = {
        "story": story,
        "authors": authors,
        "downloads": downloads.of_story(story),
        "parts": [_part(chapter, clarified.get(chapter.pk, "")) for chapter in chapters],
        "about": about | {"url": whole(request, address("entire", story.public_id))},
    }
    return answers.page(request, "reading/entire.html", context, made_from=touches)


def _part(chapter: Chapter, clarified: str) -> Part:
    live = chapter.live
    assert live is not None
    return Part(
        place=f"c-{chapter.public_id}",
        url=f"#c-{chapter.public_id}",
        chapter_url=address("chapter", chapter.public_id),
        number=live.number,
        title=live.title,
        words=live.words,
        characters=live.characters,
        summary=live.summary,
        html=clarified or live.html,
        notes_before=live.notes_before,
        notes_after=live.notes_after,
        published_at=chapter.published_at,
        revised_at=chapter.updated_at if chapter.is_revised else None,
    )
