"""The front page: what came lately above the line, three openings below it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers
from feuilleton.http.visitor import visitor_of
from feuilleton.inbox import reading
from feuilleton.pages.storing import stored
from feuilleton.stories.models import Chapter, Story
from feuilleton.web import cards, measures, metadata
from feuilleton.web.addresses import address
from feuilleton.web.browsing import openings
from feuilleton.web.feeds import alternates
from feuilleton.web.shelves import continuing

HOW_MANY_LATEST = 6
HOW_MANY_FINISHED = 3


class Instalment(NamedTuple):
    """A chapter that came lately."""

    url: str
    title: str
    number: str
    words: int
    characters: int
    published_at: datetime
    story_url: str
    story_title: str
    language: str
    planned: int | None
    authors: list[cards.Person]


@stored()
def home(request: HttpRequest) -> HttpResponse:
    """The front page. It turns each morning: see `openings.turn_the_page`."""
    visitor = visitor_of(request)
    today = timezone.localdate()
    context = {
        "today": today,
        "latest": _latest(visitor),
        "finished": _finished(visitor),
        "openings": openings.drawn(visitor, day=today),
        "under_way": continuing.lately(visitor.user),
        "inbox_says": _inbox(visitor),
        "about": metadata.plain_page(request),
        "feed": alternates.site(request),
        **_sums(visitor),
    }
    return answers.page(request, "browsing/home.html", context, made_from=["archive", "front", *_people(context)])


def _people(context: dict[str, Any]) -> set[str]:
    return cards.touches(*(one.authors for part in ("latest", "finished", "openings") for one in context[part]))


def _latest(visitor: Visitor) -> list[Instalment]:
    rows = list(
        Chapter.objects.listed_for(visitor)
        .latest_first()
        .values(
            *("public_id", "live__title", "live__number", "live__words", "live__characters", "published_at"),
            *("story_id", "story__public_id", "story__title", "story__language", "story__planned"),
        )[:HOW_MANY_LATEST]
    )
    authors = cards.authors_of({row["story_id"] for row in rows})
    return [_instalment(row, authors[row["story_id"]]) for row in rows]


def _instalment(row: dict[str, Any], authors: list[cards.Person]) -> Instalment:
    return Instalment(
        url=address("chapter", row["public_id"]),
        title=row["live__title"],
        number=row["live__number"],
        words=row["live__words"],
        characters=row["live__characters"],
        published_at=row["published_at"],
        story_url=address("story", row["story__public_id"]),
        story_title=row["story__title"],
        language=row["story__language"],
        planned=row["story__planned"],
        authors=authors,
    )


def _finished(visitor: Visitor) -> list[cards.Card]:
    stories = Story.objects.listed_for(visitor).exclude(completed_at=None).order_by("-completed_at", "-id")
    return cards.cards(stories.values(*cards.FIELDS)[:HOW_MANY_FINISHED])


def _inbox(visitor: Visitor) -> str:
    """The word that leads a member to their inbox, and how much is new there."""
    new = reading.count_new(visitor.user) if visitor.user else 0
    if not new:
        return _("Inbox")
    words = _("Inbox, %(count)s new") if new < reading.MOST_COUNTED else _("Inbox, %(count)s or more new")
    return words % {"count": measures.number(new)}


def _sums(visitor: Visitor) -> dict[str, int]:
    listed = Story.objects.listed_for(visitor)
    languages = {tag.split("-")[0] for tag in listed.values_list("language", flat=True).distinct()}
    return {"how_many": listed.count(), "how_many_languages": len(languages)}
