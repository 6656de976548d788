"""Somebody's own feed: what their inbox tells them, at a secret address, for a program that cannot sign in."""

from __future__ import annotations

import html

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from feuilleton.inbox import airing, feeding, reading
from feuilleton.inbox.entries import TOLD, Entry
from feuilleton.web import cards
from feuilleton.web.addresses import address, whole
from feuilleton.web.feeds import atom, items, public
from feuilleton.web.feeds.items import Named
from feuilleton.web.inbox import happening


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The newest part of the inbox of whoever this address was given to; what is held is not in it yet."""
    owner = feeding.owner(token)
    if owner is None:
        raise Http404
    entries = reading.page(owner).entries
    out = airing.released(entry.event for entry in entries if entry.kind in TOLD)
    made = atom.Feed(
        id=atom.identity("own", token),
        title=_("What you follow"),
        url=whole(request, address("inbox")),
        own_url=whole(request, address("my_feed", token)),
        language=translation.get_language() or "en",
        author=public.house(request),
        made=owner.joined_at,
        entries=_entries(request, [entry for entry in entries if entry.kind not in TOLD or entry.event in out]),
    )
    response = HttpResponse(atom.write(made), content_type=atom.TYPE)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def _entries(request: HttpRequest, entries: list[Entry]) -> list[atom.Entry]:
    authors = cards.authors_of({entry.story.pk for entry in entries})
    return [_entry(request, entry, authors[entry.story.pk]) for entry in entries]


def _entry(request: HttpRequest, entry: Entry, authors: list[cards.Person]) -> atom.Entry:
    story, said, chapter = entry.story, entry.said, entry.chapter
    place = address("story", story.public_id)
    about = entry.words.public_id if entry.words else story.public_id
    identity, summary = items.news_identity(entry.kind, entry.event, about), story.summary
    if said is not None:
        place, title, summary = address("review_one", said.public_id), _of_review(entry), said.first_words
    elif chapter is not None:
        place = address("chapter", chapter.public_id)
        title = items.title_of(Named(story.title, chapter.number, chapter.title))
        identity, summary = atom.identity("chapter", chapter.public_id), chapter.summary or story.summary
    elif entry.kind in TOLD:
        title = items.news_title(entry.kind, story.title)
    else:
        place, title = happening.place_of(entry) or place, _of_review(entry)
        summary = entry.found.first_words if entry.found else summary
    return atom.Entry(
        id=identity,
        title=title,
        url=whole(request, place),
        published=entry.at,
        updated=entry.at,
        language=story.language,
        summary="" if entry.words else summary,
        html=entry.words.html if entry.words else "",
        authors=items.people(request, authors) if entry.kind in TOLD else (),
    )


def _of_review(entry: Entry) -> str:
    says = html.unescape(strip_tags(happening.of(entry, is_new=False).says))
    return _("%(story)s: %(what)s") % {"story": entry.story.title, "what": says}
