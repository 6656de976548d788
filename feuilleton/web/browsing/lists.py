"""Lists of stories, twenty to a page: all of them, those with a tag, those by somebody."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, QuerySet, Subquery, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from feuilleton.accounts import visiting
from feuilleton.accounts.models import PenName
from feuilleton.accounts.visiting import Visitor
from feuilleton.http import answers, paging
from feuilleton.http.visitor import visitor_of
from feuilleton.kit.prepared import Prepared
from feuilleton.pages.storing import stored
from feuilleton.stories.models import Story
from feuilleton.tags.models import KINDS, Tag
from feuilleton.web import cards, metadata
from feuilleton.web.browsing import between
from feuilleton.web.feeds import alternates
from feuilleton.web.inbox import follow


@stored(parameters=("page",))
def stories(request: HttpRequest) -> HttpResponse:
    """Every story, lately updated first."""
    visitor = visitor_of(request)
    page = paging.page_counted(request, lambda first, end: _between(visitor, first, end))
    context = {
        "here": "stories",
        "about": metadata.plain_page(request),
        "page": page,
        "stories": cards.cards(page.rows),
    }
    return answers.page(request, "browsing/stories.html", context, made_from=["front", *_made_from(context)])


@stored(parameters=("page",))
def tag(request: HttpRequest, kind: str, public_id: str) -> HttpResponse:
    """The stories with a tag."""
    tag = get_object_or_404(Tag, kind=kind, public_id=public_id)
    listed = Story.objects.listed_for(visitor_of(request)).tagged(tag)
    context = {
        "tag": tag,
        "kind": dict(KINDS)[tag.kind],
        "about": metadata.plain_page(request),
        **_page(request, listed),
    }
    return answers.page(request, "browsing/tag.html", context, made_from=[f"tag:{tag.pk}", *_made_from(context)])


@stored(parameters=("page",))
def person(request: HttpRequest, public_id: str) -> HttpResponse:
    """A pen name: what they say of themselves, and their stories."""
    person = get_object_or_404(PenName, public_id=public_id)
    visitor = visitor_of(request)
    listed = Story.objects.listed_for(visitor).under(person)
    ours = between.of(visitor.user, person)
    context = {
        "person": person,
        "about": metadata.person(request, person),
        "follow": follow.of_person(visitor, person, is_apart=ours is not None and ours.is_apart),
        "feed": alternates.person(request, person),
        "favorite_person": ours if ours and (ours.is_kept or not ours.is_apart) else None,
        "has_blocked": ours is not None and ours.has_blocked,
        **_page(request, listed),
    }
    return answers.page(request, "browsing/person.html", context, made_from=[*person.touches, *_made_from(context)])


def _between(visitor: Visitor, first: int, end: int) -> tuple[list[dict[str, Any]], int]:
    """A slice of the stories, and how many there are in all: one question."""
    # Each page is a query of its own shape; only what many people open is worth remembering.
    ask = _listed if end <= paging.A_PAGE * 5 else _listed.afresh
    rows = ask(visitor.kind, first, end)
    return rows, rows[0]["in_all"] if rows else 0


def _lately_updated(kind: visiting.Kind, first: int, end: int) -> QuerySet[Any, Any]:
    listed = Story.objects.listed_for(visiting.like(kind))
    in_all = listed.order_by().annotate(one=Value(1)).values("one").annotate(count=Count("*")).values("count")
    found = listed.lately_updated_first().annotate(in_all=Subquery(in_all))
    rows: QuerySet[Any, Any] = found.values(*cards.FIELDS, "in_all")[first:end]
    return rows


_listed = Prepared(_lately_updated)


def _page(request: HttpRequest, listed: QuerySet[Any]) -> dict[str, Any]:
    page = paging.page_of(request, listed.lately_updated_first().values(*cards.FIELDS))  # type: ignore[attr-defined]
    return {"page": page, "stories": cards.cards(page.rows)}


def _made_from(context: dict[str, Any]) -> set[str]:
    return {"archive"} | cards.touches(*(story.authors for story in context["stories"]))
