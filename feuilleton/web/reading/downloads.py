"""Taking a story or a chapter along: as an e-book or as plain text, under the same rules as its page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from feuilleton.exporting import binding, epub, plain_text, wording
from feuilleton.http.visitor import visitor_of
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import adult, cards
from feuilleton.web.addresses import address

FORMATS = {
    "epub": (_("EPUB"), epub.write, "application/epub+zip"),
    "txt": (_("Plain text"), plain_text.write, "text/plain; charset=utf-8"),
}


def of_story(story: Story) -> list[tuple[str, str | Promise]]:
    """Where the story can be had as a file: address and words of each."""
    return [(address("story_file", story.public_id, ending), words) for ending, (words, *_rest) in FORMATS.items()]


def of_chapter(chapter: Chapter) -> list[tuple[str, str | Promise]]:
    """Where the chapter can be had as a file: address and words of each."""
    return [(address("chapter_file", chapter.public_id, ending), words) for ending, (words, *_rest) in FORMATS.items()]


def story_file(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    visitor = visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, cards.authors_of([story.pk])[story.pk])
    return _file(binding.bind(story, story.chapters.visible_to(visitor)), ending)


def chapter_file(request: HttpRequest, public_id: str, ending: str) -> HttpResponse:
    visitor = visitor_of(request)
    chapters = Chapter.objects.visible_to(visitor).published().select_related("story")
    chapter = get_object_or_404(chapters, public_id=public_id)
    if adult.must_ask(chapter.story, visitor):
        return adult.asked_first(request, chapter.story, cards.authors_of([chapter.story_id])[chapter.story_id])
    return _file(binding.bind_chapter(chapter), ending)


def _file(book: binding.Book | None, ending: str) -> HttpResponse:
    if book is None or ending not in FORMATS:
        raise Http404
    _words, write, kind = FORMATS[ending]
    disposition = content_disposition_header(True, wording.file_name(book, ending))
    return HttpResponse(write(book), content_type=kind, headers={"Content-Disposition": disposition or "attachment"})
