"""A chapter with a way to say something after each of its paragraphs: marking without script."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from markupsafe import Markup

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.web import adult, fixed
from feuilleton.web.addresses import address
from feuilleton.web.notes import finding, weaving

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feuilleton.stories.models import Chapter

FEW = 6  # words of a paragraph that tell it from the others


def mark(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    chapter = finding.readable(visitor, public_id)
    story, live = chapter.story, chapter.live
    assert live is not None
    authors = finding.authors_of(story)
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, authors)
    here = address("mark", public_id)
    context = {
        "story": story,
        "chapter": chapter,
        "live": live,
        "authors": authors,
        "text": weaving.woven(live.html, dict(_ways(chapter))),
        "welcome": finding.welcome(visitor, story, authors),
        "sign_in": "" if visitor.is_member else f"{address('account_login')}?{urlencode({'next': here})}",
    }
    return answers.page(request, "notes/mark.html", context)


def _ways(chapter: Chapter) -> Iterator[tuple[str, Markup]]:
    """For each block that says something, the way to a note on it."""
    assert chapter.live is not None
    draw = fixed.component("note").way
    for block in chapter.live.blocks:
        words = block.text.split()
        if words:
            where = address("note_write", chapter.public_id, block.id)
            yield block.id, draw(f"{where}?revision={chapter.live_id}", " ".join(words[:FEW]), chapter.story.language)
