"""All reviews of a story, by chapter. Those of chapters the reader has not reached are folded away."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from feuilleton.http import answers, paging
from feuilleton.http.visitor import visitor_of
from feuilleton.pages.storing import stored
from feuilleton.reviews.models import Review
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import adult, cards, measures, metadata
from feuilleton.web.addresses import address
from feuilleton.web.reviews import reached, receiving, section, threads

if TYPE_CHECKING:
    from collections.abc import Iterator

    from feuilleton.web.reviews.threads import Threads


class Group(NamedTuple):
    """The reviews on this page of one chapter, or of the whole story (`url` ""). `fold`: what the fold says, or ""."""

    number: str
    title: str
    url: str
    fold: str
    drawn: Markup


@stored(parameters=("page",))
def reviews(request: HttpRequest, public_id: str) -> HttpResponse:
    """The list; and, for a form sent to it, a review of the whole story."""
    if request.method == "POST":
        return receiving.of_story(request, public_id)
    visitor = visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    authors = cards.authors_of([story.pk])[story.pk]
    touches = {"archive", f"story:{story.pk}", f"reviews:s{story.pk}", *cards.touches(authors)}
    if adult.must_ask(story, visitor):
        return adult.asked_first(request, story, authors, made_from=touches)
    signer, reader = section.who_reads(visitor, authors)
    here = address("reviews", story.public_id)
    form = section.form_for(visitor, story, signer, address("review_story", story.public_id), here)
    reader = section.answering(reader, form)
    listed = paging.page_of(request, _heads(visitor, story), each=threads.A_PAGE)
    found = threads.of_heads(listed.rows, reader)
    far = None if reader.may_judge else reached.position(visitor, story)
    context = {
        "story": story,
        "authors": authors,
        "listed": listed,
        "groups": list(_groups(found, far, lambda rows: threads.draw(rows, reader, authors))),
        "form": form,
        "about": metadata.plain_page(request),
    }
    return answers.page(request, "reviews/reviews.html", context, made_from=touches | found.touches)


def _heads(visitor: Any, story: Story) -> Any:
    seen = Review.objects.visible_to(visitor).filter(story=story).heads()
    in_order = seen.order_by(F("chapter__position").asc(nulls_first=True), F("chapter").asc(nulls_first=True), "pk")
    return in_order.values_list(*threads.FIELDS)


def _groups(found: Threads, far: int | None, draw: Any) -> Iterator[Group]:
    chapters = {
        chapter.pk: chapter
        for chapter in Chapter.objects.filter(pk__in={row.chapter for row in found.heads if row.chapter}).for_contents()
    }
    for key, heads in groupby(found.heads, key=lambda head: head.chapter):
        some = found._replace(heads=list(heads))
        yield _group(chapters.get(key or 0), some, far, draw(some.rows))


def _group(chapter: Any, some: Threads, far: int | None, drawn: Markup) -> Group:
    if chapter is None:
        return Group("", _("Of the whole story"), "", "", drawn)
    number = chapter.live.number if chapter.live else ""
    title = (chapter.live.title if chapter.live else "") or ("" if number else _("Untitled"))
    is_beyond = far is not None and chapter.position > far
    return Group(number, title, address("chapter", chapter.public_id), _fold(len(some.heads)) * is_beyond, drawn)


def _fold(count: int) -> str:
    words = ngettext(
        "%(count)s review, which may tell what happens here: show it anyway",
        "%(count)s reviews, which may tell what happens here: show them anyway",
        count,
    )
    return words % {"count": measures.number(count)}
