"""Feeds for everybody: of the archive, of a story, of an author. They hold what a stranger may see, and no sooner than
letters go out.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from feuilleton.accounts.models import PenName
from feuilleton.accounts.visiting import STRANGER
from feuilleton.archive import keeping
from feuilleton.inbox import airing
from feuilleton.pages.storing import storable, stored
from feuilleton.stories.models import Story
from feuilleton.web import cards
from feuilleton.web.addresses import address, whole
from feuilleton.web.feeds import atom, items

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)  # when the feed of an archive without a founder began


@stored()
def site(request: HttpRequest) -> HttpResponse:
    """The latest chapters of all stories that lists name."""
    archive = keeping.the_archive()
    entries, people = items.chapters(request, airing.chapters_of_all())
    feed = atom.Feed(
        id=atom.identity("archive", whole(request, address("feed"))),
        title=archive.name,
        subtitle=archive.tagline,
        url=whole(request, address("home")),
        own_url=whole(request, address("feed")),
        language=get_language() or "en",
        author=house(request),
        made=archive.founded_at or LONG_AGO,
        entries=entries,
    )
    return _answer(feed, made_from=["front", "feed:site", *people])


@stored()
def story(request: HttpRequest, public_id: str) -> HttpResponse:
    """A story's latest chapters, what its author announces, and how it stands."""
    story = get_object_or_404(Story.objects.visible_to(STRANGER), public_id=public_id)
    chapters, people = items.chapters(request, airing.chapters_of(story))
    news, _same = items.news(request, airing.news(f"story:{story.pk}", of=Story.objects.visible_to(STRANGER)))
    authors = cards.authors_of([story.pk])[story.pk]
    feed = atom.Feed(
        id=atom.identity("story", public_id),
        title=story.title,
        subtitle=story.summary,
        url=whole(request, address("story", public_id)),
        own_url=whole(request, address("story_feed", public_id)),
        language=story.language,
        author=next(iter(items.people(request, authors)), house(request)),
        made=story.made_at,
        entries=_newest([*chapters, *news]),
    )
    return _answer(feed, made_from=[f"story:{story.pk}", f"feed:story:{story.pk}", *people, *cards.touches(authors)])


@stored()
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """An author's latest chapters, what they announce, and how their stories stand."""
    person = get_object_or_404(PenName, public_id=public_id)
    chapters, people = items.chapters(request, airing.chapters_under(person))
    listed = Story.objects.listed_for(STRANGER)
    news, more_people = items.news(request, airing.news(f"person:{person.pk}", of=listed.under(person)))
    feed = atom.Feed(
        id=atom.identity("person", public_id),
        title=person.name,
        url=whole(request, address("person", public_id)),
        own_url=whole(request, address("person_feed", public_id)),
        language=get_language() or "en",
        author=atom.Person(person.name, whole(request, address("person", public_id))),
        made=person.made_at,
        entries=_newest([*chapters, *news]),
    )
    return _answer(feed, made_from=[*person.touches, f"feed:person:{person.pk}", *people, *more_people])


def house(request: HttpRequest) -> atom.Person:
    """Whose a feed is that is nobody's: the archive's."""
    return atom.Person(keeping.the_archive().name or _("The archive"), whole(request, address("home")))


def _newest(entries: list[atom.Entry]) -> list[atom.Entry]:
    return sorted(entries, key=lambda entry: entry.published, reverse=True)[: airing.MOST]


def _answer(feed: atom.Feed, *, made_from: Iterable[str]) -> HttpResponse:
    return storable(HttpResponse(atom.write(feed), content_type=atom.TYPE), made_from=["archive", *made_from])
