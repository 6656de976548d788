"""What a page says of itself to machines: its one address, a line about it, and what it is by schema.org's words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from feuilleton.accounts.models import PenName
from feuilleton.notes.thanking import Name, Thanks
from feuilleton.stories.models import EVERYONE, Chapter, Revision, Story
from feuilleton.web.addresses import address, whole
from feuilleton.web.cards import Person

LONGEST_DESCRIPTION = 300
NOBODY = Thanks()


def plain_page(request: HttpRequest, description: str = "") -> dict[str, Any]:
    """A page that is about nothing in particular: a list, the front page."""
    number = request.GET.get("page", "")
    return {
        "url": whole(request, request.path + (f"?page={number}" if number not in ("", "1") else "")),
        "kind": "website",
        "description": _line(description),
        "listed": True,
        "data": None,
    }


def person(request: HttpRequest, person: PenName) -> dict[str, Any]:
    about = plain_page(request, person.about)
    data = {"@context": "https://schema.org", "@type": "Person", "name": person.name, "url": about["url"]}
    return about | {"kind": "profile", "data": data}


def story(request: HttpRequest, story: Story, authors: Iterable[Person], thanks: Thanks = NOBODY) -> dict[str, Any]:
    """`thanks`: to whom, for what was mended."""
    contributors = {"contributor": _people(request, thanks.names)} if thanks.names else {}
    return {
        "url": whole(request, address("story", story.public_id)),
        "kind": "book",
        "description": _line(story.summary),
        "listed": story.audience == EVERYONE,
        "data": {"@context": "https://schema.org"} | _book(request, story, authors) | contributors,
    }


def chapter(request: HttpRequest, chapter: Chapter, live: Revision, authors: Iterable[Person]) -> dict[str, Any]:
    story = chapter.story
    data = {
        "@context": "https://schema.org",
        "@type": "Chapter",
        "name": live.title or live.number or story.title,
        "position": live.number,
        "wordCount": live.words,
        "inLanguage": story.language,
        "datePublished": _moment(chapter.published_at),
        "dateModified": _moment(chapter.updated_at),
        "isPartOf": _book(request, story, authors),
    }
    return {
        "url": whole(request, address("chapter", chapter.public_id)),
        "kind": "article",
        "description": _line(live.summary or story.summary),
        "listed": story.audience == EVERYONE,
        "data": {key: value for key, value in data.items() if value},
    }


def _book(request: HttpRequest, story: Story, authors: Iterable[Person]) -> dict[str, Any]:
    book = {
        "@type": "Book",
        "name": story.title,
        "url": whole(request, address("story", story.public_id)),
        "inLanguage": story.language,
        "author": _people(request, authors),
    }
    return {key: value for key, value in book.items() if value}


def _people(request: HttpRequest, people: Iterable[Person | Name]) -> list[dict[str, str]]:
    return [
        {"@type": "Person", "name": one.name, "url": whole(request, address("person", one.public_id))} for one in people
    ]


def _line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_DESCRIPTION else line[:LONGEST_DESCRIPTION].rsplit(" ", 1)[0] + "…"


def _moment(when: datetime | None) -> str:
    return when.isoformat(timespec="seconds") if when else ""
