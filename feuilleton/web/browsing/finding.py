"""A plain search: words in titles, and people by name."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from feuilleton.accounts.models import PenName
from feuilleton.http import answers, paging
from feuilleton.http.visitor import visitor_of
from feuilleton.kit import text
from feuilleton.stories.models import Story
from feuilleton.web import cards, metadata

LONGEST_QUESTION = 200
MOST_PEOPLE = 20


def find(request: HttpRequest) -> HttpResponse:
    """Stories whose title has every word asked for, and people whose name has."""
    asked = text.one_line(request.GET.get("q", ""))[:LONGEST_QUESTION]
    about = metadata.plain_page(request) | {"listed": False}
    context: dict[str, Any] = {"here": "find", "asked": asked, "about": about}
    if asked:
        listed = Story.objects.listed_for(visitor_of(request))
        page = paging.page_of(request, listed.matching(asked).lately_updated_first().values(*cards.FIELDS))
        people = _people(asked, listed) if page.number == 1 else []
        context |= {"page": page, "stories": cards.cards(page.rows), "people": people}
    return answers.page(request, "browsing/find.html", context)


def _people(asked: str, listed: QuerySet[Any]) -> list[cards.Person]:
    found = PenName.objects.matching(asked).filter(stories__in=listed).distinct().in_order()[:MOST_PEOPLE]
    rows = found.values_list("pk", "public_id", "name")
    return [cards.Person(public_id, name, f"person:{key}") for key, public_id, name in rows]
