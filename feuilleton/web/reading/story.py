"""A story's own page: what it is, its contents, and the way into it."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.kit import languages
from feuilleton.notes import thanking
from feuilleton.pages.storing import stored
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import adult, cards, measures, metadata, thanked
from feuilleton.web.addresses import address
from feuilleton.web.feeds import alternates
from feuilleton.web.inbox import follow
from feuilleton.web.reading import downloads
from feuilleton.web.reviews import section
from feuilleton.web.shelves import favorites, kept

# How many announcements stand on the story's page; the rest are in the inboxes of those who followed it then.
ANNOUNCED = 2
# From here on a list of chapters can be searched, and a chapter gone to by its number.
LONG = 50


class Line(NamedTuple):
    """A line of the contents."""

    url: str
    place: str
    number: str
    title: str
    words: int
    characters: int
    published_at: Any
    revised_at: Any


@stored()
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    visitor = visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    contents = contents_of(story.chapters.visible_to(visitor).published())
    authors, tags = cards.authors_of([story.pk])[story.pk], cards.tags_of([story.pk])[story.pk]
    reviews = section.of_story(visitor, story, authors, asks_first=adult.must_ask(story, visitor))
    keeps = kept.of_story(visitor.user, story, contents)
    thanks = thanking.of_story(story.pk)
    context = {
        "story": story,
        "authors": authors,
        "contents": contents,
        "is_long": len(contents) > LONG,
        "fandoms": [tag for tag in tags if tag.kind == "fandom"],
        "groups": _by_kind(tags),
        "language_name": languages.name(story.language),
        "announcements": story.announcements.filter(withdrawn_at=None).newest_first()[:ANNOUNCED],
        "warnings": cards.warnings_said(story.warnings, story.warning_words),
        "sums": _sums(story),
        "downloads": downloads.of_story(story),
        "rating": cards.RATING_NAMES[story.rating],
        "status": cards.STATUS_NAMES[story.status],
        "reviews": reviews,
        "follow": follow.of_story(
            visitor, story, contents[-1].number if contents else "", is_own=keeps.is_own, is_apart=keeps.is_apart
        ),
        "feed": alternates.story(request, story),
        "kept": keeps,
        "kept_by": favorites.kept_by(story.favorite_count, story.guest_favorite_count),
        "about": metadata.story(request, story, authors, thanks),
        "thanks": thanked.said(thanks),
    }
    touches = {"archive", f"story:{story.pk}", *cards.touches(authors), *reviews.touches, *thanked.touches(thanks)}
    return answers.page(request, "reading/story.html", context, made_from=touches)


def _by_kind(tags: list[cards.Label]) -> list[tuple[str, list[cards.Label]]]:
    groups = [(str(name), [tag for tag in tags if tag.kind == kind]) for kind, name in cards.KIND_NAMES.items()]
    return [(name, of_kind) for name, of_kind in groups if of_kind]


def _sums(story: Story) -> list[tuple[str, str]]:
    sums = [
        (_("Posted"), measures.chapters_of(story.chapter_count, story.planned)),
        (_("Length"), measures.length(story.words, story.characters, story.language)),
        (_("To read"), measures.reading_time(story.words, story.characters, story.language)),
        (_("Begun"), measures.day(story.published_at)),
        (_("Updated"), measures.day(story.updated_at)),
        (_("Finished"), measures.day(story.completed_at)),
    ]
    return [(says, figure) for says, figure in sums if figure]


def jump(request: HttpRequest, public_id: str) -> HttpResponse:
    """On to the chapter of the number asked for, as readers see it; else to the one at that place."""
    visitor = visitor_of(request)
    story = get_object_or_404(Story.objects.visible_to(visitor), public_id=public_id)
    asked = request.GET.get("number", "").strip()[:20]
    chapters = story.chapters.visible_to(visitor).published().in_reading_order()
    found = chapters.filter(live__number__iexact=asked).first() or _at_place(chapters, asked)
    if found is None:
        raise Http404
    return answers.see_other(address("chapter", found.public_id))


def contents_of(chapters: QuerySet[Chapter]) -> list[Line]:
    """The chapters as lines of a table of contents, in reading order."""
    rows = chapters.order_by("position", "id").values_list(
        *("public_id", "live__number", "live__title", "live__words", "live__characters"),
        *("published_at", "updated_at"),
    )
    return [
        Line(
            address("chapter", public_id), f"c-{public_id}", number, title, words, characters, published,
            updated if updated and published and updated > published else None,
        )
        for public_id, number, title, words, characters, published, updated in rows
    ]  # fmt: skip


def _at_place(chapters: QuerySet[Chapter], asked: str) -> Chapter | None:
    if not (asked.isascii() and asked.isdigit() and 0 < len(asked) < 7 and int(asked)):
        return None
    return chapters[int(asked) - 1 : int(asked)].first()
