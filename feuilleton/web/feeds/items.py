"""Chapters and news as entries of a feed: their titles, who wrote them, a summary and never the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feuilleton.events.models import Event
from feuilleton.inbox.entries import ANNOUNCED, COMPLETED, PAUSED, RESUMED
from feuilleton.stories.models import Announcement, Chapter, Story
from feuilleton.web import cards, instalments, measures
from feuilleton.web.addresses import address, whole
from feuilleton.web.feeds import atom

FIELDS = (
    *("public_id", "published_at", "updated_at", "live__number", "live__title", "live__summary", "live__words"),
    *("live__characters", "story_id", "story__title", "story__summary", "story__language", "story__rating"),
)


class Named(NamedTuple):
    """What a chapter's title is made of."""

    story: str
    number: str
    title: str


def chapters(request: HttpRequest, found: QuerySet[Chapter]) -> tuple[list[atom.Entry], set[str]]:
    """Entries of these chapters, and the touches of the people they name."""
    rows = list(found.values(*FIELDS))
    authors = cards.authors_of({row["story_id"] for row in rows})
    made = [_chapter(request, row, authors[row["story_id"]]) for row in rows]
    return made, cards.touches(*authors.values())


def news(
    request: HttpRequest, found: Iterable[tuple[Event, Story, Announcement | None]]
) -> tuple[list[atom.Entry], set[str]]:
    """Entries of announcements and of how stories stand, and the touches of the people they name."""
    found = list(found)
    authors = cards.authors_of({story.pk for _event, story, _words in found})
    made = [_one_news(request, event, story, words, authors[story.pk]) for event, story, words in found]
    return made, cards.touches(*authors.values())


def people(request: HttpRequest, authors: Iterable[cards.Person]) -> tuple[atom.Person, ...]:
    return tuple(atom.Person(one.name, whole(request, address("person", one.public_id))) for one in authors)


def title_of(named: Named) -> str:
    """“Salt Wages, V: What the Pans Keep”."""
    number = instalments.signs(named.number, None, get_language() or "en")[0] if named.number else ""
    title = named.title or ("" if number else _("Untitled"))
    if number and title:
        return _("%(story)s, %(number)s: %(title)s") % {"story": named.story, "number": number, "title": title}
    return _("%(story)s: %(title)s") % {"story": named.story, "title": number or title}


def _chapter(request: HttpRequest, row: dict[str, Any], authors: list[cards.Person]) -> atom.Entry:
    length = measures.length(row["live__words"], row["live__characters"], row["story__language"])
    return atom.Entry(
        id=atom.identity("chapter", row["public_id"]),
        title=title_of(Named(row["story__title"], row["live__number"], row["live__title"])),
        url=whole(request, address("chapter", row["public_id"])),
        published=row["published_at"],
        updated=row["updated_at"] or row["published_at"],
        language=row["story__language"],
        summary=row["live__summary"] or row["story__summary"] or length,
        authors=people(request, authors),
        category=(row["story__rating"], str(cards.RATING_NAMES[row["story__rating"]])),
    )


def _one_news(
    request: HttpRequest, event: Event, story: Story, words: Announcement | None, authors: list[cards.Person]
) -> atom.Entry:
    return atom.Entry(
        id=atom.identity("announcement", words.public_id)
        if words
        else atom.identity(event.kind, event.pk, story.public_id),
        title=news_title(event.kind, story.title),
        url=whole(request, address("story", story.public_id)),
        published=event.at,
        updated=event.at,
        language=story.language,
        summary="" if words else story.summary,
        html=words.html if words else "",
        authors=people(request, authors),
        category=(story.rating, str(cards.RATING_NAMES[story.rating])),
    )


def news_identity(kind: str, event: int, public_id: str) -> str:
    """The same in every feed. `public_id`: of the announcement, else of the story, which may pause more than once."""
    return atom.identity(kind, public_id) if kind == ANNOUNCED else atom.identity(kind, event, public_id)


def news_title(kind: str, story: str) -> str:
    """What a feed says of a story that is no chapter of it."""
    words = {
        COMPLETED: _("%(title)s is complete"),
        PAUSED: _("%(title)s is on hiatus"),
        RESUMED: _("%(title)s goes on"),
        ANNOUNCED: _("%(title)s: a word from its author"),
    }[kind]
    return words % {"title": story}
